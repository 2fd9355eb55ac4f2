package org.paperclaims.command.cluster;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Schedulers for which a script can be written. */
public enum Scheduler {
  SLURM,
  KUBERNETES,
  GITHUB_MATRIX;

  /** Give the name on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Give the names on the command line, comma-separated. */
  public static String ids() {
    return Arrays.stream(values()).map(Scheduler::id).collect(Collectors.joining(", "));
  }

  /**
   * Write the script of a job.
   *
   * @param image of the containers; only Kubernetes asks for it
   */
  public String script(ClusterJob job, String image) {
    return switch (this) {
      case SLURM -> SlurmScript.of(job);
      case KUBERNETES -> KubernetesJob.of(job, image);
      case GITHUB_MATRIX -> GithubMatrix.of(job);
    };
  }
}
