"""Time Python PyTorch's eager training of a residual network, 3x32x32, ten classes.

    python3 gpu_peer.py NETWORK BATCH PRECISION DEVICE THREADS STEPS GROUPS PARAMETERS FILE

NETWORK is resnet-D (shortcuts A), resnet-D-b (shortcuts B) or wrn-D-K, PRECISION fp32 (TensorFloat-32 off) or bf16 (autocast),
DEVICE cuda:N or cpu. PARAMETERS is how many the network must have. FILE has, as float32, its parameters and a few images, from
which the outputs are printed, so that no other network is timed. GpuComparison runs this, with a FILE of its own. It prints

    about TEXT              versions and device
    outputs X X …           row major, from the images in FILE in training mode, in float32 on the CPU
    rate PRECISION X        on a GPU: floating-point operations a second of the best matrix products
    seconds X               of a step: a line a group of STEPS steps, GROUPS of them, after one that is not counted

The loop is the usual one: channels_last, cuDNN may try algorithms, SGD with Nesterov momentum and weight decay, a batch that lies
on the device. Nothing waits for the device within a group. For PyTorch 1.13 and 2.
"""
import math
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

CLASSES = 10
SHAPE = (3, 32, 32)


def conv(channels, width, size, stride=1):
    return nn.Conv2d(channels, width, size, stride, size // 2, bias=False)


class PadShortcut(nn.Module):
    """Option A: every second pixel, and zeros for the new channels on both sides."""

    def __init__(self, channels, width, stride):
        super().__init__()
        before = (width - channels) // 2
        self.stride, self.pad = stride, (0, 0, 0, 0, before, width - channels - before)

    def forward(self, x):
        return F.pad(x[:, :, :: self.stride, :: self.stride], self.pad)


class Module(nn.Module):
    """ResNet's: the last rectifier after the addition."""

    def __init__(self, channels, width, stride, option):
        super().__init__()
        self.conv1, self.bn1 = conv(channels, width, 3, stride), nn.BatchNorm2d(width)
        self.conv2, self.bn2 = conv(width, width, 3), nn.BatchNorm2d(width)
        self.shortcut = nn.Identity()
        if channels != width and option == "a":
            self.shortcut = PadShortcut(channels, width, stride)
        elif channels != width:
            self.shortcut = nn.Sequential(conv(channels, width, 1, stride), nn.BatchNorm2d(width))

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)), inplace=True)
        return F.relu(self.bn2(self.conv2(y)) + self.shortcut(x), inplace=True)


class WideModule(nn.Module):
    """WRN's: pre-activated, the projection after the first rectifier."""

    def __init__(self, channels, width, stride):
        super().__init__()
        self.bn1, self.conv1 = nn.BatchNorm2d(channels), conv(channels, width, 3, stride)
        self.bn2, self.conv2 = nn.BatchNorm2d(width), conv(width, width, 3)
        self.shortcut = conv(channels, width, 1, stride) if channels != width else None

    def forward(self, x):
        first = F.relu(self.bn1(x), inplace=True)
        y = self.conv2(F.relu(self.bn2(self.conv1(first)), inplace=True))
        return y + (x if self.shortcut is None else self.shortcut(first))


class Net(nn.Module):
    def __init__(self, stem, stages, end, width):
        super().__init__()
        self.stem, self.stages, self.end, self.linear = stem, stages, end, nn.Linear(width, CLASSES)

    def forward(self, x):
        return self.linear(self.end(self.stages(self.stem(x))).mean((2, 3)))


def stages(first, widths, modules, make):
    all_modules, channels = [], first
    for stage, width in enumerate(widths):
        for module in range(modules):
            all_modules.append(make(channels, width, 2 if stage > 0 and module == 0 else 1))
            channels = width
    return nn.Sequential(*all_modules)


