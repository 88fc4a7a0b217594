"""Writes lbfgsb.json: maxima over boxes as SciPy's L-BFGS-B finds them, for tests/box_maximum.rs.

Run with SciPy (1.17.1 made the committed file):  python tests/oracle/lbfgsb.py

Memory 10, no tolerances, exactly the iterations asked for; after every iteration the value and the
number of gradients are kept. The functions are written anew here, not taken from the Rust code.
"""

import json
import pathlib

import numpy as np
import scipy
from scipy.optimize import minimize


def maximise(value_and_gradient, start, lower, upper, iterations):
    """The trace of a box maximisation: values after 0, 1, 2, ... iterations, and the end point."""
    negated = lambda x: tuple(-v for v in value_and_gradient(x))
    values = [value_and_gradient(np.clip(start, lower, upper))[0]]
    result = minimize(
        negated,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=list(zip(lower, upper)),
        callback=lambda intermediate_result: values.append(-intermediate_result.fun),
        options={"maxcor": 10, "ftol": 0, "gtol": 0, "maxiter": iterations, "maxls": 20, "maxfun": 10**6},
    )
    return {
        "start": list(start),
        "lower": list(lower),
        "upper": list(upper),
        "values": values,
        "gradients": int(result.nfev),
        "point": list(result.x),
        "message": str(result.message),
    }


def rosenbrock(x):
    bend = x[1:] - x[:-1] ** 2
    gradient = np.zeros_like(x)
    gradient[:-1] = 400 * x[:-1] * bend + 2 * (1 - x[:-1])
    gradient[1:] -= 200 * bend
    return -np.sum(100 * bend**2 + (1 - x[:-1]) ** 2), gradient


def logistic(inputs, labels):
    def value_and_gradient(w):
        margins = labels * (inputs @ w)
        value = np.mean(np.logaddexp(0, -margins))
        gradient = inputs.T @ (-labels / (1 + np.exp(margins))) / len(labels)
        return value, gradient

    return value_and_gradient


def main():
    n = 30
    start = np.where(np.arange(n) % 2 == 0, -1.2, 1.0)
    lower = np.full(n, -1.5)
    upper = np.where(np.arange(n) % 3 == 0, 0.8, 1.5)

    random = np.random.default_rng(1)
    inputs, labels = random.normal(size=(12, 20)), random.choice([-1.0, 1.0], size=12)
    w = random.normal(size=20)
    widths = 0.5 * (np.abs(w) + 1)
    interior = w + widths * random.uniform(-1, 1, size=20)

    fixture = {
        "scipy": scipy.__version__,
        "rosenbrock": maximise(rosenbrock, start, lower, upper, 10),
        "rosenbrock_converged": maximise(rosenbrock, start, lower, upper, 400),
        "logistic": {
            "inputs": inputs.tolist(),
            "labels": labels.tolist(),
            **maximise(logistic(inputs, labels), interior, w - widths, w + widths, 10),
        },
    }
    target = pathlib.Path(__file__).with_suffix(".json")
    target.write_text(json.dumps(fixture, indent=1) + "\n")


if __name__ == "__main__":
    main()
