#!/usr/bin/env python3
"""Measures the latency of events with and without clients that mean harm, side by side.

    python hostile_clients.py PROGRAM CLIP [--seconds 20] [--rounds 3]

PROGRAM is the built emotion-detector. The daemon plays CLIP at its rate; a reader of the events
socket measures how old a frame is when its event is there. Quiet stretches take turns with stretches
in which others send garbage and lines of a gigabyte, read nothing of what they are sent, and hold a
thousand connections together; they run at the lowest priority, as it is the daemon that is looked at
and not who gets the processor. Printed are median and p99 of both, the frames that were dropped, the
part of a processor that the daemon took, how long a well-behaved client waited for its status, and
memory; the exit status is 1 where a well-behaved client was not answered or memory grew by more than
16 MB from the first attack to the last.
"""

import argparse
import datetime
import json
import multiprocessing
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
events: {{socket: "{folder}/e"}}
control: {{socket: "{folder}/c"}}
metrics: {{port: {port}}}
"""


def connected(address):
    client = socket.socket(socket.AF_INET if isinstance(address, tuple) else socket.AF_UNIX)
    client.settimeout(5)
    client.connect(address)
    return client


def send_over_and_over(address, data, pause):
    """Sends until the other side closes, then again."""
    while True:
        try:
            with connected(address) as client:
                while True:
                    client.sendall(data)
        except OSError:
            time.sleep(pause)


def hold(address, count):
    """Holds as many connections as it gets, and opens those that were closed again."""
    clients = []
    while True:
        try:
            clients.append(connected(address))
        except OSError:
            time.sleep(0.01)
        if len(clients) >= count:
            clients.pop(0).close()
            time.sleep(0.001)


def attack(control, events, metrics):
    os.nice(19)
    jobs = []
    for address in (control, events, metrics):
        # One line of a gigabyte, as far as it is taken, and bytes of no meaning.
        jobs += [(send_over_and_over, (address, b"x" * (1 << 20), 0.01))]
        jobs += [(send_over_and_over, (address, os.urandom(1000) + b"\n\r\n\r\n", 0.01))]
        # They never read what they are sent.
        jobs += [(hold, (address, 1000 // 3))]
    for job, arguments in jobs:
        threading.Thread(target=job, args=arguments, daemon=True).start()
    signal.pause()


class Reader(threading.Thread):
    """Takes the age of each frame when its event is there."""

    def __init__(self, path):
        super().__init__(daemon=True)
        self.client = connected(path)
        self.client.settimeout(None)
        self.ages = []

    def run(self):
        for line in self.client.makefile("rb"):
            now = datetime.datetime.now(datetime.timezone.utc)
            taken = datetime.datetime.fromisoformat(json.loads(line)["wall_time"])
            self.ages.append((now - taken).total_seconds() * 1000)


def ask_status(path):
    """The daemon's status for a client that does nothing wrong; None where it got none."""
    for _ in range(20):
        try:
            with connected(path) as client:
                client.sendall(b'{"command":"status"}\n')
                answer = json.loads(client.makefile("rb").readline())
                return answer["status"] if answer["ok"] else None
        except (OSError, ValueError):
            time.sleep(0.05)
    return None


def memory(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def processor_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def percentile(values, part):
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


class Stretch:
    """What was measured while some clients did as they do."""

    def __init__(self, daemon, folder, reader, seconds):
        control = str(folder / "c")
        before, processor = self.status(control), processor_seconds(daemon.pid)
        start = time.monotonic()
        reader.ages.clear()
        self.answers = []
        while time.monotonic() < start + seconds:
            asked = time.monotonic()
            after = self.status(control)
            self.answers.append((time.monotonic() - asked) * 1000)
            time.sleep(1)
        self.ages = list(reader.ages)
        self.processor = (processor_seconds(daemon.pid) - processor) / (time.monotonic() - start)
        self.dropped = after["dropped"] - before["dropped"]
        self.memory = memory(daemon.pid)

    @staticmethod
    def status(control):
        return ask_status(control) or sys.exit("a well-behaved client was not answered")

    def __str__(self):
        return (
            "%d events, median %.1f ms, p95 %.1f ms, p99 %.1f ms, %d dropped; %.1f %% of a processor; "
            "a status within %.0f ms, at most %.0f; %.0f MB" % (
                len(self.ages), *(percentile(self.ages, part) for part in (0.5, 0.95, 0.99)),
                self.dropped, 100 * self.processor, percentile(self.answers, 0.5),
                max(self.answers), self.memory))


def measure(options, daemon, folder):
    addresses = (str(folder / "c"), str(folder / "e"), ("127.0.0.1", options.port))
    while not (folder / "e").exists():
        time.sleep(0.1)
    reader = Reader(str(folder / "e"))
    reader.start()
    time.sleep(5)
    kinds = {"quiet": [], "attacked": []}
    for number in range(options.rounds):
        for kind, stretches in kinds.items():
            attacker = None
            if kind == "attacked":
                attacker = multiprocessing.Process(target=attack, args=addresses)
                attacker.start()
                time.sleep(2)
            stretches.append(Stretch(daemon, folder, reader, options.seconds))
            if attacker:
                attacker.kill()
                attacker.join()
            print("round %d, %s, load %.0f: %s" % (
                number + 1, kind, os.getloadavg()[0], stretches[-1]), flush=True)
    for kind, stretches in kinds.items():
        ages = sum((stretch.ages for stretch in stretches), [])
        print("%s in all: %d events, median %.1f ms, p95 %.1f ms, p99 %.1f ms" % (
            kind, len(ages), *(percentile(ages, part) for part in (0.5, 0.95, 0.99))))
    sizes = [stretch.memory for stretch in kinds["attacked"]]
    return sizes[-1] - sizes[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("clip", type=pathlib.Path)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--port", type=int, default=9478)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        configuration = folder / "daemon.yaml"
        configuration.write_text(CONFIGURATION.format(
            clip=options.clip.resolve(), folder=folder, port=options.port))
        daemon = subprocess.Popen([options.program.resolve(), "daemon", "--config", configuration])
        try:
            growth = measure(options, daemon, folder)
        finally:
            daemon.terminate()
            daemon.wait()
    print("memory grew by %.1f MB from the first attack to the last" % growth)
    sys.exit(growth > 16)


if __name__ == "__main__":
    main()
