"""Writes f1.json: the losses of F1's first steps as PyTorch has them, for tests/f1.rs.

    python3 -m venv venv && venv/bin/pip install torch      (2.15.0 made the file)
    venv/bin/python tests/oracle/f1.py

The network is the paper's: 784-512-512-512-512-512-10 with batch norm and ReLU. Weights, inputs and
labels follow from a formula that the test has as well, so that none are stored. Batches of 256 are
drawn anew for every step of ADAM at 1e-3. The losses are kept in double and in single precision: how
far the two are apart is what rounding does.
"""

import json
import math
import pathlib

import torch
from torch import nn

WIDTHS = [784, 512, 512, 512, 512, 512, 10]
BATCH, STEPS, RATE = 256, 6, 1e-3


def unit(stream, count):
    """`count` numbers in [-1, 1): murmur3's finaliser of stream * 2^24 + i, in units of 2^31, less 1."""
    low = 0xFFFFFFFF
    h = (torch.arange(count, dtype=torch.int64) + (stream << 24)) & low
    h = ((h ^ (h >> 16)) * 0x85EBCA6B) & low
    h = ((h ^ (h >> 13)) * 0xC2B2AE35) & low
    h = h ^ (h >> 16)
    return h.double() / 2**31 - 1


def network(dtype):
    """Weights uniform with variance 2/inputs; zero biases, gamma 1, beta 0."""
    modules = []
    for index, (inputs, outputs) in enumerate(zip(WIDTHS, WIDTHS[1:])):
        linear = nn.Linear(inputs, outputs, dtype=dtype)
        weights = unit(index, outputs * inputs) * math.sqrt(6 / inputs)
        with torch.no_grad():
            linear.weight.copy_(weights.view(outputs, inputs))
            linear.bias.zero_()
        last = index + 2 == len(WIDTHS)
        modules += [linear] if last else [linear, nn.BatchNorm1d(outputs, dtype=dtype), nn.ReLU()]
    return nn.Sequential(*modules)


def batch(step, dtype):
    """A sample is its own noise and its class's pattern; classes take turns."""
    labels = torch.arange(BATCH) % 10
    noise = unit(100 + step, BATCH * WIDTHS[0]).view(BATCH, -1)
    patterns = unit(99, 10 * WIDTHS[0]).view(10, -1)
    return (noise + 0.25 * patterns[labels]).to(dtype), labels


def losses(dtype):
    net = network(dtype).train()
    optimizer = torch.optim.Adam(net.parameters(), lr=RATE)
    found = []
    for step in range(STEPS):
        inputs, labels = batch(step, dtype)
        loss = nn.functional.cross_entropy(net(inputs), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        found.append(loss.item())
    return found


def main():
    double, single = losses(torch.float64), losses(torch.float32)
    fixture = {"torch": torch.__version__, "double": double, "single": single}
    path = pathlib.Path(__file__).with_name("f1.json")
    path.write_text(json.dumps(fixture, indent=1) + "\n")


main()
