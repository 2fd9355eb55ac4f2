"""Print what TensorBoard's own reader finds in a folder of runs: read_events.py FOLDER TAG."""
import os
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

for run in sorted(os.listdir(sys.argv[1])):
    events = EventAccumulator(os.path.join(sys.argv[1], run)).Reload()
    for event in events.Scalars(sys.argv[2]):
        print(run, event.step, event.value)
