"""Draw the images of segment-digits, the same at each call: python3 draw.py FOLDER"""
import gzip, pathlib, random, struct, sys

# A digit's segments: top, upper left, upper right, middle, lower left, lower right, bottom.
DIGITS = ["1110111", "0010010", "1011101", "1011011", "0111010",
          "1101011", "1101111", "1010010", "1111111", "1111011"]
SEGMENTS = [[(1, x) for x in (2, 3, 4, 5)], [(y, 2) for y in (1, 2, 3)], [(y, 5) for y in (1, 2, 3)],
            [(3, x) for x in (2, 3, 4, 5)], [(y, 2) for y in (3, 4, 5, 6)], [(y, 5) for y in (3, 4, 5, 6)],
            [(6, x) for x in (2, 3, 4, 5)]]


def image(draw, digit):
    down, right = draw.choice((-1, 0, 1)), draw.choice((-1, 0, 1))
    light = {(y + down, x + right) for lit, places in zip(DIGITS[digit], SEGMENTS) if lit == "1" for y, x in places}
    return bytes(max(0, min(255, round(draw.gauss(180 if (y, x) in light else 60, 30))))
                 for y in range(8) for x in range(8))


def write(folder, name, count, seed):
    draw = random.Random(seed)
    images = b"".join(image(draw, i % 10) for i in range(count))
    for kind, head, content in (("images-idx3", struct.pack(">iiii", 0x0803, count, 8, 8), images),
                                ("labels-idx1", struct.pack(">ii", 0x0801, count), bytes(i % 10 for i in range(count)))):
        (folder / f"{name}-{kind}-ubyte.gz").write_bytes(gzip.compress(head + content, mtime=0))
    return images


folder = pathlib.Path(sys.argv[1])
pixels = write(folder, "train", 500, 1)
write(folder, "test", 300, 2)
mean = sum(pixels) / len(pixels)
print(round(mean / 255, 4), round((sum((p - mean) ** 2 for p in pixels) / len(pixels)) ** 0.5 / 255, 4))
