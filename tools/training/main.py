"""Trains, measures and writes down the network that tells actions.

    python3 main.py choose              one fold of four within the training part of split 1: what the recipe was chosen by
    python3 main.py measure             each split: trains on its training part, asks its test part once
    python3 main.py unknown             how sure the network is of actions that it never learned: what the threshold is chosen by
    python3 main.py ship MODELS SOURCE  the network of split 1 as ONNX into the folder MODELS, what it answers into SOURCE
    python3 main.py parity FILE         a made-up window as JSON: src/models must make the same of it (tests/unit/models)

`choose`, `measure` and `unknown` append a line of JSON to results.jsonl; `measure` keeps its networks in weights/. Neither is committed. VEIL_SHARED names the folder
that holds skeletons/.
"""
import os

# Before numpy and torch are loaded: the order of sums, and so the numbers, depend on it.
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import json
import sys
import time

import numpy as np
import torch

from augment import CLEAN, Noise
from export import export, write_parity
from fit import accuracy, adaptive_probabilities, fit, probabilities
from network import ActionNetwork
from skeletons import LABELS, SPLITS, folds, read_clips
from unknown import measure_unknown

EPOCHS = 90
FOLDS = 4
# As pose networks err: a twentieth of a torso (2-3 cm), and one joint in twenty not seen.
NOISE = Noise(0.05, 0.05)
HERE = os.path.dirname(os.path.abspath(__file__))
WEIGHTS = os.path.join(HERE, "weights")


def note(**facts):
    line = json.dumps(facts)
    print(line, flush=True)
    with open(os.path.join(HERE, "results.jsonl"), "a") as file:
        file.write(line + "\n")


def say(epoch, loss, _):
    if epoch % 10 == 9:
        print(f"epoch {epoch + 1}: loss {loss:.3f}, {time.strftime('%H:%M:%S')}", flush=True)


def ask(network, clips):
    """Accuracies in every way that the card tells of."""
    out = {}
    for name, noise, derived in (("clean", CLEAN, False), ("noise", NOISE, False), ("derived", CLEAN, True), ("derivedNoise", NOISE, True)):
        out[name] = round(accuracy(probabilities(network, clips, noise, derived), clips), 4)
    out["adaptive"] = round(accuracy(adaptive_probabilities(network, clips, CLEAN, True), clips), 4)
    out["adaptiveNoise"] = round(accuracy(adaptive_probabilities(network, clips, NOISE, True), clips), 4)
    return out


def choose():
    clips = read_clips("train", 1)
    learn, check = next(iter(folds(clips, FOLDS)))
    network = fit(clips.take(learn), 100, EPOCHS, say=say)
    note(what="choose", learned=len(learn), checked=len(check), epochs=EPOCHS, **ask(network, clips.take(check)))


def measure():
    os.makedirs(WEIGHTS, exist_ok=True)
    for split in SPLITS:
        network = fit(read_clips("train", split), split, EPOCHS, say=say)
        torch.save(network.state_dict(), os.path.join(WEIGHTS, f"split-{split}.pt"))
        test = read_clips("test", split)
        note(what="measure", split=split, tested=len(test), epochs=EPOCHS, **ask(network, test))


def ship(models, source):
    network = ActionNetwork()
    network.load_state_dict(torch.load(os.path.join(WEIGHTS, "split-1.pt")))
    export(network.eval(), models, source)


commands = {"choose": choose, "measure": measure, "unknown": lambda: measure_unknown(note, say), "ship": ship, "parity": write_parity}
if __name__ == "__main__":
    name, *rest = sys.argv[1:] or [""]
    if name not in commands:
        sys.exit(__doc__)
    commands[name](*rest)
