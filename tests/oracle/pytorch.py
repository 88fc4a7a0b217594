"""Writes pytorch.json: networks written by PyTorch as the page's snippet writes them, with what
PyTorch and SciPy say of them, for tests/oracle/pytorch.rs.

    python3 -m venv venv && venv/bin/pip install torch scipy      (2.15.0 and 1.17.1 made the file)
    venv/bin/python tests/oracle/pytorch.py

Everything is in double precision. The Hessian is dense, by torch.func.hessian of the loss as a
function of the flat parameters, W0 row-major, b0, [gamma0, beta0], W1, ...; phi is Metric 2.1 from x
itself by SciPy's L-BFGS-B over the box with torch's gradients. Its 25 iterations reach the end of the
search: on the way there the line searches of two implementations may part at a kink of ReLU.
"""

import json
import pathlib

import numpy as np
import torch
from scipy.optimize import minimize
from torch import nn
from torch.func import functional_call, grad, hessian

torch.set_default_dtype(torch.float64)


# The page's snippet.
def layer(linear, bn=None):
    out = {"w": linear.weight.tolist(), "b": linear.bias.tolist()}
    if bn is not None:
        out["bn"] = {"gamma": bn.weight.tolist(), "beta": bn.bias.tolist(),
                     "mean": bn.running_mean.tolist(), "var": bn.running_var.tolist(),
                     "eps": bn.eps}
    return out


class Net(nn.Module):
    def __init__(self, norm, activation):
        super().__init__()
        self.fc1, self.fc2, self.fc3 = nn.Linear(6, 8), nn.Linear(8, 7), nn.Linear(7, 4)
        self.bn1, self.bn2 = (nn.BatchNorm1d(8), nn.BatchNorm1d(7)) if norm else (None, None)
        self.activation = activation

    def forward(self, x):
        for fc, bn in ((self.fc1, self.bn1), (self.fc2, self.bn2)):
            x = fc(x)
            x = self.activation(bn(x) if bn is not None else x)
        return self.fc3(x)

    def pairs(self):
        return [(self.fc1, self.bn1), (self.fc2, self.bn2), (self.fc3, None)]

    def names(self):
        """The parameters' names in the flat order."""
        names = []
        for i, (_, bn) in enumerate(self.pairs(), 1):
            names += [f"fc{i}.weight", f"fc{i}.bias"]
            names += [f"bn{i}.weight", f"bn{i}.bias"] if bn is not None else []
        return names


def train(net, x, y):
    optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
    net.train()
    for _ in range(150):
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(x), y).backward()
        optimizer.step()
    net.eval()


def risk(net, x, y):
    """The loss as a function of the flat parameters, and those."""
    own = dict(net.named_parameters())
    shapes = [(name, own[name].shape) for name in net.names()]
    flat = torch.cat([own[name].detach().reshape(-1) for name, _ in shapes])

    def loss(flat):
        parts = torch.split(flat, [shape.numel() for _, shape in shapes])
        named = {name: part.reshape(shape) for (name, shape), part in zip(shapes, parts)}
        return nn.functional.cross_entropy(functional_call(net, named, (x,)), y)

    return loss, flat


def phi(loss, flat, epsilon):
    slope = grad(loss)
    start = flat.numpy()
    width = epsilon * (np.abs(start) + 1.0)

    def negated(x):
        x = torch.from_numpy(np.ascontiguousarray(x))
        return -float(loss(x)), -slope(x).numpy()

    result = minimize(
        negated, start, jac=True, method="L-BFGS-B",
        bounds=list(zip(start - width, start + width)),
        options={"maxcor": 10, "ftol": 0, "gtol": 0, "maxiter": 25, "maxls": 20, "maxfun": 10**6},
    )
    value = float(loss(flat))
    return 100.0 * (-float(result.fun) - value) / (1.0 + value)


def case(seed, norm, name):
    torch.manual_seed(seed)
    x = torch.randn(60, 6)
    y = torch.randint(0, 4, (60,))
    net = Net(norm, {"relu": torch.relu, "tanh": torch.tanh}[name])
    train(net, x, y)
    loss, flat = risk(net, x, y)
    eigenvalues = torch.linalg.eigvalsh(hessian(loss)(flat)).flip(0)
    return {
        "network": {"layers": [layer(fc, bn) for fc, bn in net.pairs()],
                    "activation": name, "loss": "cross_entropy"},
        "data": {"x": x.tolist(), "y": y.tolist()},
        "loss": float(loss(flat)),
        "accuracy": float((net(x).argmax(1) == y).double().mean()),
        "gradient_norm": float(grad(loss)(flat).norm()),
        "eigenvalues": eigenvalues[:10].tolist(),
        "smallest_eigenvalue": float(eigenvalues[-1]),
        "trace": float(eigenvalues.sum()),
        "phi": {str(epsilon): phi(loss, flat, epsilon) for epsilon in (0.001, 0.0005)},
    }


cases = [case(1, True, "relu"), case(2, False, "tanh"), case(3, True, "tanh"), case(4, False, "relu")]
path = pathlib.Path(__file__).with_name("pytorch.json")
path.write_text(json.dumps({"torch": torch.__version__, "cases": cases}))
