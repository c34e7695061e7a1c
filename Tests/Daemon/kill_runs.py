#!/usr/bin/env python3
"""Kills the daemon at random moments and looks at what it leaves.

    python kill_runs.py PROGRAM CLIP [--kills 30] [--seed 1]

PROGRAM is the built emotion-detector, CLIP a video with a face nearly all the time. The daemon
records while a face is there and writes events; SIGKILL ends it after half a second to five. Then
every line of events and every row of faces must be whole, but for a last one of a file that was
being written; every video must decode with at most a second of frames less than its faces have
rows; every session.json must be JSON; and the next start must say nothing but what a first one
says. It needs ffmpeg. The exit status is 1 where anything is otherwise.
"""

import argparse
import csv
import json
import pathlib
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time

CONFIGURATION = """
source: {{file: "{clip}", loop: true}}
events: {{folder: "{folder}/events", rotate_bytes: 64 KiB, socket: "{folder}/e"}}
recording: {{folder: "{folder}/recordings", when: face, before_seconds: 0.2, after_seconds: 0.5,
  longest_seconds: 2}}
control: {{socket: "{folder}/c"}}
"""
EXPECTED = re.compile(r"notice: (control socket: |recording to |recorded )")


def lines_without_last_partial(path):
    text = path.read_bytes()
    whole, _, rest = text.rpartition(b"\n")
    return whole.decode().splitlines() if whole else [], bool(rest)


def check_events(path):
    lines, is_cut = lines_without_last_partial(path)
    frames = [json.loads(line)["frame"] for line in lines]
    if frames != sorted(set(frames)):
        raise ValueError("frames are not in their order")
    return len(lines), is_cut


def check_faces(path):
    lines, _ = lines_without_last_partial(path)
    rows = list(csv.reader(lines))
    if any(len(row) != len(rows[0]) for row in rows):
        raise ValueError("a row is not whole")
    return max(0, len(rows) - 1)


def decoded_frames(path):
    outcome = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", path, "-f", "null", "-progress", "-", "-"],
        capture_output=True, text=True)
    counts = re.findall(r"^frame=(\d+)", outcome.stdout, re.MULTILINE)
    return int(counts[-1]) if counts else 0


def check_recording(folder):
    """Frames and rows of one recording, or what is wrong with it."""
    json.loads((folder / "session.json").read_text())
    faces = folder / "faces.csv"
    rows = check_faces(faces) if faces.exists() else 0
    video = folder / "video.mkv"
    frames = decoded_frames(video) if video.exists() else 0
    if frames < rows - 30:
        raise ValueError(f"{frames} frames decode of {rows} rows")
    return frames, rows


def wait_until_up(daemon, path):
    while daemon.poll() is None:
        try:
            with socket.socket(socket.AF_UNIX) as client:
                client.connect(str(path))
                client.sendall(b'{"command":"status"}\n')
                return json.loads(client.recv(1 << 16))["ok"]
        except OSError:
            time.sleep(0.02)
    return False


def run_once(options, folder, configuration, dice):
    """Starts the daemon and kills it; what it said that it should not."""
    log = folder / "log"
    with log.open("w") as stream:
        daemon = subprocess.Popen(
            [options.program.resolve(), "daemon", "--config", configuration], stderr=stream)
        is_up = wait_until_up(daemon, folder / "c")
        time.sleep(dice.uniform(0.5, 5))
        daemon.send_signal(signal.SIGKILL)
        daemon.wait()
    odd = [line for line in log.read_text().splitlines() if not EXPECTED.match(line)]
    return odd if is_up else odd + ["the control socket gave no answer"]


def inspect(folder):
    """What is wrong, and how much was looked at."""
    wrong, seen = [], {"events": 0, "cut lines": 0, "recordings": 0, "frames": 0, "rows": 0}
    for path in sorted(folder.glob("events/*.jsonl")):
        try:
            lines, is_cut = check_events(path)
            seen["events"] += lines
            seen["cut lines"] += is_cut
        except (ValueError, KeyError) as error:
            wrong.append(f"{path.name}: {error}")
    for path in sorted(folder.glob("recordings/*Z*")):
        try:
            frames, rows = check_recording(path)
            seen["recordings"] += 1
            seen["frames"] += frames
            seen["rows"] += rows
        except (ValueError, OSError) as error:
            # Killed between making the folder and describing it: nothing is in it yet.
            if any(file.is_file() and file.suffix != ".part" for file in path.rglob("*")):
                wrong.append(f"{path.name}: {error}")
    return wrong, seen


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("clip", type=pathlib.Path)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        configuration = folder / "daemon.yaml"
        configuration.write_text(CONFIGURATION.format(clip=options.clip.resolve(), folder=folder))
        wrong = []
        for number in range(options.kills):
            odd = run_once(options, folder, configuration, dice)
            wrong += [f"start {number + 1}: {line}" for line in odd]
        found, seen = inspect(folder)
    wrong += found
    print(f"{options.kills} kills:", ", ".join(f"{count} {what}" for what, count in seen.items()))
    for line in wrong:
        print(line)
    sys.exit(bool(wrong) or seen["frames"] == 0 or seen["events"] == 0)


if __name__ == "__main__":
    main()
