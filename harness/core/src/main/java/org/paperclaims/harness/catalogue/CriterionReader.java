package org.paperclaims.harness.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PairedTest;
import org.paperclaims.harness.claim.PublishedStatistic;
import org.paperclaims.harness.claim.Shows;
import org.paperclaims.harness.claim.TrendTest;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.measure.Metrics;

/** Reads a criterion. */
final class CriterionReader {
  private static final String KINDS = "effect, share, ordering, trend, level, checkpoint";
  private static final String STATISTICS =
      "single-run, best-of-N, median-of-N, mean-of-N with the number of runs for N";
  private static final Pattern STATISTIC = Pattern.compile("(best|median|mean)-of-(\\d{1,3})");

  private static final PairedTest[] OF_SEEDS = {
    PairedTest.PAIRED_T, PairedTest.SIGN_FLIP, PairedTest.BOTH, PairedTest.WELCH
  };

  private final RecordFields fields;

  private CriterionReader(RecordFields fields) {
    this.fields = fields;
  }

  static Criterion read(YamlNode node) {
    RecordFields fields = RecordFields.of("criterion", node, "a criterion");
    Criterion criterion = new CriterionReader(fields).read();
    fields.end();
    return criterion;
  }

  private Criterion read() {
    String kind = fields.text("kind", KINDS);
    List<String> kinds = List.of(KINDS.split(", "));
    if (!kinds.contains(kind)) {
      throw RecordFields.refuse(
          "kind", fields.required("kind", KINDS), KINDS + RecordFields.meant(kind, kinds));
    }
    String metric = metric();
    Direction better =
        fields.oneOf("better", Direction.values(), d -> d.name().toLowerCase(Locale.ROOT));
    double alpha =
        RecordFields.number(
            "alpha", fields.required("alpha", "a number from 0.0001 to 0.25"), 0.0001, 0.25);
    if (kind.equals("effect")) {
      Shows shows = shows(Shows.SUPERIORITY, Shows.values());
      double margin = required("margin", 0);
      if (margin == 0 && shows != Shows.SUPERIORITY) {
        throw fields.refuse("margin", "a number above 0, which shows: " + shows.id() + " is about");
      }
      PairedTest test = fields.oneOf("test", PairedTest.values(), PairedTest::id);
      if (test == PairedTest.IMAGES
          && !(metric.equals("test_error") && better == Direction.LOWER)) {
        throw fields.refuse("metric", "test_error with better: lower, which test: images is about");
      }
      return new Criterion.Effect(metric, better, alpha, margin, test, shows);
    }
    if (kind.equals("share")) {
      double share =
          RecordFields.number(
              "share",
              fields.required("share", "a number from 0 to 0.999: more than it of the cases"),
              0,
              0.999);
      return new Criterion.Share(metric, better, alpha, required("margin", 0), pairedTest(), share);
    }
    if (kind.equals("ordering")) {
      String best = fields.text("best", "the name of the arm that is best");
      return new Criterion.Ordering(metric, better, alpha, best, pairedTest());
    }
    if (kind.equals("trend")) {
      TrendTest test = fields.oneOf("test", TrendTest.values(), TrendTest::id);
      return new Criterion.Trend(metric, better, alpha, test);
    }
    return kind.equals("checkpoint")
        ? checkpoint(metric, better, alpha)
        : level(metric, better, alpha);
  }

  private Criterion checkpoint(String metric, Direction better, double alpha) {
    if (!metric.equals("test_error") || better != Direction.LOWER) {
      throw fields.refuse(
          "metric", "test_error with better: lower, which a checkpoint is judged by");
    }
    double published =
        RecordFields.number(
            "published", fields.required("published", "a test error in percent"), 0, 100);
    return new Criterion.Checkpoint(metric, better, alpha, published, required("margin", 1e-9));
  }

  private String metric() {
    String allowed = String.join(", ", Metrics.forms());
    String name = fields.text("metric", allowed);
    MetricRules.check(name, fields.required("metric", allowed), allowed);
    return name;
  }

  private PairedTest pairedTest() {
    return fields.oneOf("test", OF_SEEDS, PairedTest::id);
  }

  private Shows shows(Shows usual, Shows[] allowed) {
    return fields
        .optional("shows")
        .map(node -> fields.oneOf("shows", node, allowed, Shows::id))
        .orElse(usual);
  }

  private double required(String field, double least) {
    return RecordFields.number(
        field,
        fields.required(field, "a number in the metric's unit from " + least + " on"),
        least,
        1e6);
  }

  private Criterion level(String metric, Direction better, double alpha) {
    double published = required("published", -1e6);
    double margin = required("margin", 1e-9);
    String statistic = fields.text("statistic", STATISTICS);
    OptionalDouble spread = fields.number("published_sd", 1e-9, 1e6);
    Shows shows = shows(Shows.EQUIVALENCE, new Shows[] {Shows.EQUIVALENCE, Shows.NON_INFERIORITY});
    if (statistic.equals("single-run")) {
      if (spread.isPresent()) {
        throw RecordFields.refuse(
            "published_sd",
            fields.required("published_sd", "nothing"),
            "no spread of a single run");
      }
      return new Criterion.Level(
          metric,
          better,
          alpha,
          published,
          margin,
          PublishedStatistic.SINGLE_RUN,
          OptionalInt.empty(),
          spread,
          shows);
    }
    Matcher parts = STATISTIC.matcher(statistic);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) < 2) {
      throw RecordFields.refuse("statistic", fields.required("statistic", STATISTICS), STATISTICS);
    }
    PublishedStatistic of =
        switch (parts.group(1)) {
          case "best" -> PublishedStatistic.BEST_OF_N;
          case "median" -> PublishedStatistic.MEDIAN_OF_N;
          default -> PublishedStatistic.MEAN_OF_N;
        };
    OptionalInt runs = OptionalInt.of(Integer.parseInt(parts.group(2)));
    return new Criterion.Level(metric, better, alpha, published, margin, of, runs, spread, shows);
  }
}
