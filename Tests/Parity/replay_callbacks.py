#!/usr/bin/env python3
"""Replays a finished run's training.csv through Keras 3's callbacks.

    python replay_callbacks.py RUN

RUN is a folder that `emotion-trainer train` wrote with `--schedule plateau`. Keras' EarlyStopping and
ReduceLROnPlateau, set as recipe.json says, see the logged validation losses; they must stop after
the same epoch, call the same epoch the best and give the same learning rates.
"""

import argparse
import csv
import json
import os
import pathlib
import sys

os.environ.setdefault("KERAS_BACKEND", "torch")
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "TrainingTests/Fixtures"))

import keras
from keras_replay import Replay


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("run", type=pathlib.Path)
    run = parser.parse_args().run
    recipe = json.loads((run / "recipe.json").read_text())
    rows = list(csv.DictReader((run / "training.csv").open()))
    if recipe["schedule"] != "plateau" or recipe["monitor"] != "val_loss":
        raise SystemExit("the run's schedule must be plateau and its monitor val_loss")
    stopping = keras.callbacks.EarlyStopping(
        monitor="val_loss", mode="min", patience=recipe["earlyStoppingPatience"],
        min_delta=recipe["earlyStoppingDelta"], baseline=recipe.get("earlyStoppingBaseline"),
        start_from_epoch=recipe["earlyStoppingStart"])
    plateau = keras.callbacks.ReduceLROnPlateau(
        monitor="val_loss", mode="min", factor=recipe["plateauFactor"],
        patience=recipe["plateauPatience"], min_delta=recipe["plateauDelta"],
        cooldown=recipe["plateauCooldown"], min_lr=recipe["minimumLearningRate"])
    stopper, reducer = Replay(stopping), Replay(plateau, recipe["learningRate"])
    drops = 0
    for number, row in enumerate(rows):
        rate, logged = reducer.rate(), float(row["learning_rate"])
        if abs(rate - logged) > 1e-5 * rate:
            raise SystemExit(f"epoch {number + 1}: rate {logged}, Keras {rate}")
        if stopper.model.stop_training:
            raise SystemExit(f"Keras stopped before epoch {number + 1}")
        loss = float(row["val_loss"])
        stopper.epoch(number, loss)
        reducer.epoch(number, loss)
        drops += reducer.rate() < rate
    ended = len(rows) < recipe["epochs"]
    if ended != stopper.model.stop_training:
        raise SystemExit(f"ended after {len(rows)} epochs, Keras stopped: {not ended}")
    best = min(range(len(rows)), key=lambda number: float(rows[number]["val_loss"]))
    if recipe["earlyStoppingDelta"] == 0 and best != stopping.best_epoch:
        raise SystemExit(f"best epoch {best + 1}, Keras {stopping.best_epoch + 1}")
    print(f"{len(rows)} epochs, {drops} reductions, best epoch {stopping.best_epoch + 1}, "
          f"{'stopped early' if ended else 'all done'}: as Keras {keras.__version__}")


if __name__ == "__main__":
    main()
