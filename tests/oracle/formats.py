"""Writes tests/cases/formats: the same networks and data as safetensors, .npz, IDX and JSON, by the
tools that others write them with.

    python3 -m venv venv && venv/bin/pip install torch numpy safetensors   (2.15.0, 2.4.6, 0.8.0)
    venv/bin/python tests/oracle/formats.py

expected.json has the loss of sequential.safetensors on data.npz, by PyTorch in double precision.
"""

import json
import pathlib
import struct
import sys

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn

ROOT = pathlib.Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "cases" / "formats"
sys.path.insert(0, str(ROOT / "www" / "schema"))
from from_pytorch import network_of

SAMPLES, FEATURES, CLASSES = 40, 6, 4


def write_json(name, value):
    (FOLDER / f"{name}.json").write_text(json.dumps(value) + "\n")


def write_data_json(name, x, y):
    write_json(name, {"x": x.reshape(len(x), -1).tolist(), "y": y.tolist()})


def trained(model, x, y):
    """The model after a few steps, so that no statistic is 0 or 1."""
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(20):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
    return model.eval()


class Named(nn.Module):
    """Modules with names of their own."""

    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(FEATURES, 8, bias=False)
        self.bn1 = nn.BatchNorm1d(8)
        self.fc2 = nn.Linear(8, 8)
        self.bn2 = nn.BatchNorm1d(8, affine=False)
        self.classifier = nn.Linear(8, CLASSES)

    def sequential(self):
        return nn.Sequential(
            self.fc1, self.bn1, nn.ReLU(), self.fc2, self.bn2, nn.ReLU(), self.classifier
        )


def networks(x, y):
    sequential = nn.Sequential(
        nn.Linear(FEATURES, 8), nn.BatchNorm1d(8, eps=1e-3), nn.Tanh(),
        nn.Linear(8, 7), nn.BatchNorm1d(7, eps=1e-3), nn.Tanh(),
        nn.Linear(7, CLASSES),
    )
    trained(sequential, x, y)
    save_file(sequential.state_dict(), FOLDER / "sequential.safetensors",
              metadata={"activation": "tanh", "eps": "1e-3"})
    write_json("sequential", network_of(sequential))

    named = Named()
    trained(named.sequential(), x, y)
    named.eval().double()
    save_file(named.state_dict(), FOLDER / "named.safetensors", metadata={"format": "pt"})
    write_json("named", network_of(named.sequential().eval()))

    # Sizes do not tell an order here, and as texts "net.10" stands before "net.2".
    deep = nn.Sequential()
    for _ in range(6):
        deep.extend([nn.Linear(3, 3), nn.ReLU()])
    deep = deep[:-1]
    save_file({f"net.{key}": value for key, value in deep.state_dict().items()},
              FOLDER / "deep.safetensors")
    write_json("deep", network_of(deep.eval()))

    half = nn.Sequential(nn.Linear(3, 5), nn.ReLU(), nn.Linear(5, 2))
    half[0].half()
    half[2].bfloat16()
    save_file(half.state_dict(), FOLDER / "half.safetensors")
    write_json("half", network_of(half.double().eval()))
    return sequential


def write_idx(name, array):
    """https://yann.lecun.com/exdb/mnist: unsigned bytes."""
    header = struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape)
    (FOLDER / name).write_bytes(header + array.tobytes())


def data(rng):
    x = rng.standard_normal((SAMPLES, FEATURES)).astype(np.float32)
    y = rng.integers(0, CLASSES, SAMPLES)
    np.savez_compressed(FOLDER / "data.npz", x_train=x, y_train=y, x_test=x[:3], y_test=y[:3])
    write_data_json("data", x, y)

    images = rng.integers(0, 256, (7, 2, 3), dtype=np.uint8)
    labels = rng.integers(0, CLASSES, 7, dtype=np.uint8)
    np.savez(FOLDER / "images.npz", train_inputs=images, train_labels=labels)
    write_idx("images-idx3-ubyte", images)
    write_idx("labels-idx1-ubyte", labels)
    write_data_json("images", images, labels)

    # The first axis varies fastest, the most significant byte comes first.
    turned = np.asfortranarray(rng.integers(-9999, 9999, (5, 2, 3, 2)).astype(">i2"))
    one_hot = np.asfortranarray(np.eye(CLASSES)[[3, 1, 0, 2, 3]])
    np.savez(FOLDER / "turned.npz", x=turned, y=one_hot)
    write_data_json("turned", turned, one_hot)
    return torch.tensor(x), torch.tensor(y)


def main():
    FOLDER.mkdir(exist_ok=True)
    torch.manual_seed(0)
    x, y = data(np.random.default_rng(0))
    model = networks(x, y).double()
    loss = nn.functional.cross_entropy(model(x.double()), y)
    for file in FOLDER.iterdir():
        file.chmod(0o644)
    write_json("expected", {"loss": loss.item()})


main()
