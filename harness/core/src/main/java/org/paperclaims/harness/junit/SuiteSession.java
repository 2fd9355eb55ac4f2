package org.paperclaims.harness.junit;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.lab.Colours;
import org.paperclaims.harness.lab.ConsoleProgress;
import org.paperclaims.harness.lab.Progress;
import org.paperclaims.harness.run.ShownText;
import org.paperclaims.harness.suite.Catalogues;
import org.paperclaims.harness.suite.ClaimSuite;
import org.paperclaims.harness.suite.LaboratorySuite;
import org.paperclaims.harness.suite.NothingAttemptedException;
import org.paperclaims.harness.suite.SettingNames;
import org.paperclaims.harness.suite.SettingsException;
import org.paperclaims.harness.suite.SuiteCase;
import org.paperclaims.harness.suite.SuiteListener;
import org.paperclaims.harness.suite.SuiteResult;
import org.paperclaims.harness.suite.SuiteSettings;
import org.paperclaims.harness.suite.VerdictTable;
import org.paperclaims.plugins.Plugins;

/**
 * The one suite of a test run: opened by the first claim test, closed by JUnit after the last. When
 * it closes, the verdicts go into the ledger and onto the console, and the listeners write the
 * report.
 */
final class SuiteSession implements AutoCloseable {
  private final LaboratorySuite laboratory;
  private final ConsoleProgress progress;
  private final List<SuiteListener> listeners;
  private final PrintStream out;
  private final Colours.When colours;

  private SuiteSession(
      LaboratorySuite laboratory,
      ConsoleProgress progress,
      List<SuiteListener> listeners,
      PrintStream out,
      Colours.When colours) {
    this.laboratory = laboratory;
    this.progress = progress;
    this.listeners = listeners;
    this.out = out;
    this.colours = colours;
  }

  /**
   * Open the suite.
   *
   * @param launchers the listener that whoever launched the tests added
   * @param parameters JUnit's configuration parameters, behind which system properties stand
   */
  static SuiteSession open(
      Optional<SuiteListener> launchers, Function<String, Optional<String>> parameters) {
    PrintStream out = System.out;
    ConsoleProgress progress = ConsoleProgress.on(out);
    SettingNames.refuseUnknown(System.getProperties().stringPropertyNames());
    SuiteSettings settings = SuiteSettings.from(parameters);
    Colours.When colours = colours(parameters.apply(Colours.SETTING).orElse("auto"));
    List<SuiteListener> listeners =
        Stream.concat(Plugins.of(SuiteListener.class).stream(), launchers.stream()).toList();
    List<Progress> all = new ArrayList<>(List.of(progress));
    listeners.forEach(l -> all.add(l.progress(settings)));
    LaboratorySuite laboratory = LaboratorySuite.open(settings, Progress.shared(all), listeners);
    progress.judges(
        laboratory.suite().plan().cases().stream()
            .flatMap(c -> c.claimCase().arms().stream())
            .map(Arm::metric)
            .distinct()
            .toList());
    return new SuiteSession(laboratory, progress, listeners, out, colours);
  }

  private static Colours.When colours(String found) {
    return Stream.of(Colours.When.values())
        .filter(when -> when.id().equals(found))
        .findFirst()
        .orElseThrow(
            () ->
                new SettingsException(
                    "%s is '%s'; allowed are auto, always, never"
                        .formatted(Colours.SETTING, found)));
  }

  ClaimSuite suite() {
    return laboratory.suite();
  }

  /**
   * Give the cases that a test method names.
   *
   * @throws SettingsException if it names a catalogue or a claim that there is not
   */
  List<SuiteCase> cases(ClaimTest test) {
    List<Claim> claims = named(test);
    return suite().plan().cases().stream().filter(c -> claims.contains(c.claim())).toList();
  }

  /** Give the claims that a test method names and of which nothing is run at this tier. */
  List<LeftOut> leftOut(ClaimTest test) {
    List<Claim> claims = named(test);
    return suite().plan().notAttempted().entrySet().stream()
        .filter(left -> claims.contains(left.getKey()))
        .map(left -> new LeftOut(left.getKey(), suite().settings().tier(), left.getValue()))
        .toList();
  }

  private List<Claim> named(ClaimTest test) {
    List<Claim> all = laboratory.claims();
    List<Claim> here =
        test.catalogue().equals(ClaimTest.ALL)
            ? all
            : all.stream().filter(c -> c.file().equals(test.catalogue())).toList();
    if (here.isEmpty()) {
      throw new SettingsException(
          "@ClaimTest names the catalogue '%s', which is neither listed in %s on the class path nor given by claims.catalogues; the catalogues are %s"
              .formatted(
                  test.catalogue(),
                  Catalogues.INDEX,
                  String.join(", ", all.stream().map(Claim::file).distinct().toList())));
    }
    List<String> ids = List.of(test.value());
    List<String> known = here.stream().map(Claim::id).toList();
    for (String id : ids) {
      if (!known.contains(id)) {
        throw new SettingsException(
            "@ClaimTest names the claim '%s', which %s has not; its claims are %s"
                .formatted(id, test.catalogue(), String.join(", ", known)));
      }
    }
    return here.stream().filter(c -> ids.isEmpty() || ids.contains(c.id())).toList();
  }

  /** Do all of several things, whichever of them fails, and throw the first failure at the end. */
  private static void doAll(List<Runnable> things) {
    RuntimeException first = null;
    for (Runnable thing : things) {
      try {
        thing.run();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  @Override
  public void close() {
    try (laboratory;
        progress) {
      SuiteResult result = suite().result();
      int columns = progress.columns();
      progress.close();
      // Verdicts are said first, and reported whatever becomes of the ledger: a disk may be full.
      out.println();
      out.print(
          VerdictTable.of(
              result,
              columns == 0 ? VerdictTable.USUAL_COLUMNS : columns,
              Colours.of(colours, out)));
      List<Runnable> last = new ArrayList<>();
      last.add(laboratory::finish);
      listeners.forEach(
          l ->
              last.add(
                  () ->
                      l.finished(suite().settings(), result)
                          .forEach(line -> out.println(ShownText.of(line)))));
      doAll(last);
      if (result.cases().stream().allMatch(c -> c.judgement().verdict() == Verdict.NOT_ATTEMPTED)) {
        throw new NothingAttemptedException("no claim was attempted");
      }
    }
  }
}
