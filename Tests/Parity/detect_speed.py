#!/usr/bin/env python3
"""Times the detector beside OpenCV's CascadeClassifier, in alternating runs.

    python detect_speed.py PROBE... [--data DATA] [--cascades CASCADES] [--runs 15]

PROBE is the built detect-probe (`swift build -c release --product detect-probe`); several, of
different states of the sources, are measured side by side. Scans `samples/group.*` at two sizes
with factor 1.1, 3 neighbors and a minimum of 30 pixels; with one thread everything is pinned to
one core. Prints medians, and how many times as fast as OpenCV. Needs OpenCV 4
(`opencv-python-headless<5`). A number is worth something only on a quiet machine.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import cv2

ROOT = pathlib.Path(__file__).resolve().parents[2]
NAMES = ["frontalface_default", "frontalface_alt2"]
SIZES = [(640, 480), (1280, 720)]
MINIMUM = 30
WARM_UP = 2


def start(probe, cascade, picture, threads):
    command = [probe, cascade, picture, str(MINIMUM), str(threads)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def ours(process):
    """Milliseconds and faces of one scan."""
    process.stdin.write("\n")
    process.stdin.flush()
    milliseconds, count = process.stdout.readline().split()
    return float(milliseconds), int(count)


def theirs(classifier, levels):
    begin = time.perf_counter()
    found = classifier.detectMultiScale(levels, 1.1, 3, 0, (MINIMUM, MINIMUM))
    return (time.perf_counter() - begin) * 1000, len(found)


def measure(probes, cascade, picture, threads, runs):
    """Medians in milliseconds: OpenCV's, then each probe's."""
    levels = cv2.imread(str(picture), cv2.IMREAD_GRAYSCALE)
    classifier = cv2.CascadeClassifier(str(cascade))
    processes = [start(probe, cascade, picture, threads) for probe in probes]
    rows = []
    for _ in range(runs + WARM_UP):
        row = [theirs(classifier, levels)] + [ours(process) for process in processes]
        if len({count for _, count in row}) > 1:
            sys.exit(f"detect_speed: not the same number of faces: {row}")
        rows.append([milliseconds for milliseconds, _ in row])
    for process in processes:
        process.communicate()
    return [statistics.median(column) for column in zip(*rows[WARM_UP:])]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("probes", type=pathlib.Path, nargs="+")
    parser.add_argument("--data", type=pathlib.Path, default=ROOT.parent / "shared/data")
    parser.add_argument(
        "--cascades", type=pathlib.Path, default="/usr/share/opencv4/haarcascades")
    parser.add_argument("--runs", type=int, default=15)
    arguments = parser.parse_args()
    probes = [probe.resolve() for probe in arguments.probes]
    cores = sorted(os.sched_getaffinity(0))
    group = cv2.imread(
        str(next((arguments.data / "samples").glob("group.*"))), cv2.IMREAD_GRAYSCALE)
    with tempfile.TemporaryDirectory() as folder:
        picture = pathlib.Path(folder) / "group.png"
        for threads in [1, 2]:
            os.sched_setaffinity(0, cores[-1:] if threads == 1 else cores)
            cv2.setNumThreads(threads)
            for name in NAMES:
                for size in SIZES:
                    cv2.imwrite(str(picture), cv2.resize(group, size, interpolation=cv2.INTER_AREA))
                    cascade = arguments.cascades / f"haarcascade_{name}.xml"
                    opencv, *medians = measure(
                        probes, cascade, picture, threads, arguments.runs)
                    print(
                        f"{name} {size[0]}x{size[1]} threads {threads}: OpenCV {opencv:.1f} ms,",
                        ", ".join(f"{own:.1f} ms ({opencv / own:.2f}x)" for own in medians),
                        flush=True)


if __name__ == "__main__":
    main()