def build(name):
    family, depth, *rest = name.split("-")
    if family == "wrn":
        widths = [16 * int(rest[0]) * 2**stage for stage in range(3)]
        end = nn.Sequential(nn.BatchNorm2d(widths[-1]), nn.ReLU(inplace=True))
        return Net(conv(3, 16, 3), stages(16, widths, (int(depth) - 4) // 6, WideModule), end, widths[-1])
    option = rest[0] if rest else "a"
    stem = nn.Sequential(conv(3, 16, 3), nn.BatchNorm2d(16), nn.ReLU(inplace=True))
    body = stages(16, (16, 32, 64), (int(depth) - 2) // 6, lambda *sizes: Module(*sizes, option))
    return Net(stem, body, nn.Identity(), 64)


def load(net, path):
    """Fill the network's parameters from the file, in their order, and give the images behind them."""
    with open(path, "rb") as file:
        numbers = torch.frombuffer(bytearray(file.read()), dtype=torch.float32)
    begin = 0
    with torch.no_grad():
        for parameter in net.parameters():
            end = begin + parameter.numel()
            parameter.copy_(numbers[begin:end].reshape(parameter.shape))
            begin = end
    return numbers[begin:].reshape(-1, *SHAPE)


def outputs(net, images):
    net.train()
    with torch.no_grad():
        found = net(images)
    for layer in net.modules():
        if isinstance(layer, nn.BatchNorm2d):
            layer.reset_running_stats()
    return found.flatten().tolist()


def matrix_rate(device, dtype, size=8192, products=10, groups=5):
    a, b = (torch.randn(size, size, device=device).to(dtype) for _ in range(2))
    c = torch.empty(size, size, device=device, dtype=dtype)
    best = math.inf
    for _ in range(groups):
        torch.cuda.synchronize(device)
        begin = time.perf_counter()
        for _ in range(products):
            torch.mm(a, b, out=c)
        torch.cuda.synchronize(device)
        best = min(best, time.perf_counter() - begin)
    return 2 * size**3 * products / best


def about(device):
    if device.type == "cpu":
        return f"PyTorch {torch.__version__} on the CPU"
    cudnn = torch.backends.cudnn.version()
    return f"PyTorch {torch.__version__}, CUDA {torch.version.cuda}, cuDNN {cudnn}, {torch.cuda.get_device_name(device)}"


def train(net, device, batch, precision, steps, groups):
    net = net.to(device).to(memory_format=torch.channels_last)
    x = torch.randn(batch, *SHAPE, device=device).contiguous(memory_format=torch.channels_last)
    y = (torch.arange(batch) % CLASSES).to(device)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9, nesterov=True, weight_decay=1e-4)
    for group in range(groups + 1):
        begin = time.perf_counter()
        for _ in range(steps):
            optimizer.zero_grad(set_to_none=True)
            with torch.autocast(device.type, dtype=torch.bfloat16, enabled=precision == "bf16"):
                loss = F.cross_entropy(net(x), y)
            loss.backward()
            optimizer.step()
        if device.type == "cuda":
            torch.cuda.synchronize(device)
        seconds = (time.perf_counter() - begin) / steps
        assert math.isfinite(loss.item()), f"the loss is {loss.item()}"
        if group > 0:
            print("seconds", seconds, flush=True)


def main():
    name, precision, device, path = sys.argv[1], sys.argv[3], torch.device(sys.argv[4]), sys.argv[9]
    batch, threads, steps, groups, parameters = map(int, [sys.argv[2], *sys.argv[5:9]])
    assert precision in ("fp32", "bf16"), f"precision: found {precision}; allowed: fp32, bf16"
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    torch.backends.cudnn.benchmark = True
    torch.backends.cudnn.allow_tf32 = False
    torch.backends.cuda.matmul.allow_tf32 = False
    net = build(name)
    found = sum(p.numel() for p in net.parameters())
    assert found == parameters, f"{name} has {found} parameters here, expected {parameters}"
    print("about", about(device))
    print("outputs", *outputs(net, load(net, path)))
    if device.type == "cuda":
        torch.cuda.set_device(device)
        for key, dtype in (("bf16", torch.bfloat16), ("fp32", torch.float32)):
            print("rate", key, matrix_rate(device, dtype))
        torch.cuda.empty_cache()
    train(net, device, batch, precision, steps, groups)


if __name__ == "__main__":
    main()
