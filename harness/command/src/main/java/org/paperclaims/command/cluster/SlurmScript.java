package org.paperclaims.command.cluster;

import java.time.Duration;
import java.util.Locale;

/**
 * A script for Slurm's {@code sbatch}: an array of copies that share the results. A copy that is
 * stopped by the time limit saves a checkpoint, ends with 75 and is queued again.
 */
final class SlurmScript {
  /** Longer than a checkpoint takes, shorter than Slurm's patience with most users. */
  private static final int SECONDS_TO_SAVE = 120;

  private SlurmScript() {}

  static String of(ClusterJob job) {
    StringBuilder text = new StringBuilder();
    text.append("#!/bin/bash\n");
    text.append("# ").append(job.copies()).append(" copies share ").append(job.runs());
    text.append(" runs, the longest first: each run is made once.\n");
    text.append("#   sbatch SCRIPT           start them; again after a failure, to go on\n");
    option(text, "job-name", job.name());
    option(text, "array", "1-" + job.copies());
    if (job.gpus() > 0) {
      option(text, "gres", "gpu:" + job.gpus());
    }
    if (job.threads() > 0) {
      option(text, "cpus-per-task", String.valueOf(job.threads()));
    }
    option(text, "mem", job.gibibytes() + "G");
    option(text, "time", time(job.limit()));
    option(text, "signal", "B:USR1@" + SECONDS_TO_SAVE);
    text.append("#SBATCH --requeue\n");
    option(text, "open-mode", "append");
    option(text, "output", job.name() + "-%A_%a.log");
    text.append("set -u\n");
    text.append("cd ").append(ClusterJob.quoted(job.folder())).append(" || exit 2\n");
    text.append(
        """
        copy=''
        # Slurm sends SIGUSR1 before the time is over; the copy then saves what it has, and is queued again.
        # SIGTERM says that somebody cancelled the job, or that Slurm preempts it, which queues it again by itself.
        over=0
        told=0
        tell() { told=1; kill -TERM "$copy" 2>/dev/null; }
        trap 'over=1; tell' USR1
        trap tell TERM
        """);
    text.append(job.shell()).append(" &\n");
    text.append(
        """
        copy=$!
        # A signal may have come before the copy had a number.
        [ "$told" -eq 0 ] || tell
        # A signal ends wait before the copy has ended, and bash remembers how a copy did that has.
        wait "$copy"
        while kill -0 "$copy" 2>/dev/null; do wait "$copy"; done
        code=0
        wait "$copy" || code=$?
        # 75: stopped with a checkpoint; 143: ended within a step, and goes on from the last checkpoint.
        if [ "$over" -eq 1 ] && { [ "$code" -eq 75 ] || [ "$code" -eq 143 ]; }; then
          scontrol requeue "${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}"
        fi
        exit "$code"
        """);
    return text.toString();
  }

  private static void option(StringBuilder text, String name, String value) {
    text.append("#SBATCH --").append(name).append('=').append(value).append('\n');
  }

  private static String time(Duration limit) {
    return String.format(
        Locale.ROOT, "%d-%02d:%02d:00", limit.toDays(), limit.toHoursPart(), limit.toMinutesPart());
  }
}
