#!/usr/bin/env python3
"""Times training of `classic` beside PyTorch, in alternating runs.

    python training_speed.py TRAINER [--runs 5] [--threads 2] [--batch 64]

TRAINER is the built emotion-trainer. Both train the same network with Adam on pictures of noise;
ours augments them on the way, PyTorch gets ready tensors, which favours it. Prints the pictures a
second of each run's median batch, their medians, and the ratio. Needs PyTorch. A number is worth
something only on a quiet machine.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import time

import torch
from torch import nn

WARM_UP = 3
BATCHES = 12


def classic():
    """The network as `Architecture+classic.swift` has it."""
    layers, channels = [], 1
    for filters in [32, 64, 128, 256]:
        for _ in range(2):
            layers += [nn.Conv2d(channels, filters, 3, padding=1), nn.ReLU(),
                       nn.BatchNorm2d(filters, eps=1e-3, momentum=0.01)]
            channels = filters
        layers += [nn.MaxPool2d(2), nn.Dropout(0.2)]
    layers.append(nn.Flatten())
    features = 256 * 3 * 3
    for _ in range(2):
        layers += [nn.Linear(features, 64), nn.ReLU(),
                   nn.BatchNorm1d(64, eps=1e-3, momentum=0.01), nn.Dropout(0.2)]
        features = 64
    return nn.Sequential(*layers, nn.Linear(features, 7))


class Theirs:
    """PyTorch, with everything made once."""

    def __init__(self, batch):
        self.batch = batch
        self.model = classic()
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=1e-4, eps=1e-7)
        self.loss = nn.CrossEntropyLoss()
        self.pictures = torch.rand(batch, 1, 48, 48) * 4 - 2
        self.labels = torch.arange(batch) % 7

    def step(self):
        begin = time.perf_counter()
        self.optimizer.zero_grad()
        self.loss(self.model(self.pictures), self.labels).backward()
        self.optimizer.step()
        return time.perf_counter() - begin

    def rate(self):
        times = [self.step() for _ in range(WARM_UP + BATCHES)]
        return self.batch / statistics.median(times[WARM_UP:])


def ours(trainer, batch, threads):
    """Pictures a second and the peak memory in MiB."""
    answer = subprocess.run(
        [trainer, "benchmark", "--json", "--batch-size", str(batch), "--threads", str(threads),
         "--batches", str(BATCHES)], check=True, capture_output=True, text=True)
    record = json.loads(answer.stdout)[0]
    return record["images_per_second"], record["peak_mebibytes"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("trainer", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch", type=int, default=64)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    theirs = Theirs(arguments.batch)
    rows, memory = [], 0
    for _ in range(arguments.runs):
        rate, memory = ours(arguments.trainer.resolve(), arguments.batch, arguments.threads)
        rows.append((theirs.rate(), rate))
        print(f"PyTorch {rows[-1][0]:.0f}, ours {rate:.0f} pictures a second", flush=True)
    pytorch, own = (statistics.median(column) for column in zip(*rows))
    print(f"batch {arguments.batch}, {arguments.threads} threads: PyTorch {torch.__version__} "
          f"{pytorch:.0f}, ours {own:.0f} ({own / pytorch:.2f}x) in {memory:.0f} MiB")


if __name__ == "__main__":
    main()
