#!/usr/bin/env python3
"""Times `emotion-detector video` beside `fer` on the same frames, in alternating runs.

    python video_speed.py PROGRAM CLIP [--runs 3] [--frames 200] [--model MODEL]

PROGRAM is the built emotion-detector, CLIP a video file of some 1000 frames (a short one, looped by
`ffmpeg -stream_loop`). Ours is timed whole, with its start, searching around known faces and with
`--full-scan`; of `fer` only the loop over frames counts, with its own Haar detector. Prints frames
a second, medians, and the ratios; the last one with fer's smallest face of 50 pixels, too, where
ours is a tenth of the picture's height. Needs fer (`pip install fer 'setuptools<81'`). A number is worth
something only on a quiet machine.
"""

import argparse
import pathlib
import statistics
import subprocess
import time

import cv2
from fer.fer import FER


def theirs(detector, clip, count):
    """Frames a second over the clip's first frames."""
    capture = cv2.VideoCapture(str(clip))
    begin, frames = time.perf_counter(), 0
    while frames < count:
        isThere, frame = capture.read()
        if not isThere:
            break
        detector.detect_emotions(frame)
        frames += 1
    return frames / (time.perf_counter() - begin)


def ours(program, clip, options):
    """Frames a second over the whole clip, the program's start included."""
    begin = time.perf_counter()
    answer = subprocess.run(
        [program, "video", clip, "--events", "-", *options], check=True, capture_output=True)
    return answer.stdout.count(b"\n") / (time.perf_counter() - begin)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("clip", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--frames", type=int, default=200)
    parser.add_argument("--model")
    arguments = parser.parse_args()
    model = ["--model", arguments.model] if arguments.model else []
    program, clip = arguments.program.resolve(), arguments.clip.resolve()
    detector = FER()
    theirs(detector, clip, 5)
    rows = [
        (theirs(detector, clip, arguments.frames), ours(program, clip, model),
         ours(program, clip, model + ["--full-scan"]),
         ours(program, clip, model + ["--full-scan", "--min-face", "50"]))
        for _ in range(arguments.runs)
    ]
    fer, *rates = (statistics.median(column) for column in zip(*rows))
    print(f"fer {fer:.1f} frames a second")
    for name, rate in zip(["tracking", "full scans", "full scans from 50 pixels on"], rates):
        print(f"ours, {name}: {rate:.0f} ({rate / fer:.1f}x)")


if __name__ == "__main__":
    main()
