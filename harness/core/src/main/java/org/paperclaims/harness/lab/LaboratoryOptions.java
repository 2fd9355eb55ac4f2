package org.paperclaims.harness.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.paperclaims.harness.train.Trainer;

/**
 * How a laboratory works.
 *
 * @param mode train, or load models and train nothing
 * @param workers how many runs side by side; 0 to choose: as many as there are cores for tiny
 *     networks on the CPU, else one a device
 * @param threads CPU threads of each run; 0 to choose: one for tiny networks, else all cores.
 *     Results have other bits with another number
 * @param device id of the device to use; empty for the engine's preferred one, and others like it
 * @param models folders and files of models that were made elsewhere; looked into before the store
 *     for a run's own, {@code <fingerprint>.safetensors}, {@code .pth}, {@code .pt} or {@code .th}
 * @param isolate do each run in a JVM of its own, so that a crash of an engine costs one run
 * @param checkpointing when checkpoints are saved
 */
public record LaboratoryOptions(
    Mode mode,
    int workers,
    int threads,
    Optional<String> device,
    List<Path> models,
    boolean isolate,
    Trainer.Checkpointing checkpointing) {
  /** The treatment of a run that trains. */
  @API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
  public enum Mode {
    /** Train what is not stored. */
    TRAIN,
    /** Evaluate stored or given models and train nothing. */
    LOAD
  }

  /** Give the usual options of a mode. */
  public static LaboratoryOptions of(Mode mode) {
    return new LaboratoryOptions(
        mode, 0, 0, Optional.empty(), List.of(), false, Trainer.Checkpointing.usual());
  }

  /** Give the same with a number of runs side by side and of threads each; 0 to choose. */
  public LaboratoryOptions with(int newWorkers, int newThreads) {
    return new LaboratoryOptions(
        mode, newWorkers, newThreads, device, models, isolate, checkpointing);
  }

  /** Give the same with runs in JVMs of their own, or not. */
  public LaboratoryOptions isolated(boolean newIsolate) {
    return new LaboratoryOptions(mode, workers, threads, device, models, newIsolate, checkpointing);
  }

  /** Give the same with other times of checkpoints. */
  public LaboratoryOptions with(Trainer.Checkpointing newCheckpointing) {
    return new LaboratoryOptions(mode, workers, threads, device, models, isolate, newCheckpointing);
  }

  /** Give the same on a device. */
  public LaboratoryOptions onDevice(String id) {
    return new LaboratoryOptions(
        mode, workers, threads, Optional.of(id), models, isolate, checkpointing);
  }

  /** Give the same with folders and files of models that were made elsewhere. */
  public LaboratoryOptions withModels(List<Path> places) {
    return new LaboratoryOptions(mode, workers, threads, device, places, isolate, checkpointing);
  }
}
