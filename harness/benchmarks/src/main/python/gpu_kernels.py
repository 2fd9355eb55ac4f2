"""Say what time the kernels of a training step take by themselves, and which take most of it.

    python3 gpu_kernels.py NETWORK BATCH PRECISION LAYOUT ALGORITHMS [TRIES] [DEVICE]

NETWORK, BATCH and PRECISION as in gpu_peer.py, whose network and loop this is (with PyTorch's fused step of descent, where there is
one). LAYOUT is first or last: where the channels are. ALGORITHMS is fastest or deterministic. TRIES is how many algorithms cuDNN
may try, 10 if left out and 0 for all. DEVICE is cuda if left out; cpu only tries the script. Prints the sum of the kernels' times
a step, by PyTorch's profiler, the time of the first four steps, in which cuDNN tries its algorithms, and the longest kernels.
"""
import inspect
import sys
import time

import torch
import torch.nn.functional as F
from torch.profiler import ProfilerActivity, profile

import gpu_peer as peer

STEPS = 4


def main(name, batch, precision, layout, algorithms, tries="10", device="cuda"):
    assert layout in ("first", "last"), f"LAYOUT: found {layout}; allowed: first, last"
    assert algorithms in ("fastest", "deterministic"), f"ALGORITHMS: found {algorithms}; allowed: fastest, deterministic"
    torch.backends.cudnn.allow_tf32 = False
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.deterministic = algorithms == "deterministic"
    torch.backends.cudnn.benchmark = algorithms == "fastest"
    torch.backends.cudnn.benchmark_limit = int(tries)
    torch.manual_seed(1)
    memory = torch.channels_last if layout == "last" else torch.contiguous_format
    net = peer.build(name).to(device).to(memory_format=memory)
    x = torch.randn(int(batch), *peer.SHAPE, device=device).contiguous(memory_format=memory)
    y = (torch.arange(int(batch)) % peer.CLASSES).to(device)
    fused = {"fused": True} if device == "cuda" and "fused" in inspect.signature(torch.optim.SGD).parameters else {}
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9, nesterov=True, weight_decay=1e-4, **fused)

    def step():
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast(device, dtype=torch.bfloat16, enabled=precision == "bf16"):
            loss = F.cross_entropy(net(x), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    begin = time.perf_counter()
    for _ in range(STEPS):
        step()
    first = time.perf_counter() - begin
    activity = ProfilerActivity.CUDA if device == "cuda" else ProfilerActivity.CPU
    with profile(activities=[activity]) as found:
        for _ in range(STEPS):
            step()
    averages = found.key_averages()
    time_of = lambda e: getattr(e, "self_device_time_total", 0) if device == "cuda" else e.self_cpu_time_total
    longest = sorted(averages, key=lambda e: -time_of(e))
    total = sum(map(time_of, longest)) / 1000 / STEPS
    print(f"{' '.join(sys.argv[1:])}: {total:.3f} ms a step; {first:.1f} s for the first {STEPS} steps")
    for event in longest[:15]:
        print(f"  {time_of(event) / 1000 / STEPS:8.3f} ms {event.count // STEPS:4d}x {event.key[:120]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
