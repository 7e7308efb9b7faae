"""How sure the network is of what it never learned: three times a third of the actions is left out, and seen only when asked.

Of the windows of checked clips (neighbours of none that were learned from), for each threshold: how many of learned actions are named rightly,
named wrongly, and how many of unlearned ones are named at all. All within the training part of split 1.
"""
import numpy as np
import torch

from augment import Noise, test_windows
from fit import fit
from skeletons import LABELS, folds, read_clips
from windows import LENGTHS, adapted

GROUPS = 3
# Fewer than for shipping: two thirds of the clips, and nobody uses these networks.
EPOCHS = 50
THRESHOLDS = [0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9]
NOISE = Noise(0.02, 0.02)


def window_scores(network, clips):
    """[window][label] and each window's label, as the product cuts and sees them."""
    draw = np.random.default_rng(0)
    scores, labels = [], []
    with torch.no_grad():
        for at in range(len(clips)):
            for window in test_windows(clips.points[at], clips.lengths[at], max(LENGTHS), 10, NOISE, True, draw):
                scores.append(torch.softmax(network(torch.from_numpy(adapted(window)[None])), 1)[0].numpy())
                labels.append(clips.labels[at])
    return np.array(scores), np.array(labels)


def measure_unknown(note, say):
    clips = read_clips("train", 1)
    learn, check = next(iter(folds(clips, 4)))
    known_best, known_right, unknown_best = [], [], []
    for group in range(GROUPS):
        left_out = np.arange(group, len(LABELS), GROUPS)
        kept = learn[~np.isin(clips.labels[learn], left_out)]
        network = fit(clips.take(kept), 200 + group, EPOCHS, say=say)
        scores, labels = window_scores(network, clips.take(check))
        unknown = np.isin(labels, left_out)
        unknown_best.append(scores[unknown].max(1))
        known_best.append(scores[~unknown].max(1))
        known_right.append(scores[~unknown].argmax(1) == labels[~unknown])
    unknown_best, known_best, known_right = map(np.concatenate, (unknown_best, known_best, known_right))
    for threshold in THRESHOLDS:
        named = known_best >= threshold
        note(what="unknown", threshold=threshold, knownRight=round(float((named & known_right).mean()), 3),
             knownWrong=round(float((named & ~known_right).mean()), 3), unknownNamed=round(float((unknown_best >= threshold).mean()), 3))
