"""Training windows: cut, sped up or slowed, mirrored, turned, stretched, shaken, and with joints missing as pose networks miss them."""
from dataclasses import dataclass

import numpy as np

from skeletons import MIRRORED
from windows import derive, derive_seen, normalise


@dataclass(frozen=True)
class Noise:
    """sigma: of the joints, in torsos; missing: part of the joints that is not seen."""
    sigma: float
    missing: float


CLEAN = Noise(0.0, 0.0)
LEGS, ARMS = [9, 10, 13, 14], [[7, 11], [8, 12]]
HIPS_AND_LEGS = [1, 5, 6, *LEGS]


def cut(points, length, start, count, speed):
    """count frames from `start` on, `speed` clip frames apart, between frames linearly; after the end the last one."""
    at = np.clip(start + speed * np.arange(count), 0, length - 1)
    low = np.floor(at).astype(int)
    high = np.minimum(low + 1, length - 1)
    part = (at - low)[:, None, None]
    return points[low] * (1 - part) + points[high] * part


def shake(points, noise, draw):
    """Measurement noise: white, and as much again that stays for the window (a joint that is always taken to be too high)."""
    size = np.median(np.linalg.norm(points[:, 0] - (points[:, 5] + points[:, 6]) / 2, axis=1))
    white = draw.normal(0, noise.sigma, points.shape)
    bias = draw.normal(0, noise.sigma / 2, (1, *points.shape[1:]))
    seen = draw.random(points.shape[:2]) >= noise.missing
    return points + size * (white + bias), seen


def hide_parts(seen, draw):
    """Whole limbs out of view for the window, or one joint for a while."""
    luck = draw.random()
    if luck < 0.08:
        seen[:, HIPS_AND_LEGS] = False
    elif luck < 0.16:
        seen[:, LEGS] = False
    elif luck < 0.24:
        seen[:, ARMS[draw.integers(2)]] = False
    elif luck < 0.4:
        first = draw.integers(len(seen))
        seen[first:first + draw.integers(4, 16), draw.integers(2, 15)] = False
    return seen


def training_window(points, length, count, draw):
    speed = draw.uniform(0.75, 1.3)
    room = max(length - 1 - speed * (count - 1), 0)
    window = cut(points, length, draw.uniform(0, room), count, speed)
    if draw.random() < 0.5:
        window = window[:, MIRRORED] * [-1, 1]
    angle = draw.uniform(-0.26, 0.26)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    stretch = np.array([[draw.uniform(0.8, 1.2), draw.uniform(-0.1, 0.1)], [0, 1]])
    window = window @ (turn @ stretch)
    window, seen = shake(window, Noise(draw.uniform(0, 0.07), draw.choice([0, 0, 0.03, 0.1])), draw)
    seen = hide_parts(seen, draw)
    if draw.random() < 0.5:
        window, seen = derive(window), derive_seen(seen)
    ready = normalise(window, seen)
    if ready is None:
        return np.zeros((count, points.shape[1], 3), np.float32)
    ready[..., :2] *= draw.uniform(0.85, 1.18)
    return ready


def test_windows(points, length, count, stride, noise, derived, draw):
    """All windows of a clip, `stride` frames apart; one that is held still at its end where the clip is shorter."""
    windows = []
    for start in range(0, max(length - count, 0) + 1, stride):
        window, seen = shake(cut(points, length, start, count, 1.0), noise, draw)
        if derived:
            window, seen = derive(window), derive_seen(seen)
        ready = normalise(window, seen)
        if ready is not None:
            windows.append(ready)
    return windows
