package org.paperclaims.command;

import java.util.List;
import org.paperclaims.harness.engine.Program;

/** Asks the NVIDIA driver what GPUs there are. */
final class Gpus {
  private Gpus() {}

  /** A GPU in the driver's words. */
  record Gpu(String name, String driver, String capability, String memory) {
    /** Give the compute capability as a number; 0 if the driver does not say. */
    double capabilityNumber() {
      return capability.matches("\\d+(\\.\\d+)?") ? Double.parseDouble(capability) : 0;
    }
  }

  /** Ask {@code nvidia-smi}; none where it is not there or does not answer. */
  static List<Gpu> find() {
    return Program.output(
            "nvidia-smi",
            "--query-gpu=name,driver_version,compute_cap,memory.total",
            "--format=csv,noheader")
        .map(Gpus::read)
        .orElse(List.of());
  }

  /** Read the answer: one GPU a line, four cells. */
  static List<Gpu> read(String answer) {
    return answer
        .lines()
        .map(line -> line.split(", *"))
        .filter(cells -> cells.length == 4)
        .map(cells -> new Gpu(cells[0], cells[1], cells[2], cells[3]))
        .toList();
  }
}
