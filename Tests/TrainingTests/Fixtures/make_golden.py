#!/usr/bin/env python3
"""Writes golden.json: what PyTorch's optimisers and losses and Keras' callbacks do.

    python make_golden.py

Needs PyTorch and Keras 3. The optimisers take 20 steps on a matrix and a bias by given gradients;
with each loss a linear layer learns for as many from five rows; the callbacks see given validation losses.
"""

import json
import os
import pathlib

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras
import numpy
import torch

from keras_replay import Replay

STEPS = 20


def optimizers():
    random = numpy.random.default_rng(5)
    start = [random.normal(size=(2, 3)), random.normal(size=3)]
    gradients = [[random.normal(size=part.shape) for part in start] for _ in range(STEPS)]

    def run(name, make, clip=0.0):
        parameters = [torch.tensor(part, dtype=torch.float32, requires_grad=True) for part in start]
        # Decay acts on matrices only.
        optimizer = make(parameters[:1], parameters[1:])
        for step in gradients:
            for parameter, gradient in zip(parameters, step):
                parameter.grad = torch.tensor(gradient, dtype=torch.float32)
            if clip:
                torch.nn.utils.clip_grad_norm_(parameters, clip)
            optimizer.step()
        values = [value for part in parameters for value in part.detach().flatten().tolist()]
        return {"name": name, "clip": clip, "values": values}

    def adam(decay):
        return lambda matrices, others: torch.optim.AdamW(
            [{"params": matrices, "weight_decay": decay}, {"params": others, "weight_decay": 0}],
            lr=0.01, eps=1e-7)

    def sgd(momentum, nesterov, decay):
        return lambda matrices, others: torch.optim.SGD(
            [{"params": matrices, "weight_decay": decay}, {"params": others, "weight_decay": 0}],
            lr=0.01, momentum=momentum, nesterov=nesterov)

    return {
        "start": [part.flatten().tolist() for part in start],
        "gradients": [[part.flatten().tolist() for part in step] for step in gradients],
        "runs": [
            run("adam", adam(0)),
            run("adam, decay", adam(0.3)),
            run("adam, clipped", adam(0), clip=0.8),
            run("sgd", sgd(0, False, 0)),
            run("sgd, momentum", sgd(0.9, False, 0)),
            run("sgd, nesterov, decay", sgd(0.9, True, 0.1)),
            run("sgd, nesterov, clipped", sgd(0.9, True, 0), clip=0.8),
        ],
    }


def losses():
    random = numpy.random.default_rng(7)
    rows, inputs, classes = 5, 4, 3
    start = [random.normal(size=(classes, inputs)), random.normal(size=classes)]
    features = random.normal(size=(rows, inputs))
    targets, lessons = (random.dirichlet(numpy.ones(classes), rows) for _ in range(2))

    def run(smoothing, share, temperature):
        weight, bias = (torch.tensor(part, dtype=torch.float32, requires_grad=True)
                        for part in start)
        optimizer = torch.optim.SGD([weight, bias], lr=0.05, momentum=0.9, nesterov=True)
        values = []
        for _ in range(STEPS):
            logits = torch.tensor(features, dtype=torch.float32) @ weight.T + bias
            loss = torch.nn.functional.cross_entropy(
                logits, torch.tensor(targets, dtype=torch.float32), label_smoothing=smoothing)
            if share:
                softened = torch.softmax(
                    torch.log(torch.tensor(lessons, dtype=torch.float32)) / temperature, 1)
                lesson = torch.nn.functional.cross_entropy(logits / temperature, softened)
                loss = (1 - share) * loss + share * temperature**2 * lesson
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            values.append(loss.item())
        return {
            "smoothing": smoothing, "share": share, "temperature": temperature, "losses": values,
            "weight": weight.detach().flatten().tolist(), "bias": bias.detach().tolist(),
        }

    return {
        "weight": start[0].flatten().tolist(), "bias": start[1].tolist(),
        "features": features.flatten().tolist(), "targets": targets.tolist(),
        "lessons": lessons.tolist(),
        "runs": [run(0, 0, 1), run(0.1, 0, 1), run(0, 0.5, 2), run(0.2, 0.7, 4), run(0, 1, 1)],
    }


def callbacks():
    random = numpy.random.default_rng(6)
    cases = []
    for number in range(24):
        losses = numpy.round(1 + 0.6 / (1 + numpy.arange(24)) + random.normal(0, 0.04, 24), 4)
        delta = [0, 0.01, 0.03][number % 3]
        settings = {
            "patience": int(random.integers(1, 6)), "delta": delta,
            "baseline": [None, 1.05][number % 2], "start": int(random.integers(0, 5)),
        }
        stopping = keras.callbacks.EarlyStopping(
            monitor="val_loss", mode="min", patience=settings["patience"], min_delta=delta,
            baseline=settings["baseline"], start_from_epoch=settings["start"])
        replay, stopped = Replay(stopping), None
        for epoch, loss in enumerate(losses):
            replay.epoch(epoch, float(loss))
            if replay.model.stop_training:
                stopped = epoch + 1
                break
        plateau_settings = {
            "patience": int(random.integers(1, 4)), "delta": delta, "factor": 0.5,
            "cooldown": int(random.integers(0, 4)), "minimum": [0, 0.1][number % 2],
        }
        plateau = keras.callbacks.ReduceLROnPlateau(
            monitor="val_loss", mode="min", factor=0.5, patience=plateau_settings["patience"],
            min_delta=delta, cooldown=plateau_settings["cooldown"],
            min_lr=plateau_settings["minimum"])
        replay, rates = Replay(plateau), []
        for epoch, loss in enumerate(losses):
            replay.epoch(epoch, float(loss))
            rates.append(replay.rate())
        cases.append({
            "losses": losses.tolist(), "stopping": settings, "stopped": stopped,
            "best": int(stopping.best_epoch) + 1, "plateau": plateau_settings, "rates": rates,
        })
    return cases


def main():
    golden = {
        "versions": {"torch": torch.__version__.split("+")[0], "keras": keras.__version__},
        "optimizers": optimizers(),
        "losses": losses(),
        "callbacks": callbacks(),
    }
    path = pathlib.Path(__file__).resolve().parent / "golden.json"
    path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
