"""Writes mnist1d.json: what the published MNIST-1D generator gives, for tests/mnist1d.rs.

    python3 -m venv venv && venv/bin/pip install mnist1d==0.0.2.post1 numpy
    venv/bin/python tests/oracle/mnist1d_oracle.py > tests/oracle/mnist1d.json      (about a minute)

The generator is Greydanus & Kobak's own `mnist1d.transform.transform` with its default arguments.
Every number is a pure function of the seeds below.

exact       one signal a class with every random number that went into it
classes     over SETS * 500 signals a class, before any standardisation: mean and variance at each
            of the 40 points, and the mean over the points of x[i] * x[i + 1]
ridge       a linear classifier, `ridge` below, trained on 400 and tested on 100 signals a class:
            mean and standard deviation of its accuracies over the SETS data sets
"""

import json
from unittest import mock

import numpy as np
from mnist1d.data import get_dataset_args, get_templates
from mnist1d.transform import transform

SETS = 24
TRAIN, TEST = 400, 100
PENALTY = 1.0
ARGS = get_dataset_args()
TEMPLATES = get_templates()


def signal(label):
    return transform(TEMPLATES["x"][label], TEMPLATES["t"], ARGS)[0]


def exact(seed, label):
    """One signal with the draws it is made of, these rounded to keep the file small."""
    record = []

    def recorded(draw):
        def patched(*arguments):
            record.append(np.round(draw(*arguments), 3))
            return record[-1]

        return patched

    np.random.seed(seed)
    names = ["rand", "randn", "choice"]
    with mock.patch.multiple(np.random, **{n: recorded(getattr(np.random, n)) for n in names}):
        x = signal(label)
    padding, scale, shift, correlated, independent, shear = record
    return {
        "label": label,
        "padding": 36 + int(padding * 25),
        "scale": float(scale),
        "shift": int(shift),
        "correlated": correlated.tolist(),
        "independent": independent.tolist(),
        "shear": float(shear),
        "signal": [float(f"{value:.15f}") for value in x],
    }


def ridge(train_x, train_y, test_x, test_y):
    """Least squares on one-hot labels with an L2 penalty; inputs standardised by the training
    set's one mean and deviation, the intercept a penalised constant column."""
    mean, deviation = train_x.mean(), train_x.std()

    def design(x):
        return np.hstack([(x - mean) / deviation, np.ones((len(x), 1))])

    a = design(train_x)
    gram = a.T @ a + PENALTY * np.eye(a.shape[1])
    weights = np.linalg.solve(gram, a.T @ np.eye(10)[train_y])

    def accuracy(x, y):
        return float(((design(x) @ weights).argmax(1) == y).mean())

    return accuracy(train_x, train_y), accuracy(test_x, test_y)


def rounded(values):
    return [float(f"{value:.6g}") for value in values]


def main():
    sets = []
    for seed in range(SETS):
        np.random.seed(seed)
        sets.append(np.stack([[signal(c) for _ in range(TRAIN + TEST)] for c in range(10)]))

    classes = []
    for c in range(10):
        x = np.concatenate([s[c] for s in sets])
        classes.append(
            {
                "mean": rounded(x.mean(0)),
                "variance": rounded(x.var(0)),
                "lag": rounded([(x[:, :-1] * x[:, 1:]).mean()])[0],
            }
        )

    accuracies = np.array(
        [
            ridge(
                s[:, :TRAIN].reshape(-1, 40),
                np.repeat(np.arange(10), TRAIN),
                s[:, TRAIN:].reshape(-1, 40),
                np.repeat(np.arange(10), TEST),
            )
            for s in sets
        ]
    )

    text = json.dumps(
        {
            "sets": SETS,
            "per_class": SETS * (TRAIN + TEST),
            # Seed 10 is one that does not roll the signal at all.
            "exact": [exact(10 + label, label) for label in range(10)],
            "classes": classes,
            "ridge": {
                "penalty": PENALTY,
                "train_mean": accuracies[:, 0].mean(),
                "train_deviation": accuracies[:, 0].std(ddof=1),
                "test_mean": accuracies[:, 1].mean(),
                "test_deviation": accuracies[:, 1].std(ddof=1),
            },
        },
        separators=(",", ":"),
    )
    print(text)


main()
