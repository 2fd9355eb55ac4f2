"""Reference numbers for learning rules, computed by PyTorch in float64.   python3 learning.py > learning.json

Network: linear 5->7 without bias - batch normalisation - PReLU with a slope a channel - linear 7->4.
Tensor number k (a.weight, n.gamma, n.beta, r.slope, out.weight, out.bias), flat index i, fan-in f:
  weights sqrt(2/f) * sqrt(2) * sin(1 + 0.7 i + 0.13 k), gamma 1 + 0.1 sin(i + k), beta 0.1 cos(i + k), slope 0.25 + 0.1 sin(i + k), bias 0
  BN: eps 1e-5, momentum 0.1, running mean 0, running variance 1 (unbiased update)
Input x[j] = sin(0.3 + 0.37 j) + 0.5 cos(0.011 j), j the flat index of N x 5, N = 6; labels (3 n + 1) mod 4. Five steps on that batch.
"""
import json, math, sys
import torch, torch.nn as nn, torch.nn.functional as F
from torch.optim.swa_utils import AveragedModel
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

NAMES = {"a.weight": "0.weight", "n.gamma": "1.weight", "n.beta": "1.bias", "r.slope": "2.weight", "out.weight": "3.weight", "out.bias": "3.bias",
         "n.mean": "1.running_mean", "n.variance": "1.running_var"}

def network():
    net = nn.Sequential(nn.Linear(5, 7, bias=False), nn.BatchNorm1d(7), nn.PReLU(7), nn.Linear(7, 4))
    state = net.state_dict()
    for k, name in enumerate(list(NAMES)[:6]):
        t = state[NAMES[name]]; i = torch.arange(t.numel(), dtype=torch.float64)
        if name.endswith("weight"): v = math.sqrt(2 / t.shape[1]) * math.sqrt(2) * torch.sin(1 + 0.7 * i + 0.13 * k)
        elif name.endswith("gamma"): v = 1 + 0.1 * torch.sin(i + k)
        elif name.endswith("beta"): v = 0.1 * torch.cos(i + k)
        elif name.endswith("slope"): v = 0.25 + 0.1 * torch.sin(i + k)
        else: v = torch.zeros(t.numel())
        t.copy_(v.reshape(t.shape))
    return net

j = torch.arange(6 * 5, dtype=torch.float64)
x = (torch.sin(0.3 + 0.37 * j) + 0.5 * torch.cos(0.011 * j)).reshape(6, 5)
y = (3 * torch.arange(6) + 1) % 4

def optimiser(rule, net):
    o, decay = rule["optimiser"], rule["weightDecay"]
    slopes = list(net[2].parameters()); rest = [p for m in (net[0], net[1], net[3]) for p in m.parameters()]
    groups = [{"params": rest}, {"params": slopes, "weight_decay": decay if rule["decaySlopes"] else 0}]
    lr, kind = rule["rate"], o["kind"]
    if kind == "sgd": return torch.optim.SGD(groups, lr=lr, momentum=o["momentum"], nesterov=o["nesterov"], weight_decay=decay)
    if kind == "rmsprop": return torch.optim.RMSprop(groups, lr=lr, alpha=o["decay"], eps=o["epsilon"], momentum=o["momentum"], weight_decay=decay)
    return {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW}[kind](groups, lr=lr, betas=(o["beta1"], o["beta2"]), eps=o["epsilon"], weight_decay=decay)

def tensors(net):
    state = net.state_dict()
    return {n: state[m].flatten().tolist() for n, m in NAMES.items()}

SGD = {"kind": "sgd", "momentum": 0.9, "nesterov": True}
PLAIN = {"kind": "sgd", "momentum": 0.0, "nesterov": False}
RMS = {"kind": "rmsprop", "decay": 0.99, "epsilon": 1e-8, "momentum": 0.0}
ADAM = {"kind": "adam", "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
ADAMW = {**ADAM, "kind": "adamw"}

def rule(optimiser, rate, weightDecay=0.0, decaySlopes=True, clip=0.0, labelSmoothing=0.0, average=0.0):
    return dict(optimiser=optimiser, rate=rate, weightDecay=weightDecay, decaySlopes=decaySlopes, clip=clip, labelSmoothing=labelSmoothing, average=average)

CASES = {
    "sgd": rule(PLAIN, 0.1),
    "sgd with momentum": rule({**PLAIN, "momentum": 0.9}, 0.1, weightDecay=0.01),
    "sgd with nesterov": rule(SGD, 0.1, weightDecay=0.01),
    "rmsprop": rule(RMS, 0.01, weightDecay=0.01),
    "rmsprop of inception-v4": rule({**RMS, "decay": 0.9, "epsilon": 1.0}, 0.045),
    "rmsprop with momentum": rule({**RMS, "decay": 0.9, "epsilon": 1.0, "momentum": 0.9}, 0.045, weightDecay=0.01),
    "adam": rule(ADAM, 0.01),
    "adam with weight decay": rule(ADAM, 0.01, weightDecay=0.1),
    "adam with other numbers": rule({**ADAM, "beta1": 0.5, "beta2": 0.9, "epsilon": 0.1}, 0.05),
    "adamw": rule(ADAMW, 0.01, weightDecay=0.1),
    "clipped": rule(SGD, 0.1, weightDecay=0.01, clip=0.1),
    "clipped adam": rule(ADAM, 0.01, clip=0.1),
    "clipped where nothing is": rule(SGD, 0.1, weightDecay=0.01, clip=100.0),
    "smoothed labels": rule(SGD, 0.1, labelSmoothing=0.1),
    "slopes that do not decay": rule(SGD, 0.1, weightDecay=0.1, decaySlopes=False),
    "slopes that adam does not decay": rule(ADAM, 0.01, weightDecay=0.1, decaySlopes=False),
    "slopes that adamw does not decay": rule(ADAMW, 0.01, weightDecay=0.1, decaySlopes=False),
    "averaged weights": rule(SGD, 0.1, average=0.75),
    "everything at once": rule(ADAMW, 0.02, weightDecay=0.1, decaySlopes=False, clip=0.5, labelSmoothing=0.2, average=0.6),
}

out = {}
for name, r in CASES.items():
    net = network()
    opt = optimiser(r, net)
    keep = r["average"]
    average = AveragedModel(net, avg_fn=lambda a, w, n: keep * a + (1 - keep) * w, use_buffers=True)
    losses, norms = [], []
    for step in range(5):
        opt.zero_grad()
        loss = F.cross_entropy(net(x), y, label_smoothing=r["labelSmoothing"]); loss.backward(); losses.append(loss.item())
        norms.append(nn.utils.clip_grad_norm_(net.parameters(), r["clip"] or math.inf).item())
        opt.step()
        average.update_parameters(net)
    found = {"rule": r, "losses": losses, "norms": norms, "after_step_5": tensors(net)}
    tested = average.module if keep else net
    if keep: found["average_after_step_5"] = tensors(average.module)
    tested.eval()
    with torch.no_grad(): found["logits"] = tested(x).flatten().tolist()
    out[name] = found
json.dump(out, sys.stdout, indent=None, separators=(",\n ", ": "))
