package org.paperclaims.harness.junit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.paperclaims.harness.judge.Judgement;
import org.paperclaims.harness.run.Numbers;
import org.paperclaims.harness.suite.CaseOutcome;
import org.paperclaims.harness.suite.CaseResult;

/**
 * Says a verdict where readers of test reports find it. JUnit XML has a test's output and nothing
 * else of its own, so that properties and the attachment stand there in the form that Jenkins,
 * GitLab and others read: {@code [[PROPERTY|n=8]]} and {@code [[ATTACHMENT|file]]}.
 */
final class CaseReport {
  /** Set by Surefire and Failsafe in the process that runs tests, whose output becomes XML. */
  private static final String IN_A_BUILD = "surefire.test.class.path";

  private final CaseResult result;
  private final CaseOutcome outcome;

  CaseReport(CaseResult result, CaseOutcome outcome) {
    this.result = result;
    this.outcome = outcome;
  }

  /** Attach the verdict to a test, and print it. */
  void publish(ExtensionContext context) {
    Map<String, String> properties = properties();
    context.publishReportEntry(properties);
    AtomicReference<Path> attached = new AtomicReference<>();
    context.publishFile(
        "verdict.txt",
        MediaType.TEXT_PLAIN_UTF_8,
        file -> {
          Files.writeString(file, text());
          attached.set(file);
        });
    System.out.println(result.suiteCase().displayName() + ": " + outcome.message());
    if (System.getProperty(IN_A_BUILD) != null) {
      System.out.println(
          properties.entrySet().stream()
                  .map(p -> "[[PROPERTY|" + p.getKey() + "=" + p.getValue() + "]]")
                  .collect(Collectors.joining(" "))
              + attachment(attached.get(), System.getenv()));
    }
  }

  /** Name the attachment as GitLab wants it, from its checkout on, or in full. */
  static String attachment(@Nullable Path file, Map<String, String> env) {
    if (file == null) {
      return "";
    }
    Path full = file.toAbsolutePath().normalize();
    String checkout = env.getOrDefault("CI_PROJECT_DIR", "");
    Path named =
        !checkout.isEmpty() && full.startsWith(Path.of(checkout))
            ? Path.of(checkout).relativize(full)
            : full;
    return "\n[[ATTACHMENT|" + named + "]]";
  }

  /** Give what a table of test results may show of the case. */
  private Map<String, String> properties() {
    Judgement j = result.judgement();
    int decimals = decimals();
    Map<String, String> all = new LinkedHashMap<>();
    all.put("paper", result.claim().source().paper().text());
    all.put("claim", result.claim().id());
    all.put("tier", result.tier().id());
    all.put("engine", result.engine());
    all.put("verdict", j.verdict().name());
    result.claimCase().knownDeviation().ifPresent(k -> all.put("expected", k.verdict().name()));
    all.put("n", Integer.toString(j.n()));
    if (j.estimate().isPresent()) {
      all.put("estimate", Numbers.fixed(j.estimate().getAsDouble(), decimals));
    }
    if (j.p().isPresent()) {
      all.put("p", Numbers.significant(j.p().getAsDouble()));
    }
    return all;
  }

  private int decimals() {
    Judgement j = result.judgement();
    return Numbers.sharedDecimals(j.estimate().orElse(0), j.low().orElse(0), j.high().orElse(0));
  }

  private String text() {
    Judgement j = result.judgement();
    return """
    %s
    %s
    %s
    n %d, estimate %s, %s %% interval %s to %s, p %s, minimum detectable effect %s
    """
        .formatted(
            result.suiteCase().displayName(),
            result.claim().statement(),
            outcome.message(),
            j.n(),
            number(j.estimate()),
            Numbers.setting(100 * j.confidence()),
            number(j.low()),
            number(j.high()),
            Numbers.p(j.p()),
            number(j.minimumDetectableEffect()));
  }

  private String number(OptionalDouble value) {
    return value.isPresent() ? Numbers.fixed(value.getAsDouble(), decimals()) : "none";
  }
}
