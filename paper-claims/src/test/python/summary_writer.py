"""Write runs as a training with PyTorch does: summary_writer.py FOLDER. Errors fall as 20 / epoch."""
import sys

from torch.utils.tensorboard import SummaryWriter

for arm, base in (("plain", 7.0), ("better", 6.0)):
    for seed in (1, 2, 3):
        with SummaryWriter(f"{sys.argv[1]}/{arm}-seed{seed}") as writer:
            for epoch in range(1, 6):
                writer.add_scalar("test_error", base + seed / 8 + 20 / epoch, epoch)
                writer.add_scalar("train_loss", 2 / epoch, epoch)
