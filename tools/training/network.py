"""A small spatio-temporal graph network (ST-GCN, Yan 2018; learned additions to the graph as in 2s-AGCN, Shi 2019).

In: [window][frame][joint][x, y, seen], any number of windows and frames. Out: [window][label], logits.
"""
import numpy as np
import torch
from torch import nn

from skeletons import LABELS, NECK, PARENTS

CHANNELS = 9


def spatial_graph():
    """[3][from][to]: each joint itself, towards the middle of the body, away from it; columns sum to one."""
    count = len(PARENTS)
    graph = np.zeros((3, count, count), np.float32)
    graph[0] = np.eye(count)
    for joint, parent in enumerate(PARENTS):
        if joint != parent:
            graph[1, parent, joint] = 1
            graph[2, joint, parent] = 1
    return graph / np.maximum(graph.sum(axis=1, keepdims=True), 1)


def minus(others):
    """The matrix that takes from each joint another's place."""
    matrix = np.eye(len(PARENTS), dtype=np.float32)
    for joint, other in enumerate(others):
        matrix[other, joint] -= 1
    return torch.from_numpy(matrix)


class Streams(nn.Module):
    """Places, places seen from the neck, bones, movement, and what is seen: 9 numbers for a joint; 0 where an end is not seen."""

    def __init__(self):
        super().__init__()
        self.register_buffer("from_neck", minus([NECK] * len(PARENTS)))
        self.register_buffer("bones", minus(PARENTS))
        parents = torch.zeros(len(PARENTS), len(PARENTS))
        parents[PARENTS, range(len(PARENTS))] = 1
        self.register_buffer("parents", parents)

    def forward(self, window):
        places = window.permute(0, 3, 1, 2)
        at, seen = places[:, :2], places[:, 2:]
        with_parent = seen * torch.matmul(seen, self.parents)
        with_neck = seen * seen[..., NECK:NECK + 1]
        both = seen[:, :, 1:] * seen[:, :, :-1]
        step = (at[:, :, 1:] - at[:, :, :-1]) * both * 5
        moved = torch.cat([step[:, :, :1], (step[:, :, 1:] + step[:, :, :-1]) / 2, step[:, :, -1:]], dim=2)
        return torch.cat([at, torch.matmul(at, self.from_neck) * with_neck, torch.matmul(at, self.bones) * with_parent, moved, seen], dim=1)


class Block(nn.Module):
    """Along the graph, then along time; with the way past both."""

    def __init__(self, channels_in, channels_out, stride, dropout):
        super().__init__()
        graph = torch.from_numpy(spatial_graph())
        self.register_buffer("graph", graph)
        self.learned = nn.Parameter(torch.zeros_like(graph))
        self.mix = nn.Conv2d(3 * channels_in, channels_out, 1, bias=False)
        self.mixed = nn.BatchNorm2d(channels_out)
        self.along = nn.Conv2d(channels_out, channels_out, (7, 1), (stride, 1), (3, 0), groups=channels_out, bias=False)
        self.point = nn.Conv2d(channels_out, channels_out, 1, bias=False)
        self.done = nn.BatchNorm2d(channels_out)
        self.dropout = nn.Dropout2d(dropout)
        same = channels_in == channels_out and stride == 1
        self.past = nn.Identity() if same else nn.Sequential(
            nn.Conv2d(channels_in, channels_out, 1, (stride, 1), bias=False), nn.BatchNorm2d(channels_out))

    def forward(self, x):
        graph = self.graph + self.learned
        spread = torch.cat([torch.matmul(x, graph[part]) for part in range(3)], dim=1)
        y = torch.relu(self.mixed(self.mix(spread)))
        y = self.done(self.point(self.along(y)))
        return torch.relu(self.dropout(y) + self.past(x))


class ActionNetwork(nn.Module):
    def __init__(self, widths=(48, 64, 80, 112), strides=(2, 1, 2, 1), dropout=0.1):
        super().__init__()
        self.streams = Streams()
        self.scale = nn.BatchNorm1d(CHANNELS * len(PARENTS))
        blocks = []
        before = CHANNELS
        for width, stride in zip(widths, strides):
            blocks.append(Block(before, width, stride, dropout))
            before = width
        self.blocks = nn.Sequential(*blocks)
        self.dropout = nn.Dropout(0.4)
        self.labels = nn.Linear(2 * before, len(LABELS))

    def forward(self, window):
        x = self.streams(window)
        count, frames = x.shape[0], x.shape[2]
        x = self.scale(x.permute(0, 1, 3, 2).reshape(count, CHANNELS * len(PARENTS), frames))
        x = x.reshape(count, CHANNELS, len(PARENTS), frames).permute(0, 1, 3, 2)
        x = self.blocks(x)
        joints = x.mean(dim=2)
        return self.labels(self.dropout(torch.cat([joints.mean(dim=2), joints.amax(dim=2)], dim=1)))
