"""PyTorch as a peer of the training benchmark, on one thread: see ../peer.ts for the protocol.

Also takes `{"epoch": "<data set>.json", "hidden": 16}`: one epoch of a GRU over a data set, reading the file included.
"""

import json
import math
import os
import sys
import time

try:
    import torch
    from torch import nn
except ImportError:
    HOW = "pip install torch, or name a Python that has it in NAS_TORCH_PYTHON"
    print(json.dumps({"missing": f"PyTorch is not installed: {HOW}"}))
    sys.exit(1)

WARM_UP = 3
SHAPE = {"input": 9, "steps": 128, "batch": 32, "classes": 6}


class FastGRNN(nn.Module):
    """The equations of Kusupati 2018; x: [step, series, input]."""

    def __init__(self, inputs, hidden):
        super().__init__()
        self.w = nn.Linear(inputs, hidden, bias=False)
        self.u = nn.Linear(hidden, hidden, bias=False)
        self.bias_z = nn.Parameter(torch.ones(hidden))
        self.bias_n = nn.Parameter(torch.ones(hidden))
        self.zeta = nn.Parameter(torch.tensor(1.0))
        self.nu = nn.Parameter(torch.tensor(-4.0))

    def forward(self, x):
        h = x.new_zeros(x.shape[1], self.u.in_features)
        zeta, nu = torch.sigmoid(self.zeta), torch.sigmoid(self.nu)
        for wx in self.w(x).unbind():
            a = wx + self.u(h)
            z = torch.sigmoid(a + self.bias_z)
            n = torch.tanh(a + self.bias_n)
            h = (zeta * (1 - z) + nu) * n + z * h
        return h


class MGU(nn.Module):
    """Minimal gated unit, forget gate after the product; x: [step, series, input]."""

    def __init__(self, inputs, hidden):
        super().__init__()
        self.w = nn.Linear(inputs, 2 * hidden)
        self.u = nn.Linear(hidden, 2 * hidden)

    def forward(self, x):
        h = x.new_zeros(x.shape[1], self.u.in_features)
        for wx in self.w(x).unbind():
            wf, wn = wx.chunk(2, 1)
            uf, un = self.u(h).chunk(2, 1)
            f = torch.sigmoid(wf + uf)
            n = torch.tanh(wn + f * un)
            h = h + f * (n - h)
        return h


class Library(nn.Module):
    """A layer of the library, of which the head takes the last state."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x):
        return self.layer(x)[0][-1]


CELLS = {
    "lstm": lambda inputs, hidden: Library(nn.LSTM(inputs, hidden)),
    "gru": lambda inputs, hidden: Library(nn.GRU(inputs, hidden)),
    "rnn": lambda inputs, hidden: Library(nn.RNN(inputs, hidden)),
    "fastgrnn": FastGRNN,
    "mgu": MGU,
}


class Training:
    """A network with its optimiser."""

    def __init__(self, cell, inputs, hidden, classes):
        torch.manual_seed(1)
        self.model = nn.Sequential(CELLS[cell](inputs, hidden), nn.Linear(hidden, classes))
        # One fused kernel: for so few parameters faster than `foreach`.
        self.optimiser = torch.optim.Adam(self.model.parameters(), lr=1e-3, fused=True)

    def step(self, x, labels):
        self.optimiser.zero_grad(set_to_none=True)
        loss = nn.functional.cross_entropy(self.model(x), labels)
        loss.backward()
        self.optimiser.step()
        return loss


class Resident:
    """A network with a batch of random series that is trained again and again."""

    def __init__(self, cell, hidden, input, steps, batch, classes):
        self.training = Training(cell, input, hidden, classes)
        self.x = torch.randn(steps, batch, input)
        self.labels = torch.randint(classes, (batch,))
        for _ in range(WARM_UP):
            self.step()

    def step(self):
        return self.training.step(self.x, self.labels)


def train(known, request):
    shape = {key: request.get(key, value) for key, value in SHAPE.items()}
    key = (request["cell"], request["hidden"], *shape.values())
    if key not in known:
        known[key] = Resident(request["cell"], request["hidden"], **shape)
    iterations = 0
    begin = time.perf_counter()
    while True:
        loss = known[key].step()
        iterations += 1
        seconds = time.perf_counter() - begin
        if seconds >= request["seconds"]:
            break
    series_steps = iterations * shape["batch"] * shape["steps"]
    return {"seriesSteps": series_steps, "seconds": seconds, "loss": loss.item()}


def train_epoch(request):
    """One epoch over `{"file": "<numbers>.f32", "series", "steps", "channels", "labels"}`, [series][step][channel].

    The file is mapped, so that the series of a batch are fetched from the page cache when they are gathered.
    """
    begin = time.perf_counter()
    with open(request["epoch"], encoding="utf-8") as file:
        about = json.load(file)
    path = os.path.join(os.path.dirname(request["epoch"]), about["file"])
    series, steps, channels = about["series"], about["steps"], about["channels"]
    data = torch.from_file(path, size=series * steps * channels).view(series, steps, channels)
    labels = torch.tensor(about["labels"])
    reading = time.perf_counter() - begin
    batch = request.get("batch", SHAPE["batch"])
    training = Training(request.get("cell", "gru"), channels, request["hidden"], max(about["labels"]) + 1)
    total = 0.0
    for indices in torch.randperm(series).split(batch):
        fetching = time.perf_counter()
        x, y = data[indices].transpose(0, 1), labels[indices]
        reading += time.perf_counter() - fetching
        total += training.step(x, y).item() * len(indices)
    seconds = time.perf_counter() - begin
    return {"seriesSteps": series * steps, "seconds": seconds, "reading": reading, "loss": total / series}


def answer(known, line):
    try:
        request = json.loads(line)
        if request.get("cell", "gru") not in CELLS:
            return {"unsupported": "no such cell here"}
        reply = train_epoch(request) if "epoch" in request else train(known, request)
        if not math.isfinite(reply["loss"]):
            raise ArithmeticError("the loss is not finite")
        return reply
    except (ArithmeticError, LookupError, OSError, RuntimeError, TypeError, ValueError) as error:
        return {"error": f"{type(error).__name__}: {error}"}


def main():
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    version = torch.__version__.split("+")[0]
    print(json.dumps({"name": f"PyTorch {version}, nn.LSTM/nn.GRU/nn.RNN, 1 thread"}), flush=True)
    known = {}
    for line in sys.stdin:
        print(json.dumps(answer(known, line)), flush=True)


if __name__ == "__main__":
    main()
