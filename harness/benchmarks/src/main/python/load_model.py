"""Read a model that the harness stored, without any library but numpy, and print its tensors.

    python3 load_model.py results/runs/FINGERPRINT/model.safetensors

A safetensors file is 8 bytes (length of the header, little endian), the header (JSON), and the numbers.
"""
import json
import struct
import sys

import numpy


def load(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        if entry["dtype"] != "F32":
            raise ValueError(f"{name}: the harness writes F32, found {entry['dtype']}")
        begin, end = entry["data_offsets"]
        tensors[name] = numpy.frombuffer(data[begin:end], dtype="<f4").reshape(entry["shape"])
    return tensors


if __name__ == "__main__":
    for name, tensor in load(sys.argv[1]).items():
        print(f"{name:50} {str(tensor.shape):20} norm {numpy.linalg.norm(tensor.astype('f8')):.9g}")
