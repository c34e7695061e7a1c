#!/usr/bin/env python3
"""Times networks and detector beside other engines, in alternating runs of one session.

    python benchmark_peers.py PROBE... [--only inference|detection] [--runs 20]

PROBE is the built bench-probe (`swift build -c release --product bench-probe`); several, of
different states of the sources, are measured side by side. Networks run beside whichever of ONNX
Runtime, OpenVINO, PyTorch, LiteRT and ncnn is installed, on 1 and 8 faces; the detector beside
OpenCV 4 (`opencv-python-headless<5`), on `samples/group.*` at two sizes, factor 1.1, 3
neighbors, minimum 30. With one thread everything is pinned to one core. Prints medians in
milliseconds, and for each engine how many times as long as the first probe it takes, median
against median and, in brackets, fastest against fastest. Outputs must agree: probabilities within
1e-4, boxes exactly. A number is worth something only on a quiet machine.
"""

import argparse
import os
import pathlib
import statistics
import sys
import tempfile

import cv2
import numpy

from contestant import Contestant
from peer_runtimes import NETWORKS

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
OPENCV_CASCADES = ["haarcascade_frontalface_default", "haarcascade_frontalface_alt2"]
SIZES = [(640, 480), (1280, 720)]
MINIMUM = 30


def measure(title, contestants, runs, passes):
    """Samples everybody in turn and prints a line each."""
    able = [one for one in contestants if one.problem is None]
    for run in range(runs + 1):
        for one in able:
            one.sample(passes)
        if run == 0:
            for one in able:
                one.times.clear()
    for one in contestants:
        one.end()
    print(title)
    first = able[0]
    for one in contestants:
        if one.problem is not None:
            print(f"  {one.name:<14} left out: {one.problem}")
            continue
        median, fastest = statistics.median(one.times), min(one.times)
        ratio = median / statistics.median(first.times)
        print(f"  {one.name:<14} {median:8.3f} ms  {ratio:5.2f}x  [{fastest:.3f} ms,"
              f" {fastest / min(first.times):.2f}x]", flush=True)


def begin(probes, peers, task, output, arguments, threads):
    """Ours, then the others, all started and ready; `output(name)` is where each writes."""
    commands = {("ours" if len(probes) == 1 else f"ours {number}"): [probe]
                for number, probe in enumerate(probes, 1)}
    commands |= {peer: [sys.executable, HERE / "peer.py", peer] for peer in peers}
    return [Contestant(name, command + [task, *arguments, output(name), threads])
            for name, command in commands.items()]


def inference(arguments, folder, threads):
    for model in arguments.model or sorted((ROOT / "models").glob("*.onnx")):
        for batch in [1, 8]:
            values = numpy.random.default_rng(batch).integers(0, 256, (batch, 1, 48, 48))
            numpy.save(folder / "input.npy", values.astype(numpy.float32))
            def output(name):
                return folder / f"{name}.npy"
            contestants = begin(
                arguments.probes, arguments.peers, "infer", output,
                [model, folder / "input.npy"], threads)
            wanted = numpy.load(output(contestants[0].name))
            for one in contestants:
                if one.problem is None:
                    error = abs(numpy.load(output(one.name)) - wanted).max()
                    if not error < 1e-4:
                        sys.exit(f"benchmark_peers: {one.name} differs by {error}")
            measure(f"{model.stem}, batch {batch}, threads {threads}", contestants,
                    arguments.runs, max(1, 12 // batch))


def detection(arguments, folder, threads):
    group = cv2.imread(
        str(next((arguments.data / "samples").glob("group.*"))), cv2.IMREAD_GRAYSCALE)
    files = [arguments.cascades / f"{name}.xml" for name in OPENCV_CASCADES]
    for file in [ROOT / "cascades/frontalface.xml", *files]:
        for size in SIZES:
            picture = folder / "group.png"
            cv2.imwrite(str(picture), cv2.resize(group, size, interpolation=cv2.INTER_AREA))
            def output(name):
                return folder / f"{name}.txt"
            contestants = begin(
                arguments.probes, ["opencv"], "detect", output, [file, picture, MINIMUM], threads)
            if len({output(one.name).read_text() for one in contestants
                    if one.problem is None}) > 1:
                sys.exit(f"benchmark_peers: not the same boxes by {file.stem}")
            measure(f"{file.stem} {size[0]}x{size[1]}, threads {threads}", contestants,
                    arguments.runs, 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("probes", type=lambda path: pathlib.Path(path).resolve(), nargs="+")
    parser.add_argument("--only", choices=["inference", "detection"])
    parser.add_argument("--model", type=pathlib.Path, action="append")
    parser.add_argument("--peers", nargs="*", default=list(NETWORKS))
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--data", type=pathlib.Path, default=ROOT.parent / "shared/data")
    parser.add_argument(
        "--cascades", type=pathlib.Path, default="/usr/share/opencv4/haarcascades")
    parser.add_argument("--runs", type=int, default=20)
    arguments = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as folder:
        for threads in arguments.threads:
            os.sched_setaffinity(0, cores[-1:] if threads == 1 else cores)
            for name, work in [("inference", inference), ("detection", detection)]:
                if arguments.only in (None, name):
                    work(arguments, pathlib.Path(folder), threads)


if __name__ == "__main__":
    main()
