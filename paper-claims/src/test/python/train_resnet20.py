"""Trains a ResNet-20 on CIFAR-10 for a few steps, and writes it as other codes do.

    python3 train_resnet20.py CIFAR-FOLDER FOLDER

CIFAR-FOLDER has the binary version. FOLDER gets plain.pth, module.pth (names that begin with "module."),
old.pth (the form before PyTorch 1.6), f32.safetensors and f16.safetensors. Prints how many of the 10,000 test
images are wrong, for the weights as they are and for the weights rounded to float16.
"""
import json
import os
import struct
import sys

import numpy
import torch
import torch.nn as nn
import torch.nn.functional as F

MEAN = numpy.array([0.485, 0.456, 0.406], numpy.float32).reshape(1, 3, 1, 1)
DEVIATION = numpy.array([0.229, 0.224, 0.225], numpy.float32).reshape(1, 3, 1, 1)
STEPS = 60
BATCH = 64


class Block(nn.Module):
    def __init__(self, channels_in, channels, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels_in, channels, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.stride = stride
        self.more = channels - channels_in

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        if self.stride != 1:
            # Shortcut A: half of the new channels' zeros stand before, half behind.
            x = F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.more // 2, self.more // 2))
        return F.relu(x + y)


class ResNet20(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.layer1 = nn.Sequential(*[Block(16, 16, 1) for _ in range(3)])
        self.layer2 = nn.Sequential(*[Block(16 if i == 0 else 32, 32, 2 if i == 0 else 1) for i in range(3)])
        self.layer3 = nn.Sequential(*[Block(32 if i == 0 else 64, 64, 2 if i == 0 else 1) for i in range(3)])
        self.linear = nn.Linear(64, 10)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        x = self.layer3(self.layer2(self.layer1(x)))
        return self.linear(x.mean(dim=(2, 3)))


def read(path):
    records = numpy.fromfile(path, numpy.uint8).reshape(-1, 3073)
    images = records[:, 1:].reshape(-1, 3, 32, 32).astype(numpy.float32) / 255
    return torch.from_numpy((images - MEAN) / DEVIATION), torch.from_numpy(records[:, 0].astype(numpy.int64))


def wrong(model, images, labels):
    model.eval()
    count = 0
    with torch.no_grad():
        for first in range(0, len(labels), 500):
            answers = model(images[first:first + 500]).argmax(1)
            count += int((answers != labels[first:first + 500]).sum())
    return count


def safetensors(path, tensors, kind):
    """Write tensors of one kind of float; whole numbers keep theirs, as the library does it."""
    header, data, at = {}, [], 0
    for name, tensor in tensors.items():
        counts = tensor.dtype == torch.int64
        raw = (tensor if counts else tensor.to({"F32": torch.float32, "F16": torch.float16}[kind])).numpy().tobytes()
        header[name] = {
            "dtype": "I64" if counts else kind,
            "shape": list(tensor.shape),
            "data_offsets": [at, at + len(raw)],
        }
        data.append(raw)
        at += len(raw)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(data))


def main():
    cifar, folder = sys.argv[1:]
    torch.manual_seed(1)
    model = ResNet20()
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4)
    images, labels = read(os.path.join(cifar, "data_batch_1.bin"))
    for step in range(STEPS):
        chosen = slice(step * BATCH, (step + 1) * BATCH)
        optimiser.zero_grad()
        F.cross_entropy(model(images[chosen]), labels[chosen]).backward()
        optimiser.step()
    state = model.state_dict()
    torch.save(state, os.path.join(folder, "plain.pth"))
    torch.save(state, os.path.join(folder, "old.pth"), _use_new_zipfile_serialization=False)
    module = {"module." + name: tensor for name, tensor in state.items()}
    torch.save({"epoch": 1, "state_dict": module, "best_prec1": 1.0}, os.path.join(folder, "module.pth"))
    safetensors(os.path.join(folder, "f32.safetensors"), state, "F32")
    safetensors(os.path.join(folder, "f16.safetensors"), state, "F16")
    tests = read(os.path.join(cifar, "test_batch.bin"))
    exact = wrong(model, *tests)
    rounded = {name: t if t.dtype == torch.int64 else t.half().float() for name, t in state.items()}
    model.load_state_dict(rounded)
    print(exact, wrong(model, *tests))


if __name__ == "__main__":
    main()
