"""Write the MAT files of SvhnTest with SciPy:  python3 datasets/src/test/python/svhn.py DIR

Twelve images whose pixel at (row, column, channel) of image i is
(8 row + 3 column + 40 channel + 16 i) mod 256, and whose label is i mod 10 + 1: SVHN's shapes and
types, and its label 10 for the digit 0.
"""

import sys
from pathlib import Path

import numpy
from scipy.io import savemat

row, column, channel, image = numpy.indices((32, 32, 3, 12))
images = ((8 * row + 3 * column + 40 * channel + 16 * image) % 256).astype(numpy.uint8)
labels = (numpy.arange(12) % 10 + 1).reshape(12, 1)

folder = Path(sys.argv[1])
savemat(
    folder / "compressed.mat",
    {"X": images, "y": labels.astype(numpy.uint8)},
    do_compression=True,
)
savemat(
    folder / "labels-as-doubles.mat",
    {"X": images, "y": labels.astype(float)},
    do_compression=True,
)
