package org.paperclaims.reports;

import java.util.List;
import org.paperclaims.reports.page.Live;

/**
 * One of the processes that work on a results folder, as it tells the others in a small file.
 *
 * @param name machine and process, for people
 * @param runs that it knows of
 * @param done of these, those that ended, or were found
 * @param reused of those that ended, the ones that were made before, or by others
 * @param failed of those that ended, the ones that did not complete
 * @param left how long the rest will take, in words
 * @param notes that it made, the latest last
 */
record LiveCopy(
    String name,
    Live.State state,
    int runs,
    int done,
    int reused,
    int failed,
    String left,
    List<Live.Line> lines,
    List<Live.Verdict> verdicts,
    List<Live.Ended> ended,
    List<String> notes) {
  LiveCopy {
    lines = List.copyOf(lines);
    verdicts = List.copyOf(verdicts);
    ended = List.copyOf(ended);
    notes = List.copyOf(notes);
  }

  /** Give the same process as one that has not been heard of for long. */
  LiveCopy silent() {
    return new LiveCopy(
        name, Live.State.SILENT, runs, done, reused, failed, "", List.of(), verdicts, ended, notes);
  }
}
