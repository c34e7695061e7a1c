"""Makes golden.json and smile.json: what OpenCV's cascades find, which our scan must find too.

    python make_golden.py DATA CASCADES

DATA holds `samples`, `faces-wider` and `clips`; CASCADES OpenCV's haarcascade_*.xml (Debian:
opencv-data). Pictures themselves are not written. Each has a CRC-32 of its gray levels, so that
a picture decoded otherwise is told apart from a face found otherwise. Needs OpenCV 4
(`opencv-python-headless<5`): OpenCV 5 has no CascadeClassifier in its main wheel.
"""

import io
import json
import pathlib
import sys
import tarfile
import zlib

import cv2
import numpy

DATA, CASCADES = map(pathlib.Path, sys.argv[1:3])
HERE = pathlib.Path(__file__).parent
NAMES = ["frontalface_default", "frontalface_alt2", "eye_tree_eyeglasses"]
# scale factor, neighbors, smallest and largest side (0: no limit)
SETTINGS = [(1.1, 3, 30, 0), (1.1, 0, 40, 0), (1.3, 2, 0, 0)]
ODD_SETTINGS = SETTINGS + [(1.05, 1, 0, 90), (1.1, 3, 70, 70), (1.1, 0, 500, 0), (1.25, 0, 0, 0)]
# x, y, width, height in astronaut.png: its face lies at about 165..265, 75..175
CROPS = [
    (150, 0, 1, 300), (150, 90, 300, 1), (190, 90, 23, 24), (190, 90, 24, 24), (190, 90, 25, 31),
    (160, 60, 101, 127), (151, 33, 187, 233), (160, 70, 120, 120), (3, 5, 509, 401),
]
WIDER_COUNT = 20


def gray(encoded):
    """Luma of a JPEG as stored, of others by COLOR_BGR2GRAY; turned upright by EXIF."""
    array = numpy.frombuffer(encoded, numpy.uint8)
    if encoded[:2] == b"\xff\xd8":
        return cv2.imdecode(array, cv2.IMREAD_GRAYSCALE)
    return cv2.cvtColor(cv2.imdecode(array, cv2.IMREAD_COLOR), cv2.COLOR_BGR2GRAY)


def crc(levels):
    return zlib.crc32(numpy.ascontiguousarray(levels).tobytes())


def noise(width, height, seed):
    """A picture anyone can make: a linear congruential generator's high bytes."""
    levels = numpy.empty(width * height, numpy.uint8)
    for index in range(levels.size):
        seed = (seed * 1664525 + 1013904223) % 2**32
        levels[index] = seed >> 24
    return levels.reshape(height, width)


def pictures():
    """(source, crop or None, levels, settings) of every picture."""
    for name in ["astronaut.png", "group.jpg"]:
        path = next((DATA / "samples").glob(name.split(".")[0] + ".*"))
        yield f"samples/{path.name}", None, gray(path.read_bytes()), SETTINGS
    astronaut = gray((DATA / "samples/astronaut.png").read_bytes())
    for x, y, width, height in CROPS:
        levels = numpy.ascontiguousarray(astronaut[y:y + height, x:x + width])
        yield "samples/astronaut.png", [x, y, width, height], levels, ODD_SETTINGS
    yield "noise/131x97/1", None, noise(131, 97, 1), ODD_SETTINGS
    with tarfile.open(DATA / "faces-wider/images.tar") as tar:
        members = sorted((m for m in tar if m.isfile()), key=lambda m: m.name)
        step = len(members) // WIDER_COUNT
        for member in members[::step][:WIDER_COUNT]:
            levels = gray(tar.extractfile(member).read())
            yield f"faces-wider/{member.name}", None, levels, SETTINGS


def boxes(classifier, levels, factor, neighbors, smallest, largest):
    found = classifier.detectMultiScale(
        levels, factor, neighbors, 0, (smallest, smallest), (largest, largest))
    return sorted([int(v) for v in box] for box in found)


def case(classifier, levels, setting):
    found = boxes(classifier, levels, *setting)
    keys = ["scaleFactor", "minNeighbors", "minSize", "maxSize"]
    # Sorted boxes as 32-bit little-endian numbers.
    numbers = numpy.array(found, "<i4").tobytes()
    result = dict(zip(keys, setting)) | {"count": len(found), "crc": zlib.crc32(numbers)}
    if len(found) <= 40:
        result["boxes"] = found
    return result


def write(name, content):
    lines = ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in content.pop("entries"))
    head = json.dumps(content)[:-1]
    (HERE / name).write_text(f'{head}, "entries": [\n{lines}\n]}}\n')


cv2.setNumThreads(1)
classifiers = {n: cv2.CascadeClassifier(str(CASCADES / f"haarcascade_{n}.xml")) for n in NAMES}
versions = {"opencv": cv2.__version__, "numpy": numpy.__version__}
write("golden.json", versions | {"entries": [
    {"picture": source, "crop": crop, "width": levels.shape[1], "height": levels.shape[0],
     "levels": crc(levels), "cascade": name,
     "cases": [case(classifier, levels, setting) for setting in settings]}
    for source, crop, levels, settings in pictures()
    for name, classifier in classifiers.items()]})

# The boxes of each frame of a clip with one face, for the tracker.
clip = cv2.VideoCapture(str(DATA / "clips/smile.mp4"))
frames = []
while True:
    there, frame = clip.read()
    if not there:
        break
    levels = cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)
    frames.append(boxes(classifiers["frontalface_default"], levels, 1.1, 3, 36, 0))
write("smile.json", versions | {"frameRate": clip.get(cv2.CAP_PROP_FPS), "entries": frames})
