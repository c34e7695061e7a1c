#!/usr/bin/env python3
"""Writes golden-pictures.json: what Keras' image preprocessing makes of a small picture.

    python make_golden_pictures.py

Made with Keras 3.15.1 and SciPy 1.17.1. The picture is square, since Keras takes width and height
for each other when it looks for the centre.
"""

import json
import pathlib

import numpy
from keras.src.legacy.preprocessing.image import apply_affine_transform, apply_channel_shift

SIDE = 6
picture = numpy.random.default_rng(3).integers(0, 256, (SIDE, SIDE, 1)).astype("float32")


def listed(array):
    return [round(float(value), 4) for value in array.ravel()]


def transform(rotation, shear, scale, x, y, fill):
    changed = apply_affine_transform(
        picture, theta=rotation, tx=-x, ty=-y, shear=shear, zx=scale, zy=scale, row_axis=0,
        col_axis=1, channel_axis=2, fill_mode=fill, cval=0.0, order=1)
    return {"rotation": rotation, "shear": shear, "scale": scale, "x": x, "y": y, "fill": fill,
            "levels": listed(changed)}


def shift_channel(levels):
    return {"shift": levels, "levels": listed(apply_channel_shift(picture, levels, 2))}


moves = [(0, 0, 1, 0, 0), (25, 0, 1, 0, 0), (0, 20, 1, 0, 0), (0, -35, 1, 0, 0),
         (-40, 15, 1.7, 0, 0), (0, 0, 3.3, 0, 0), (12, 0, 1, 2.25, -1.5), (0, 0, 1, -9.4, 6.3)]
fills = ["nearest", "constant", "reflect", "wrap"]
golden = {
    "side": SIDE, "picture": [int(level) for level in picture.ravel()],
    "transforms": [transform(*move, fill) for move in moves for fill in fills],
    "shifts": [shift_channel(levels) for levels in (40.0, -70.5)],
}
path = pathlib.Path(__file__).with_name("golden-pictures.json")
path.write_text(json.dumps(golden, indent=None) + "\n")
