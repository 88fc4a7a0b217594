"""Writes kendall.json: Kendall's tau-b as SciPy finds it, for tests/kendall.rs.

Run with SciPy (1.17.1 made the committed file):  python tests/oracle/kendall.py

Lists without ties, with ties in one or both lists, and of very different scales.
"""

import json
import pathlib

import numpy as np
import scipy
from scipy.stats import kendalltau

rng = np.random.default_rng(7)


def case(name, x, y):
    x, y = [float(v) for v in x], [float(v) for v in y]
    return {"name": name, "x": x, "y": y, "tau": float(kendalltau(x, y, variant="b").statistic)}


base = np.round(rng.normal(size=40), 3)
cases = [
    case("no ties", base, np.round(base + rng.normal(size=40), 3)),
    case("ties in x", rng.integers(0, 4, 30), np.round(rng.normal(size=30), 3)),
    case("ties in both", rng.integers(0, 5, 50), rng.integers(0, 3, 50)),
    case("opposed", np.arange(12), -np.arange(12) ** 3),
    case("scales", np.exp(np.round(rng.normal(size=25) * 8, 2)), np.round(rng.normal(size=25), 2)),
]
path = pathlib.Path(__file__).with_suffix(".json")
lines = ",\n".join(json.dumps(case) for case in cases)
path.write_text(f'{{"scipy": "{scipy.__version__}", "cases": [\n{lines}\n]}}\n')
