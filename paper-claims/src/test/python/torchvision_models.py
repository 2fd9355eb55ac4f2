"""Writes models of torchvision with random weights, and what they make of two images.

    python3 torchvision_models.py FOLDER MODEL...
"""
import sys

import torch
import torchvision


def images(count, side):
    """The same numbers as ForeignLogitsTest makes."""
    places = torch.arange(count * 3 * side * side, dtype=torch.float64)
    return torch.sin(places * 0.37).float().reshape(count, 3, side, side)


def main():
    folder = sys.argv[1]
    for name in sys.argv[2:]:
        torch.manual_seed(1)
        model = getattr(torchvision.models, name)(weights=None)
        for module in model.modules():
            if isinstance(module, torch.nn.BatchNorm2d):
                # As initialised a normalisation shows nothing of its own numbers.
                torch.nn.init.uniform_(module.weight, 0.5, 1.5)
                torch.nn.init.uniform_(module.bias, -0.2, 0.2)
                torch.nn.init.uniform_(module.running_mean, -0.2, 0.2)
                torch.nn.init.uniform_(module.running_var, 0.5, 1.5)
        model.eval()
        with torch.no_grad():
            logits = model(images(2, 224))
        torch.save({"state_dict": model.state_dict()}, "%s/%s.pth" % (folder, name))
        torch.save({"logits": logits}, "%s/%s.logits.pth" % (folder, name))


if __name__ == "__main__":
    main()
