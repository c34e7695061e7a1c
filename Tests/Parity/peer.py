#!/usr/bin/env python3
"""Another engine behind the words of `bench-probe`, for benchmark_peers.py.

    python peer.py opencv detect CASCADE PICTURE MINIMUM OUTPUT THREADS
    python peer.py onnxruntime infer MODEL INPUT.npy OUTPUT.npy THREADS

Writes what one pass gives to OUTPUT and says "ready"; then each line of input is a number of
passes to do, and a line with the milliseconds of each comes back. What the engines print
themselves goes to standard error.
"""

import os
import pathlib
import sys
import time

import numpy

import peer_runtimes


def make(name, task, arguments):
    """A pass, and its first result written to its file."""
    threads = int(arguments[-1])
    if task == "detect":
        cascade, picture, minimum, output = arguments[:4]
        run = getattr(peer_runtimes, name)(cascade, picture, int(minimum), threads)
        boxes = sorted(tuple(map(int, box)) for box in run())
        pathlib.Path(output).write_text("".join("%d %d %d %d\n" % box for box in boxes))
    else:
        model, values, output = arguments[:3]
        run = peer_runtimes.NETWORKS[name](model, numpy.load(values), threads)
        numpy.save(output, run())
    return run


def main():
    # Converters print to standard output: it is kept for the answers.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    name, task, *arguments = sys.argv[1:]
    run = make(name, task, arguments)
    print("ready", file=answers)
    for line in sys.stdin:
        times = []
        for _ in range(int(line)):
            begin = time.perf_counter()
            run()
            times.append((time.perf_counter() - begin) * 1000)
        print(*times, file=answers)


if __name__ == "__main__":
    main()
