#!/usr/bin/env python3
"""Runs the daemon for an hour on a looping clip and looks whether it grows.

    python soak.py PROGRAM CLIP [--minutes 60] [--analysis-fps 5]

PROGRAM is the built emotion-detector. All of it is at work: events to rotated files and to a reader
of the socket, recordings of faces with blurred faces that follow each other every minute, retention
by bytes, a scrape of the metrics every ten seconds. Printed is a line a minute with memory,
descriptors and threads; the exit status is 1 where memory at the end is more than 5 MB above that
of the tenth minute (of the sixth part of a shorter run), or descriptors or threads have grown.
"""

import argparse
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

CONFIGURATION = """
source: {{file: "{clip}", loop: true}}
analysis: {{fps: {rate}}}
events: {{folder: "{folder}/events", rotate_bytes: 256 KiB, keep_bytes: 1 MiB, socket: "{folder}/e"}}
recording: {{folder: "{folder}/recordings", when: face, longest_seconds: 60, privacy: blur,
  keep_bytes: 8 MiB}}
control: {{socket: "{folder}/c"}}
"""


def connect(path):
    for _ in range(300):
        try:
            client = socket.socket(socket.AF_UNIX)
            client.connect(str(path))
            return client
        except OSError:
            time.sleep(0.1)
    sys.exit(f"{path}: no daemon listens there")


def read_events(client, counts):
    while chunk := client.recv(1 << 16):
        counts["lines"] += chunk.count(b"\n")


def measure(pid):
    """Resident memory in MB, descriptors, threads."""
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    fields = dict(line.split(":", 1) for line in status.splitlines())
    return (
        int(fields["VmRSS"].split()[0]) / 1024, len(list(pathlib.Path(f"/proc/{pid}/fd").iterdir())),
        int(fields["Threads"]))


def ask(client, line):
    client.sendall(line + b"\n")
    answer = b""
    while not answer.endswith(b"\n"):
        answer += client.recv(1 << 16)
    return answer


def watch(daemon, folder, minutes):
    """A line a minute; the measurements, each the median of a minute's."""
    counts = {"lines": 0}
    threading.Thread(target=read_events, args=(connect(folder / "e"), counts), daemon=True).start()
    control = connect(folder / "c")
    rows = []
    for minute in range(minutes):
        samples = []
        for _ in range(6):
            time.sleep(10)
            ask(control, b'{"command":"metrics"}')
            samples.append(measure(daemon.pid))
        rows.append(tuple(sorted(column)[len(column) // 2] for column in zip(*samples)))
        print("minute %d: %.1f MB, %d descriptors, %d threads, %d lines read"
              % (minute + 1, *rows[-1], counts["lines"]), flush=True)
    print(ask(control, b'{"command":"status"}').decode(), end="")
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("clip", type=pathlib.Path)
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--analysis-fps", type=float, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        configuration = folder / "daemon.yaml"
        configuration.write_text(CONFIGURATION.format(
            clip=options.clip.resolve(), folder=folder, rate=options.analysis_fps))
        # As in the unit that --print-unit prints.
        daemon = subprocess.Popen(
            [options.program.resolve(), "daemon", "--config", configuration],
            env={**os.environ, "MALLOC_ARENA_MAX": "2"})
        try:
            rows = watch(daemon, folder, options.minutes)
        finally:
            daemon.send_signal(signal.SIGTERM)
            daemon.wait()
    early = rows[max(0, options.minutes // 6 - 1)]
    growth = [end - start for start, end in zip(early, rows[-1])]
    print("grown by %.1f MB, %d descriptors, %d threads" % tuple(growth))
    sys.exit(growth[0] > 5 or growth[1] > 0 or growth[2] > 0)


if __name__ == "__main__":
    main()
