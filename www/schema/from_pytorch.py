import json
import re
from torch import nn

KINDS = {nn.Linear: "L", nn.BatchNorm1d: "B", nn.ReLU: "A", nn.Tanh: "A"}


def network_of(model):
    """The content of network.json for a Sequential, or an error where the file cannot say it."""

    def check(right, problem):
        if not right:
            raise ValueError(problem)

    def numbers(parameter):
        return None if parameter is None else parameter.tolist()

    check(type(model) is nn.Sequential, "only a Sequential says in which order its modules run")
    check(not any(m.training for m in model.modules()), "call model.eval() first")
    parts = [m for m in model if type(m) not in (nn.Flatten, nn.Identity, nn.Dropout)]
    for m in parts:
        name = type(m).__name__
        check(type(m) in KINDS, f"{name} cannot be written: only Linear, BatchNorm1d, ReLU, Tanh")
        check(dict(m.named_parameters()).keys() <= {"weight", "bias"},
              f"a {name} with other parameters than weight and bias cannot be written")
    check(re.fullmatch("(LB?A)*L", "".join(KINDS[type(m)] for m in parts)),
          "a hidden layer must be Linear, BatchNorm1d or none, and then ReLU or Tanh; "
          "the last module must be a Linear")
    activations = {type(m).__name__.lower() for m in parts if KINDS[type(m)] == "A"}
    check(len(activations) < 2, "ReLU and Tanh in one network cannot be written")
    layers = []
    for m in parts:
        if type(m) is nn.Linear:
            layers.append({"w": m.weight.tolist(), "b": numbers(m.bias)})
        elif type(m) is nn.BatchNorm1d:
            check(m.running_mean is not None, "BatchNorm1d has no running statistics to write")
            layers[-1]["bn"] = {"gamma": numbers(m.weight), "beta": numbers(m.bias), "eps": m.eps,
                                "mean": m.running_mean.tolist(), "var": m.running_var.tolist()}
    own = [p for m in parts for p in m.parameters()]
    check(len(own) == len(set(map(id, own))), "layers that share parameters cannot be written")
    activation = activations.pop() if activations else "relu"
    return {"layers": layers, "activation": activation, "loss": "cross_entropy"}


def write(model, x, y):
    """Writes both files. The loss it prints is the one to be measured: compare them."""
    with open("network.json", "w", encoding="utf-8") as file:
        json.dump(network_of(model), file)
    with open("data.json", "w", encoding="utf-8") as file:
        json.dump({"x": x.flatten(1).tolist(), "y": y.tolist()}, file)
    print("loss", float(nn.functional.cross_entropy(model(x), y)))
