package org.paperclaims.reports.page;

import java.util.List;

/**
 * A results folder at work, by one process or several.
 *
 * @param state of the process that wrote the page, or at work while any other is
 * @param runs of the suite, as far as they are known
 * @param done runs that ended, or were found in the store
 * @param reused of them, those that were found, or made by others
 * @param failed of them, those that did not complete
 * @param percent of the runs that are done
 * @param left how long the rest will take, in words; empty while nobody can know
 * @param written when, for people
 * @param writtenMillis when, in milliseconds since 1970
 * @param report where the report lies once the suite has ended; empty before
 */
public record Live(
    State state,
    int runs,
    int done,
    int reused,
    int failed,
    String percent,
    String left,
    List<Line> lines,
    List<Verdict> verdicts,
    List<Ended> ended,
    List<Copy> copies,
    List<String> notes,
    String written,
    long writtenMillis,
    String report) {
  public Live {
    lines = List.copyOf(lines);
    verdicts = List.copyOf(verdicts);
    ended = List.copyOf(ended);
    copies = List.copyOf(copies);
    notes = List.copyOf(notes);
  }

  /** How a process stands. */
  public enum State {
    AT_WORK("at work"),
    SILENT("silent: it was killed, or its machine is gone"),
    STOPPED("stopped; start the same command again to go on"),
    ENDED("has ended");

    private final String words;

    State(String words) {
      this.words = words;
    }

    /** Say it in words. */
    public String words() {
      return words;
    }
  }

  /** Give how many runs have not begun. */
  public int waiting() {
    return Math.max(0, runs - done - lines.size());
  }

  /** Tell whether the page is about to change, so that a browser should load it again. */
  public boolean atWork() {
    return state == State.AT_WORK;
  }

  /**
   * A run at work.
   *
   * @param claims that the run is for, in words; empty if nobody knows
   * @param percent of its steps that are done
   * @param curve of its loss, epoch by epoch
   */
  public record Line(
      String name,
      String claims,
      String epoch,
      String percent,
      String loss,
      String speed,
      String left,
      Sparkline curve) {}

  /** A run that ended: how, its final number, and the time it took. */
  public record Ended(String name, String claims, boolean completed, String outcome, String time) {}

  /**
   * A verdict.
   *
   * @param sign and word of the verdict, as everywhere in a report
   */
  public record Verdict(String claim, String caseName, String sign, String word, String reason) {}

  /** One of the processes that work on the folder. */
  public record Copy(String name, State state, int done, int runs, int lines) {}
}
