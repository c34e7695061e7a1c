"""Writes the fuzzer's first inputs: Tests/Fuzz/seeds.py READER FOLDER.

Models are the golden ones; pictures those of the picture tests; cascades the first two stages of
our own and of OpenCV's, if those are installed, and a small one made by hand.
"""

import base64
import json
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

TESTS = pathlib.Path(__file__).resolve().parent.parent
CASCADES = [TESTS.parent / "cascades", pathlib.Path("/usr/share/opencv4/haarcascades")]

STUMP = """<?xml version="1.0"?>
<opencv_storage><cascade type_id="opencv-cascade-classifier"><stageType>BOOST</stageType>
<featureType>HAAR</featureType><height>9</height><width>8</width>
<stageParams><maxWeakCount>1</maxWeakCount></stageParams>
<featureParams><maxCatCount>0</maxCatCount></featureParams><stageNum>1</stageNum>
<stages><_><maxWeakCount>1</maxWeakCount><stageThreshold>0.5</stageThreshold>
<weakClassifiers><_><internalNodes>0 -1 0 0.01</internalNodes><leafValues>0. 1.</leafValues></_>
</weakClassifiers></_></stages>
<features><_><rects><_>0 0 8 4 -1.</_><_>0 2 8 2 2.</_></rects></_></features>
</cascade></opencv_storage>
"""


def models():
    golden = json.loads((TESTS / "NeuralNetworkTests/Fixtures/golden.json").read_text())
    for number, case in enumerate(golden["cases"]):
        yield f"{number}.onnx", base64.b64decode(case["model"])


def pictures():
    for path in sorted((TESTS / "PicturesTests/Fixtures").iterdir()):
        if path.suffix in (".png", ".jpg", ".webp"):
            yield path.name, path.read_bytes()


def cascades():
    yield "stump.xml", STUMP.encode()
    for path in sorted(path for folder in CASCADES for path in folder.glob("*.xml")):
        document = ElementTree.parse(path).getroot()
        cascade = document.find("cascade")
        if cascade is None:  # The format before 2.4.
            continue
        stages, features = cascade.find("stages"), cascade.find("features")
        for stage in list(stages)[2:]:
            stages.remove(stage)
        cascade.find("stageNum").text = str(len(stages))
        used = [
            int(node.text.split()[first])
            for node in stages.iter("internalNodes")
            for first in range(2, len(node.text.split()), 4)
        ]
        for feature in list(features)[max(used) + 1:]:
            features.remove(feature)
        yield path.name, ElementTree.tostring(document)


def main():
    reader, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {"onnx": models, "picture": pictures, "cascade": cascades}[reader]():
        (folder / name).write_bytes(content)


main()
