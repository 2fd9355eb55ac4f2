package org.paperclaims.harness.claim;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A criterion's fields by the names, and in the words, that records have for them. */
public final class CriterionText {
  private CriterionText() {}

  /** Give the fields in the order of a record; those that a record leaves out are left out. */
  public static Map<String, String> fields(Criterion criterion) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("kind", criterion.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    fields.put("metric", criterion.metric());
    fields.put("better", criterion.better().name().toLowerCase(Locale.ROOT));
    fields.put("alpha", number(criterion.alpha()));
    if (criterion instanceof Criterion.Effect c) {
      fields.put("margin", number(c.margin()));
      fields.put("test", c.test().id());
      fields.put("shows", c.shows().id());
    } else if (criterion instanceof Criterion.Share c) {
      fields.put("margin", number(c.margin()));
      fields.put("test", c.test().id());
      fields.put("share", number(c.share()));
    } else if (criterion instanceof Criterion.Ordering c) {
      fields.put("best", c.best());
      fields.put("test", c.test().id());
    } else if (criterion instanceof Criterion.Trend c) {
      fields.put("test", c.test().id());
    } else if (criterion instanceof Criterion.Level c) {
      fields.put("published", number(c.published()));
      fields.put("statistic", c.statistic().id());
      c.publishedRuns().ifPresent(n -> fields.put("published_runs", Integer.toString(n)));
      c.publishedSpread().ifPresent(sd -> fields.put("published_sd", number(sd)));
      fields.put("margin", number(c.margin()));
      fields.put("shows", c.shows().id());
    } else if (criterion instanceof Criterion.Checkpoint c) {
      fields.put("published", number(c.published()));
      fields.put("margin", number(c.margin()));
    }
    return fields;
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
