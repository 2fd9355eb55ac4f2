package org.paperclaims.reports.page;

import java.util.List;
import java.util.Optional;

/**
 * The outcome of a case in short.
 *
 * @param caseName what sets the case apart; empty where nothing was attempted
 * @param href of the case on its claim's page
 * @param estimate with sign and unit; a dash if there is none
 * @param interval such as {@code 5.1 to 9.5}; empty if there is none
 * @param reason one sentence
 * @param deviation what the record expects and why, where that is not REPRODUCED; else empty
 * @param warnings what a reader must know of earlier verdicts on the case
 * @param expected whether the verdict is the one that a known deviation expects
 */
public record Finding(
    Mark mark,
    String caseName,
    String href,
    String estimate,
    String interval,
    Optional<IntervalBar> bar,
    String n,
    String p,
    String tier,
    String engine,
    String reason,
    String deviation,
    List<String> warnings,
    boolean expected) {}
