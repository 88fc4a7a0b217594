"""Writes pytorch.json: networks written from PyTorch by what the page shows, with what
PyTorch and SciPy say of them, for tests/oracle/pytorch.rs.

    python3 -m venv venv && venv/bin/pip install torch scipy      (2.15.0 and 1.17.1 made the file)
    venv/bin/python tests/oracle/pytorch.py

Everything is in double precision. The Hessian is dense, by torch.func.hessian of the loss as a
function of the flat parameters, W0 row-major, b0, [gamma0, beta0], W1, ...; phi is Metric 2.1 from x
itself by SciPy's L-BFGS-B over the box with torch's gradients. Its 25 iterations reach the end of the
search: on the way there the line searches of two implementations may part at a kink of ReLU.
Of the networks without biases phi is compared with tanh, which has no kink: with ReLU the two searches
were still 2e-5 of phi apart after 25 iterations, at the same loss, eigenvalues and trace.
"""

import json
import pathlib
import sys

import numpy as np
import torch
from scipy.optimize import minimize
from torch import nn
from torch.func import functional_call, grad, hessian

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "www" / "schema"))
from from_pytorch import network_of

torch.set_default_dtype(torch.float64)


def network(norm, activation, bias=True, affine=True):
    """A Sequential whose parameters are in the flat order."""
    def hidden(inputs, outputs):
        bn = [nn.BatchNorm1d(outputs, affine=affine)] if norm else []
        return [nn.Linear(inputs, outputs, bias=bias), *bn, activation()]

    return nn.Sequential(*hidden(6, 8), *hidden(8, 7), nn.Linear(7, 4, bias=bias))


def refused(*modules):
    """Makes sure that these cannot be written."""
    try:
        network_of(nn.Sequential(*modules).eval())
    except ValueError:
        return
    raise AssertionError(f"{modules} were written")


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
    shapes = [(name, own.shape) for name, own in net.named_parameters()]
    flat = torch.cat([own.detach().reshape(-1) for own in net.parameters()])

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


def case(seed, norm, name, **absent):
    torch.manual_seed(seed)
    x = torch.randn(60, 6)
    y = torch.randint(0, 4, (60,))
    net = network(norm, {"relu": nn.ReLU, "tanh": nn.Tanh}[name], **absent)
    train(net, x, y)
    loss, flat = risk(net, x, y)
    eigenvalues = torch.linalg.eigvalsh(hessian(loss)(flat)).flip(0)
    return {
        "network": network_of(net),
        "data": {"x": x.tolist(), "y": y.tolist()},
        "loss": float(loss(flat)),
        "accuracy": float((net(x).argmax(1) == y).double().mean()),
        "gradient_norm": float(grad(loss)(flat).norm()),
        "eigenvalues": eigenvalues[:10].tolist(),
        "smallest_eigenvalue": float(eigenvalues[-1]),
        "trace": float(eigenvalues.sum()),
        "phi": {str(epsilon): phi(loss, flat, epsilon) for epsilon in (0.001, 0.0005)},
    }


linear, norm, relu = nn.Linear(3, 3), nn.BatchNorm1d(3), nn.ReLU()
refused(linear, relu, norm, nn.Linear(3, 3))
refused(linear, nn.GELU(), nn.Linear(3, 3))
refused(linear, relu, nn.Linear(3, 3), nn.Tanh(), nn.Linear(3, 3))
refused(linear, relu, linear)
refused(linear, norm)
refused(linear, nn.BatchNorm1d(3, track_running_stats=False), relu, nn.Linear(3, 3))

cases = [
    case(1, True, "relu"),
    case(2, False, "tanh"),
    case(3, True, "tanh"),
    case(4, False, "relu"),
    case(5, False, "tanh", bias=False),
    case(6, True, "tanh", bias=False, affine=False),
]
path = pathlib.Path(__file__).with_name("pytorch.json")
path.write_text(json.dumps({"torch": torch.__version__, "cases": cases}))
