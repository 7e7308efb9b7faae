"""Windows as the network gets them: [frame][joint][x, y, seen], where the product and the training agree (src/models/action-window.ts)."""
import numpy as np

from skeletons import BELLY, FRAMES_PER_SECOND, LEFT_HIP, LEFT_SHOULDER, NECK, RIGHT_HIP, RIGHT_SHOULDER

# Where neck and belly lie on the line from mid-hips (0) to mid-shoulders (1): medians over the training part of split 1. Pose networks
# do not say either.
NECK_ON_TORSO = 1.14
BELLY_ON_TORSO = 0.26
# Torso (neck to mid-hips) in shoulder widths (the 90th percentile of a clip's): median over the same clips. For bodies without hips in view.
TORSO_IN_SHOULDERS = 1.6
# Below this part of the frames with both hips and the neck the torso is told by the shoulders.
TORSO_SEEN_MIN = 1 / 3
# Lengths of windows in frames; from so much motion on (torsos a second; terciles over the windows of the training part of split 1) the shorter ones.
LENGTHS = (20, 25, 30)
MUCH_MOTION = 1.3
SOME_MOTION = 0.57
STEP = 5
EXTREMITIES = [2, 7, 8, 9, 10, 11, 12, 13, 14]


def derive(points):
    """points: [...][joint][x, y]. Neck and belly as the product derives them from shoulders and hips."""
    out = points.copy()
    shoulders = (points[..., RIGHT_SHOULDER, :] + points[..., LEFT_SHOULDER, :]) / 2
    hips = (points[..., RIGHT_HIP, :] + points[..., LEFT_HIP, :]) / 2
    out[..., NECK, :] = hips + NECK_ON_TORSO * (shoulders - hips)
    out[..., BELLY, :] = hips + BELLY_ON_TORSO * (shoulders - hips)
    return out


def derive_seen(seen):
    """Which joints are seen once neck and belly are derived: the neck needs shoulders (without hips it is their middle), the belly all four."""
    out = seen.copy()
    out[..., NECK] = seen[..., RIGHT_SHOULDER] & seen[..., LEFT_SHOULDER]
    out[..., BELLY] = out[..., NECK] & seen[..., RIGHT_HIP] & seen[..., LEFT_HIP]
    return out


def normalise(points, seen):
    """One window: points [frame][joint][2], seen [frame][joint]. Centred on the neck's median, in torsos; None where no size can be told."""
    neck = seen[:, NECK]
    if not neck.any():
        return None
    hips = (points[:, RIGHT_HIP] + points[:, LEFT_HIP]) / 2
    whole = neck & seen[:, RIGHT_HIP] & seen[:, LEFT_HIP]
    if whole.sum() >= TORSO_SEEN_MIN * len(points):
        scale = np.median(np.linalg.norm(points[whole, NECK] - hips[whole], axis=1))
    else:
        both = seen[:, RIGHT_SHOULDER] & seen[:, LEFT_SHOULDER]
        if not both.any():
            return None
        widths = np.linalg.norm(points[both, RIGHT_SHOULDER] - points[both, LEFT_SHOULDER], axis=1)
        scale = TORSO_IN_SHOULDERS * np.quantile(widths, 0.9)
    if not scale > 0:
        return None
    centre = np.median(points[neck, NECK], axis=0)
    out = np.zeros((*seen.shape, 3), np.float32)
    out[..., :2] = np.where(seen[..., None], (points - centre) / scale, 0)
    out[..., 2] = seen
    return out


def motion(window):
    """How much head, elbows, hands, knees and feet move, in torsos a second: the mean way within 5 frames, where a joint is seen at both ends.

    Over one frame, a pose network's jitter would be most of it.
    """
    both = window[STEP:, EXTREMITIES, 2] * window[:-STEP, EXTREMITIES, 2]
    ways = np.linalg.norm(window[STEP:, EXTREMITIES, :2] - window[:-STEP, EXTREMITIES, :2], axis=2) * both
    return FRAMES_PER_SECOND / STEP * ways.sum() / max(both.sum(), 1)


def adapted(window):
    """Much motion needs a shorter window: the middle 20 or 25 frames of the 30, or all."""
    moved = motion(window)
    count = LENGTHS[0] if moved >= MUCH_MOTION else LENGTHS[1] if moved >= SOME_MOTION else LENGTHS[2]
    first = (len(window) - count) // 2
    return window[first:first + count]
