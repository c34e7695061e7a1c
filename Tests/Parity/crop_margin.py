#!/usr/bin/env python3
"""Measures how the detector's boxes should be cut for a model, in labelled clips.

    python crop_margin.py PROGRAM CLIPS MODEL [--margins -0.1,0,0.1] [--shifts 0] [--faces TAR]

PROGRAM is the built emotion-detector, CLIPS a folder as for clip_quality.py, MODEL an ONNX file of
this project, TAR pictures such as FER-2013's, 48x48, each cut to a face.

First tells how the detector frames 600 of the TAR's faces, four times as large and with their edges
repeated around them: its box as a share of the picture, and how far its centre is from the
picture's. A median of 1 and 0 means that no margin is needed.

Then cuts each frame's largest face by its box, made larger by a margin on every side (a
share of the box) and moved down by a shift (the same), and prints for each expression the mean
probability that the model gives to it and the share of the frames where it is the likeliest.
Needs numpy, onnxruntime and opencv-python-headless<5.
"""

import argparse
import csv
import json
import pathlib
import random
import subprocess
import tarfile
import tempfile

import cv2
import numpy
import onnxruntime


def boxes(program, clip):
    """Each frame's largest box that the detector itself found."""
    answer = subprocess.run(
        [program, "video", clip, "--full-scan", "--events", "-"], check=True, capture_output=True)
    result = {}
    for line in answer.stdout.splitlines():
        event = json.loads(line)
        found = [face["box"] for face in event["faces"] if face["detected"]]
        if found:
            result[event["frame"]] = max(found, key=lambda box: box["width"])
    return result


def pictures(clip):
    """The gray frames of a clip, levels expanded to the full range."""
    capture = cv2.VideoCapture(str(clip))
    while True:
        okay, frame = capture.read()
        if not okay:
            return
        yield cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)


def cut(picture, box, margin, shift):
    side = box["width"] * (1 + 2 * margin)
    x = box["x"] + box["width"] / 2 - side / 2
    y = box["y"] + box["height"] * (0.5 + shift) - side / 2
    x, y, side = round(x), round(y), max(1, round(side))
    rows = numpy.clip(numpy.arange(y, y + side), 0, picture.shape[0] - 1)
    columns = numpy.clip(numpy.arange(x, x + side), 0, picture.shape[1] - 1)
    size = cv2.INTER_AREA if side > 48 else cv2.INTER_LINEAR
    return cv2.resize(picture[rows][:, columns], (48, 48), interpolation=size)


def framing(program, archive):
    """Prints how the detector's boxes lie on pictures that are cut to a face already."""
    found = {"size": [], "to the right": [], "down": []}
    with tarfile.open(archive) as tar, tempfile.TemporaryDirectory() as folder:
        members = sorted((member for member in tar if member.isfile()), key=lambda m: m.name)
        for number, member in enumerate(random.Random(3).sample(members, 600)):
            levels = numpy.frombuffer(tar.extractfile(member).read(), numpy.uint8)
            picture = cv2.resize(cv2.imdecode(levels, cv2.IMREAD_GRAYSCALE), (192, 192),
                                 interpolation=cv2.INTER_CUBIC)
            picture = cv2.copyMakeBorder(picture, 96, 96, 96, 96, cv2.BORDER_REPLICATE)
            cv2.imwrite(f"{folder}/{number:03}.png", picture)
        answer = subprocess.run(
            [program, "detect", folder, "--json", "--min-size", "100"], check=True,
            capture_output=True)
    for line in answer.stdout.splitlines():
        boxes = [face["box"] for face in json.loads(line)["faces"]]
        if boxes:
            box = max(boxes, key=lambda box: box["width"])
            found["size"].append(box["width"] / 192)
            found["to the right"].append((box["x"] + box["width"] / 2 - 192) / 192)
            found["down"].append((box["y"] + box["height"] / 2 - 192) / 192)
    print(f"faces found in {len(found['size'])} of 600 pictures")
    for name, values in found.items():
        low, median, high = numpy.percentile(values, [25, 50, 75])
        print(f"{name}: median {median:+.3f}, half of them {low:+.3f} to {high:+.3f}")


def numbers(text):
    return [float(part) for part in text.split(",")]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("clips", type=pathlib.Path)
    parser.add_argument("model")
    parser.add_argument("--margins", type=numbers, default=numbers("-0.1,0,0.1,0.2"))
    parser.add_argument("--shifts", type=numbers, default=[0.0])
    parser.add_argument("--faces")
    arguments = parser.parse_args()
    if arguments.faces:
        framing(arguments.program.resolve(), arguments.faces)
    session = onnxruntime.InferenceSession(arguments.model)
    labels = session.get_modelmeta().custom_metadata_map["labels"].split(",")
    rows = list(csv.DictReader((arguments.clips / "labels.tsv").open(), delimiter="\t"))
    faces = {}
    for clip in dict.fromkeys(row["clip"] for row in rows):
        found = boxes(arguments.program.resolve(), arguments.clips / clip)
        for number, picture in enumerate(pictures(arguments.clips / clip)):
            for row in rows:
                within = int(row["first_frame"]) <= number <= int(row["last_frame"])
                if row["clip"] == clip and within and number in found:
                    faces.setdefault(row["expression"], []).append((picture, found[number]))
    for expression, cases in faces.items():
        for shift in arguments.shifts:
            for margin in arguments.margins:
                crops = numpy.stack([cut(*case, margin, shift) for case in cases])
                levels = crops[:, None].astype(numpy.float32)
                answers = session.run(None, {session.get_inputs()[0].name: levels})[0]
                wanted = labels.index(expression)
                right = (answers.argmax(1) == wanted).mean()
                print(f"{expression}, {len(cases)} frames, margin {margin:+.2f}, shift {shift:+.2f}: "
                      f"mean probability {answers[:, wanted].mean():.3f}, likeliest in {right:.1%}")


if __name__ == "__main__":
    main()
