"""The clips that the network learns from: joints of people, one action each.

The joints lie on a grid of a tenth of the dataset's unit, a quarter of a torso: far coarser than what a pose network says of a video.
`smoothest` undoes that as far as anybody can, without looking at what a clip shows.
"""
import gzip
import json
import os
from dataclasses import dataclass

import numpy as np

LABELS = ["catch", "clap", "golf", "jump", "pick", "pour", "pullup", "push", "run", "sit", "stand", "throw", "walk", "wave"]
JOINTS = ["neck", "belly", "face", "right-shoulder", "left-shoulder", "right-hip", "left-hip", "right-elbow", "left-elbow",
          "right-knee", "left-knee", "right-wrist", "left-wrist", "right-ankle", "left-ankle"]
NECK, BELLY, FACE, RIGHT_SHOULDER, LEFT_SHOULDER, RIGHT_HIP, LEFT_HIP = range(7)
# The same joint on the other side, for mirrored clips.
MIRRORED = [0, 1, 2, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13]
# The joint through which each hangs together with the belly, the middle of the body; the belly with itself.
PARENTS = [1, 1, 0, 0, 0, 1, 1, 3, 4, 5, 6, 7, 8, 9, 10]
FRAMES_PER_SECOND = 30.0
GRID = 0.1
SPLITS = (1, 2, 3)


@dataclass(frozen=True)
class Clips:
    """points: [clip][frame][joint][x, y], held still after a clip's last frame; lengths: frames of each; labels: indices in LABELS."""
    points: np.ndarray
    lengths: np.ndarray
    labels: np.ndarray

    def take(self, chosen):
        return Clips(self.points[chosen], self.lengths[chosen], self.labels[chosen])

    def __len__(self):
        return len(self.labels)


def smoothest(path, steps=400):
    """The path of least acceleration (squared second differences, summed) of all that round to the given one on the grid.

    path: [frame][...]. Projected gradient: the largest eigenvalue of the second differences' square is 16, so a step of 1/32 cannot diverge.
    """
    half = GRID / 2
    now = path.copy()
    for _ in range(steps if len(path) > 2 else 0):
        bend = now[2:] - 2 * now[1:-1] + now[:-2]
        slope = np.zeros_like(now)
        slope[2:] += bend
        slope[1:-1] -= 2 * bend
        slope[:-2] += bend
        now = np.clip(now - slope / 16, path - half, path + half)
    return now


def read_clips(part, split):
    """part: 'train' or 'test'. The folder is skeletons/ in VEIL_SHARED, by default the folder shared/ beside the repository."""
    beside = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../shared")
    folder = os.path.join(os.environ.get("VEIL_SHARED", beside), "skeletons")
    with gzip.open(os.path.join(folder, f"jhmdb_GT_{part}_{split}.json.gz")) as file:
        clips = json.load(file)
    longest = max(len(clip["pose"]) for clip in clips)
    points = np.zeros((len(clips), longest, len(JOINTS), 2), np.float32)
    for at, clip in enumerate(clips):
        path = smoothest(np.asarray(clip["pose"], np.float64))
        points[at, :len(path)] = path
        points[at, len(path):] = path[-1]
    lengths = np.array([len(clip["pose"]) for clip in clips])
    return Clips(points, lengths, np.array([LABELS.index(clip["label"]) for clip in clips]))


def folds(clips, count):
    """Parts of a training set: runs of neighbours of each class, since neighbours are often cut from one film. Yields (learn, check) indices."""
    for fold in range(count):
        check = np.zeros(len(clips), bool)
        for label in range(len(LABELS)):
            own = np.flatnonzero(clips.labels == label)
            check[own[len(own) * fold // count:len(own) * (fold + 1) // count]] = True
        yield np.flatnonzero(~check), np.flatnonzero(check)
