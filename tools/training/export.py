"""Writes a network as ONNX, and what it answers to an input that the product can make itself."""
import hashlib
import io
import json
import os

import numpy as np
import torch

from skeletons import JOINTS, LABELS
from windows import adapted, derive, derive_seen, motion, normalise

OPSET = 13
FILE = "actions.onnx"
TEST_FRAMES = 25


def test_window():
    """The self-test's input, the same formula as in src/models/action-self-test.ts: joints that swing, each seventh not seen."""
    frames, joints = np.meshgrid(np.arange(TEST_FRAMES), np.arange(len(JOINTS)), indexing="ij")
    seen = (frames + joints) % 7 != 0
    window = np.stack([np.sin(0.2 * frames + joints) * seen, np.cos(0.1 * frames - joints) * seen, seen], axis=-1)
    return window[None].astype(np.float32)


class Probabilities(torch.nn.Module):
    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, windows):
        return torch.softmax(self.network(windows), dim=1)


def export(network, models, source):
    whole = Probabilities(network).eval()
    file = io.BytesIO()
    torch.onnx.export(whole, torch.from_numpy(test_window()), file, opset_version=OPSET, input_names=["windows"], output_names=["probabilities"],
                      dynamic_axes={"windows": {0: "count", 1: "frames"}, "probabilities": {0: "count"}})
    path = os.path.join(models, FILE)
    with open(path, "wb") as out:
        out.write(file.getvalue())
    with torch.no_grad():
        answer = whole(torch.from_numpy(test_window()))[0].tolist()
    digest = hashlib.sha256(file.getvalue()).hexdigest()
    with open(os.path.join(source, "action-self-test.json"), "w") as out:
        json.dump({"sha256": digest, "labels": LABELS, "probabilities": [round(value, 7) for value in answer]}, out, indent=2)
        out.write("\n")
    print(json.dumps({"file": path, "sha256": digest, "bytes": len(file.getvalue())}))


def write_parity(path):
    """A window of joints in pixels that no clip has: the right ankle is never seen, the right elbow not from frame 12 on."""
    frames, joints = np.meshgrid(np.arange(30), np.arange(len(JOINTS)), indexing="ij")
    points = np.stack([300 + 40 * np.sin(0.3 * frames + joints) + 20 * joints, 200 + 10 * np.cos(0.2 * frames - joints) + 30 * (joints % 5)], axis=-1)
    seen = (joints != JOINTS.index("right-ankle")) & ((joints != JOINTS.index("right-elbow")) | (frames < 12))
    window = normalise(derive(points), derive_seen(seen))
    with open(path, "w") as out:
        json.dump({"motion": round(float(motion(window)), 6), "frames": len(adapted(window)), "values": [round(float(value), 5) for value in window.ravel()]}, out)
        out.write("\n")
