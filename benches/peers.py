"""The peer of benches/peers.rs: the benchmark's training step by PyTorch on one thread.

Reads lines and answers each with one. A problem as JSON begins anew and is answered by PyTorch's version; a
number of steps is answered by the seconds they took and the loss before the last of them.
"""

import json
import sys
import time

import torch
from torch import nn

torch.set_num_threads(1)


class Descent:
    """Steps of ADAM on the problem's one batch."""

    def __init__(self, problem):
        widths, self.normed = problem["widths"], problem["batch_norm"]
        place, layers = 0, []

        def fill(parameter):
            nonlocal place
            values = problem["x"][place : place + parameter.numel()]
            place += len(values)
            with torch.no_grad():
                parameter.copy_(torch.tensor(values).reshape(parameter.shape))

        for index, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
            layers.append(nn.Linear(inputs, outputs))
            if index == len(widths) - 2:
                break
            if self.normed:
                # Batches are normalised by their own statistics alone: no others are kept.
                layers.append(
                    nn.BatchNorm1d(outputs, problem["epsilon"], track_running_stats=False)
                )
            layers.append(nn.ReLU())
        self.network = nn.Sequential(*layers)
        for parameter in self.network.parameters():
            fill(parameter)
        self.inputs = torch.tensor(problem["inputs"]).reshape(-1, widths[0])
        self.labels = torch.tensor(problem["labels"])
        # The fastest of PyTorch's implementations here.
        self.adam = torch.optim.Adam(
            self.network.parameters(), lr=problem["rate"], eps=1e-8, fused=True
        )
        self.loss = nn.CrossEntropyLoss()

    def run(self, steps):
        for _ in range(steps):
            self.adam.zero_grad()
            loss = self.loss(self.network(self.inputs), self.labels)
            loss.backward()
            self.adam.step()
        return loss.item()


descent = None
for line in sys.stdin:
    if line.startswith("{"):
        descent = Descent(json.loads(line))
        print(torch.__version__, flush=True)
    else:
        start = time.perf_counter()
        loss = descent.run(int(line))
        print(time.perf_counter() - start, loss, flush=True)
