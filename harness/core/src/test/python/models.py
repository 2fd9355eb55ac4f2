"""Writes the small models that ModelFileTest reads, with PyTorch's own torch.save.

    python3 models.py FOLDER

Every number is a formula of its place, so the test knows what it must find.
"""
import argparse
import os
import sys
from collections import OrderedDict

import torch


def numbers(shape, start):
    count = 1
    for size in shape:
        count *= size
    return (torch.arange(count, dtype=torch.float32) * 0.25 + start).reshape(shape)


def resnet8():
    """The tensors of a ResNet-8 of width 2 for CIFAR-10, as most codes name them."""
    tensors = OrderedDict()

    def norm(name, channels):
        tensors[name + ".weight"] = numbers([channels], len(tensors))
        tensors[name + ".bias"] = numbers([channels], len(tensors))
        tensors[name + ".running_mean"] = numbers([channels], len(tensors))
        tensors[name + ".running_var"] = numbers([channels], len(tensors))
        tensors[name + ".num_batches_tracked"] = torch.tensor(len(tensors))

    tensors["conv1.weight"] = numbers([2, 3, 3, 3], 0)
    norm("bn1", 2)
    before = 2
    for stage, width in ((1, 2), (2, 4), (3, 8)):
        for conv, inputs in ((1, before), (2, width)):
            tensors["layer%d.0.conv%d.weight" % (stage, conv)] = numbers([width, inputs, 3, 3], len(tensors))
            norm("layer%d.0.bn%d" % (stage, conv), width)
        before = width
    tensors["linear.weight"] = numbers([10, 8], len(tensors))
    tensors["linear.bias"] = numbers([10], len(tensors))
    return tensors


def kinds():
    """A tensor of each type, one in another order, and a view."""
    tensors = OrderedDict()
    tensors["f32"] = numbers([2, 3, 3, 3], 0)
    tensors["f64"] = torch.tensor([0.1, -2.5], dtype=torch.float64)
    tensors["f16"] = torch.tensor([1.0, 0.333251953125, 6e-8, -65504.0, float("inf")]).half()
    tensors["bf16"] = torch.tensor([1.0, 3.140625, -0.0]).bfloat16()
    tensors["counter"] = torch.tensor(7)
    tensors["channels_last"] = tensors["f32"].clone().contiguous(memory_format=torch.channels_last)
    tensors["transposed"] = numbers([2, 3], 0).t()
    tensors["part"] = numbers([4, 2], 0)[1:3]
    tensors["gaps"] = numbers([4, 2], 0)[:, 0]
    tensors["parameter"] = torch.nn.Parameter(numbers([2], 1))
    return tensors


def both(value, name, folder):
    torch.save(value, os.path.join(folder, name + "-zip.pth"))
    torch.save(value, os.path.join(folder, name + "-old.pth"), _use_new_zipfile_serialization=False)


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    both(kinds(), "kinds", folder)
    wrapped = OrderedDict(("module." + name, tensor) for name, tensor in resnet8().items())
    both({"epoch": 3, "best_prec1": 91.25, "args": argparse.Namespace(lr=0.1), "state_dict": wrapped}, "resnet8", folder)
    torch.save(torch.nn.Linear(2, 2), os.path.join(folder, "whole-model.pth"))
    torch.jit.script(torch.nn.Linear(2, 2)).save(os.path.join(folder, "script.pt"))


if __name__ == "__main__":
    main()
