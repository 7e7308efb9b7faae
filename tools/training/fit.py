"""Fitting the network and asking it. Everything random comes from the given seed, one thread: the same numbers on the same machine."""
import copy
import math

import numpy as np
import torch
from torch import nn

from augment import CLEAN, test_windows, training_window
from network import ActionNetwork
from skeletons import LABELS
from windows import LENGTHS, adapted

BATCH = 32
RATE = 3e-3
DECAY = 0.02
SMOOTHING = 0.1
AVERAGE = 0.995


def fit(clips, seed, epochs, build=ActionNetwork, say=None):
    """Returns the network with averaged weights, in eval mode."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    draw = np.random.default_rng(seed)
    network = build()
    average = copy.deepcopy(network)
    optimizer = torch.optim.AdamW(network.parameters(), RATE, weight_decay=DECAY)
    loss_of = nn.CrossEntropyLoss(label_smoothing=SMOOTHING)
    steps = epochs * math.ceil(len(clips) / BATCH)
    step = 0
    for epoch in range(epochs):
        order = draw.permutation(len(clips))
        total = 0.0
        network.train()
        for first in range(0, len(order), BATCH):
            chosen = order[first:first + BATCH]
            count = int(draw.choice(LENGTHS))
            windows = np.stack([training_window(clips.points[at], clips.lengths[at], count, draw) for at in chosen])
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1, (step + 1) / 100) * 0.5 * (1 + math.cos(math.pi * step / steps))
            loss = loss_of(network(torch.from_numpy(windows)), torch.from_numpy(clips.labels[chosen]))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            blend(average, network, min(AVERAGE, (step + 1) / (step + 10)))
            total += loss.item() * len(chosen)
            step += 1
        if say:
            say(epoch, total / len(clips), average)
    return average.eval()


def blend(average, network, keep):
    with torch.no_grad():
        for mine, its in zip(average.state_dict().values(), network.state_dict().values()):
            mine.copy_(its if not mine.is_floating_point() else mine * keep + its * (1 - keep))


def probabilities(network, clips, noise=CLEAN, derived=False, count=30, stride=5, seed=0):
    """[clip][label]: the mean over a clip's windows."""
    draw = np.random.default_rng(seed)
    network.eval()
    out = np.full((len(clips), len(LABELS)), 1 / len(LABELS))
    with torch.no_grad():
        for at in range(len(clips)):
            windows = test_windows(clips.points[at], clips.lengths[at], count, stride, noise, derived, draw)
            if windows:
                out[at] = torch.softmax(network(torch.from_numpy(np.stack(windows))), 1).mean(0).numpy()
    return out


def adaptive_probabilities(network, clips, noise=CLEAN, derived=True, stride=10, seed=0):
    """The same as the product does it: windows of 30 frames, of which the shorter middle is taken where much moves."""
    draw = np.random.default_rng(seed)
    out = np.full((len(clips), len(LABELS)), 1 / len(LABELS))
    with torch.no_grad():
        for at in range(len(clips)):
            windows = [adapted(window) for window in test_windows(clips.points[at], clips.lengths[at], max(LENGTHS), stride, noise, derived, draw)]
            if windows:
                out[at] = np.mean([torch.softmax(network(torch.from_numpy(window[None])), 1)[0].numpy() for window in windows], axis=0)
    return out


def accuracy(scores, clips):
    return float((scores.argmax(1) == clips.labels).mean())
