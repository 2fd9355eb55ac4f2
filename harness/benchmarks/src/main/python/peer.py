"""Time Python PyTorch on a ResNet for small images, the way the harness trains it.

    python3 peer.py version
    python3 peer.py LAYOUT BATCH THREADS STEPS DEPTH WIDTH PIXELS PARAMETERS

LAYOUT is nchw, nhwc (channels_last) or compiled (nhwc by torch.compile). DEPTH is 6n + 2, WIDTH the channels of the first
stage, 16 in the paper; PARAMETERS is how many the network must have, so that none other is timed. Prints a line a step, after
three steps that are not counted: seconds, and seconds of CPU time of the process. `version` prints what PyTorch this is.
Debian: apt-get install python3-torch. The network is the harness's resnet-20-b and its kin: 272,474 parameters at depth 20
and width 16.
"""
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F


class Module(nn.Module):
    def __init__(self, channels, width, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, width, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.shortcut = nn.Identity()
        if channels != width:
            self.shortcut = nn.Sequential(nn.Conv2d(channels, width, 1, stride, bias=False), nn.BatchNorm2d(width))

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)), inplace=True)
        return F.relu(self.bn2(self.conv2(y)) + self.shortcut(x), inplace=True)


class ResNet(nn.Module):
    def __init__(self, depth, first):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, first, 3, 1, 1, bias=False), nn.BatchNorm2d(first), nn.ReLU(inplace=True))
        modules, channels = [], first
        for width in (first, 2 * first, 4 * first):
            for i in range((depth - 2) // 6):
                modules.append(Module(channels, width, 2 if i == 0 and width != first else 1))
                channels = width
        self.stages = nn.Sequential(*modules)
        self.linear = nn.Linear(4 * first, 10)

    def forward(self, x):
        return self.linear(self.stages(self.stem(x)).mean((2, 3)))


def version():
    said = torch.__config__.show().splitlines()
    onednn = next((line.split("MKL-DNN", 1)[1].strip(" v") for line in said if "MKL-DNN" in line), "none")
    capability = next((line.split(":", 1)[1].strip() for line in said if "CPU capability" in line), "unknown")
    blas = next((line.split("BLAS_INFO=", 1)[1].split(",")[0] for line in said if "BLAS_INFO=" in line), "unknown")
    print("PyTorch %s, Python %s, oneDNN %s, BLAS %s, %s" % (torch.__version__, sys.version.split()[0], onednn, blas, capability))


def main():
    layout = sys.argv[1]
    batch, threads, steps, depth, width, pixels, parameters = map(int, sys.argv[2:9])
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    net = ResNet(depth, width)
    assert sum(p.numel() for p in net.parameters()) == parameters
    x = torch.randn(batch, 3, pixels, pixels)
    y = torch.arange(batch) % 10
    if layout != "nchw":
        net, x = net.to(memory_format=torch.channels_last), x.to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9, nesterov=True, weight_decay=1e-4)
    forward = torch.compile(net) if layout == "compiled" else net
    for step in range(steps + 3):
        begin, cpu = time.perf_counter(), time.process_time()
        optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(forward(x), y)
        loss.backward()
        optimizer.step()
        loss.item()
        if step >= 3:
            print(time.perf_counter() - begin, time.process_time() - cpu, flush=True)


if sys.argv[1] == "version":
    version()
else:
    main()
