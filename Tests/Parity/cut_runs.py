#!/usr/bin/env python3
"""Kills training runs at random moments and resumes them: the end must be that of an uncut run.

    python cut_runs.py TRAINER [--kills 20] [--seed 1]

TRAINER is the built emotion-trainer. Two runs learn the same pictures of noise with a falling
learning rate, dropout, augmentation, mixup and averaged weights; one of them is ended with SIGKILL
or SIGTERM again and again and gone on with by --resume. Weights, log, recipe and state must be the
same, byte for byte, but for the times in the log and the state.
"""

import argparse
import pathlib
import random
import signal
import struct
import subprocess
import tempfile
import time
import zlib

import numpy

CLASSES, PICTURES, SIDE = 3, 32, 48


def png(levels):
    """An 8-bit gray PNG of a square of levels."""
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    height, width = levels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in levels)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))


def make_pictures(folder, seed):
    """Noise around a level that tells the class, so that there is something to learn."""
    dice = numpy.random.default_rng(seed)
    for number in range(CLASSES):
        (folder / f"class{number}").mkdir(parents=True)
        for picture in range(PICTURES):
            levels = dice.integers(0, 200, (SIDE, SIDE)) + 20 * number
            path = folder / f"class{number}" / f"{picture}.png"
            path.write_bytes(png(levels.astype(numpy.uint8)))


def command(trainer, pictures, output, epochs):
    return [
        str(trainer), "train", "--data", str(pictures), "--output", str(output), "--epochs",
        str(epochs), "--batch-size", "32", "--schedule", "cosine", "--dropout", "0.2",
        "--mixup", "0.2", "--average-decay", "0.95", "--early-stopping-patience", str(epochs),
        "--threads", "2",
    ]


def without_times(path):
    """A log's rows without their last column, the seconds."""
    return [line.rsplit(",", 1)[0] for line in path.read_text().splitlines()]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("trainer", type=pathlib.Path)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    trainer, dice = arguments.trainer.resolve(), random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make_pictures(folder / "pictures", arguments.seed)
        epochs = 2 * arguments.kills
        begin = time.monotonic()
        subprocess.run(command(trainer, folder / "pictures", folder / "uncut", epochs), check=True,
                       capture_output=True)
        epoch = (time.monotonic() - begin) / epochs
        cut = command(trainer, folder / "pictures", folder / "cut", epochs)
        kills = 0
        while True:
            resume = ["--resume"] if (folder / "cut" / "state.bin").exists() else []
            run = subprocess.Popen(cut + resume, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE)
            try:
                wait = dice.uniform(1, 4) * epoch if kills < arguments.kills else None
                _, words = run.communicate(timeout=wait)
            except subprocess.TimeoutExpired:
                run.send_signal(dice.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM]))
                run.communicate()
                kills += 1
                continue
            if run.returncode != 0:
                raise SystemExit(f"failed after {kills} kills: {words.decode()}")
            break
        for file in ["best.onnx", "last.onnx", "recipe.json"]:
            same = (folder / "uncut" / file).read_bytes() == (folder / "cut" / file).read_bytes()
            print(f"{file}: {'the same' if same else 'DIFFERS'}")
            if not same:
                raise SystemExit(1)
        if without_times(folder / "uncut/training.csv") != without_times(
                folder / "cut/training.csv"):
            raise SystemExit("training.csv DIFFERS")
        print(f"training.csv: the same; {kills} kills in {epochs} epochs")
        if kills < arguments.kills:
            raise SystemExit(f"only {kills} kills: the machine was too fast for the waits")


if __name__ == "__main__":
    main()
