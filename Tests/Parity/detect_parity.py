#!/usr/bin/env python3
"""Holds `emotion-detector detect` against OpenCV's CascadeClassifier, box for box.

    python detect_parity.py PROGRAM [--data DATA] [--cascades CASCADES] [--work FOLDER]
        [--cascade FILE]...

PROGRAM is the built emotion-detector, DATA the folder with `samples` and `faces-wider` (by
default `../shared/data` beside the checkout), CASCADES OpenCV's haarcascade_*.xml (Debian:
opencv-data); the project's own cascade is compared, too, or each FILE instead of all. Every picture
is turned into a gray PNG once, and both sides read that PNG. Needs numpy and OpenCV 4
(`opencv-python-headless<5`): OpenCV 5 has no CascadeClassifier in its main wheel. Independent of
the tests' golden file: it goes through the program as a user does.

Prints a line for each cascade and setting, and one for each difference. Exit status 0 where every
picture has the very same boxes, 1 otherwise.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tarfile
import tempfile

import cv2
import numpy

ROOT = pathlib.Path(__file__).resolve().parents[2]
NAMES = [
    "haarcascade_frontalface_default", "haarcascade_frontalface_alt2",
    "haarcascade_eye_tree_eyeglasses"]
# scale factor, neighbors, smallest and largest side (0: no limit)
SETTINGS = [(1.1, 3, 30, 0), (1.1, 0, 48, 0), (1.3, 2, 0, 0), (1.05, 5, 60, 200), (1.2, 0, 24, 80)]
THREADS = [1, 2, 3]
WIDER_COUNT = 20
# width, height
ODD_SIZES = [
    (1, 1), (1, 300), (300, 1), (19, 19), (20, 20), (23, 24), (24, 23), (24, 24), (25, 24),
    (31, 77), (97, 61), (128, 25), (333, 241), (641, 479),
]


def gray(encoded):
    """The gray levels of an encoded picture, turned upright."""
    return cv2.imdecode(numpy.frombuffer(encoded, numpy.uint8), cv2.IMREAD_GRAYSCALE)


def pictures(data):
    """(name, gray levels) of every picture."""
    astronaut = gray((data / "samples/astronaut.png").read_bytes())
    yield "astronaut", astronaut
    yield "group", gray(next((data / "samples").glob("group.*")).read_bytes())
    generator = numpy.random.default_rng(5)
    for width, height in ODD_SIZES:
        noise = generator.integers(0, 256, (height, width), numpy.uint8)
        yield f"noise-{width}x{height}", noise
        yield f"blurred-{width}x{height}", cv2.GaussianBlur(noise, (0, 0), 3)
        yield f"face-{width}x{height}", cv2.resize(astronaut, (width, height))
        yield f"cut-{width}x{height}", numpy.ascontiguousarray(
            numpy.pad(astronaut[60:, 150:], ((0, 80), (0, 300)))[:height, :width])
    for level in [0, 127, 255]:
        yield f"constant-{level}", numpy.full((130, 171), level, numpy.uint8)
    steps = numpy.indices((150, 203)).sum(0)
    yield "checkerboard", (steps % 2 * 255).astype(numpy.uint8)
    yield "ramp", (steps * 255 // steps.max()).astype(numpy.uint8)
    with tarfile.open(data / "faces-wider/images.tar") as tar:
        members = sorted((m for m in tar if m.isfile()), key=lambda m: m.name)
        # From the middle of each span: other pictures than the tests' golden ones.
        span = len(members) // WIDER_COUNT
        for member in members[span // 2::span][:WIDER_COUNT]:
            name = member.name.replace("/", "_")
            yield f"wider-{name}", gray(tar.extractfile(member).read())


def write(data, folder):
    """Writes the pictures as PNG; their paths."""
    paths = []
    for name, levels in pictures(data):
        path = folder / f"{name}.png"
        if not cv2.imwrite(str(path), levels):
            sys.exit(f"detect_parity: {path}: cannot be written")
        paths.append(path)
    return paths


def ours(program, cascade, paths, setting, threads):
    """The boxes that the program finds in each picture, in its own order."""
    factor, neighbors, smallest, largest = setting
    command = [
        program, "detect", "--json", "--cascade", cascade, "--scale-factor", str(factor),
        "--min-neighbors", str(neighbors), "--min-size", str(smallest), "--threads", str(threads)]
    if largest:
        command += ["--max-size", str(largest)]
    done = subprocess.run(command + paths, stdout=subprocess.PIPE, text=True, check=True)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    if [line["source"] for line in found] != [str(path) for path in paths]:
        sys.exit("detect_parity: the program's lines are not those of the pictures, in order")
    keys = ["x", "y", "width", "height"]
    return [[[face["box"][key] for key in keys] for face in line["faces"]] for line in found]


def theirs(classifier, levels, setting):
    """The boxes that OpenCV finds, sorted by x, y, width."""
    factor, neighbors, smallest, largest = setting
    found = classifier.detectMultiScale(
        levels, factor, neighbors, 0, (smallest, smallest), (largest, largest))
    return sorted([int(value) for value in box] for box in found)


def compare(program, files, folder, data):
    """The number of pictures, over all settings, whose boxes differ."""
    paths = write(data, folder)
    read = [cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) for path in paths]
    differing = 0
    for cascade in files:
        classifier = cv2.CascadeClassifier(str(cascade))
        for setting in SETTINGS:
            expected = [theirs(classifier, levels, setting) for levels in read]
            for threads in THREADS:
                found = ours(program, cascade, paths, setting, threads)
                bad = [i for i in range(len(paths)) if found[i] != expected[i]]
                for i in bad:
                    missing = [box for box in expected[i] if box not in found[i]]
                    extra = [box for box in found[i] if box not in expected[i]]
                    print(f"  {paths[i].name}: missing {missing[:5]}, not OpenCV's {extra[:5]}")
                boxes = sum(map(len, expected))
                print(
                    f"{cascade.stem} factor {setting[0]} neighbors {setting[1]} sides {setting[2]}"
                    f"-{setting[3] or ''} threads {threads}: {len(paths) - len(bad)} of "
                    f"{len(paths)} pictures the same, {boxes} boxes", flush=True)
                differing += len(bad)
    return differing


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--data", type=pathlib.Path, default=ROOT.parent / "shared/data")
    parser.add_argument(
        "--cascades", type=pathlib.Path, default="/usr/share/opencv4/haarcascades")
    parser.add_argument(
        "--cascade", type=pathlib.Path, action="append",
        help="a cascade to compare instead of all; may be given again")
    parser.add_argument("--work", type=pathlib.Path, help="where the PNGs go, and stay")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.work or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        files = arguments.cascade or [
            ROOT / "cascades/frontalface.xml",
            *(arguments.cascades / f"{name}.xml" for name in NAMES)]
        differing = compare(arguments.program.resolve(), files, folder, arguments.data)
    print("the same boxes everywhere" if not differing else f"{differing} differences")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
