#!/usr/bin/env python3
"""Counts frames of labelled clips whose expression is shown right.

    python clip_quality.py PROGRAM CLIPS [--model MODEL]

PROGRAM is the built emotion-detector, CLIPS a folder with video files and `labels.tsv`: clip, first
and last frame, expression. Prints, for each expression and clip, the share of the frames that show
it: by the steadied label, and by the greatest probability of the single frame. Where several faces
are found the largest counts.
"""

import argparse
import collections
import csv
import json
import pathlib
import subprocess


def frames(program, clip, model):
    """What is shown and what is likeliest, of each frame."""
    options = ["--model", model] if model else []
    answer = subprocess.run(
        [program, "video", clip, "--events", "-", *options], check=True, capture_output=True)
    result = {}
    for line in answer.stdout.splitlines():
        event = json.loads(line)
        faces = sorted(event["faces"], key=lambda face: -face["box"]["width"])
        if faces:
            likeliest = max(faces[0]["probabilities"], key=faces[0]["probabilities"].get)
            result[event["frame"]] = (faces[0]["emotion"], likeliest)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("clips", type=pathlib.Path)
    parser.add_argument("--model")
    arguments = parser.parse_args()
    rows = list(csv.DictReader((arguments.clips / "labels.tsv").open(), delimiter="\t"))
    counts, others = collections.Counter(), collections.defaultdict(collections.Counter)
    for clip in dict.fromkeys(row["clip"] for row in rows):
        found = frames(arguments.program.resolve(), arguments.clips / clip, arguments.model)
        for row in (row for row in rows if row["clip"] == clip):
            for frame in range(int(row["first_frame"]), int(row["last_frame"]) + 1):
                shown, likeliest = found.get(frame, (None, None))
                for name in [clip, "all clips"]:
                    key = (row["expression"], name)
                    counts[key, "frames"] += 1
                    counts[key, "shown"] += shown == row["expression"]
                    counts[key, "likeliest"] += likeliest == row["expression"]
                    others[key][shown or "uncertain or no face"] += 1
    for key in sorted(others):
        total = counts[key, "frames"]
        words = ", ".join(f"{name} {count}" for name, count in others[key].most_common(5))
        print(f"{key[0]}, {key[1]}: {100 * counts[key, 'shown'] / total:.0f} % of {total} frames"
              f" (single frames {100 * counts[key, 'likeliest'] / total:.0f} %); shown: {words}")


if __name__ == "__main__":
    main()
