package org.paperclaims.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PublishedStatistic;
import org.paperclaims.harness.claim.Shows;

/** A claim's criterion with the fields and words that its record has. */
final class CriterionFields {
  private static final Set<String> IN_WORDS = Set.of("kind", "metric", "better");

  private CriterionFields() {}

  static ObjectNode json(Claim claim) {
    Criterion criterion = claim.criterion();
    ObjectNode node = Json.object();
    node.put("kind", claim.kind());
    node.put("metric", criterion.metric());
    node.put("better", criterion.better().name().toLowerCase(Locale.ROOT));
    node.put("alpha", criterion.alpha());
    if (criterion instanceof Criterion.Effect c) {
      node.put("margin", c.margin()).put("test", c.test().id());
      unless(Shows.SUPERIORITY, c.shows(), node);
    } else if (criterion instanceof Criterion.Share c) {
      node.put("margin", c.margin()).put("test", c.test().id()).put("share", c.share());
    } else if (criterion instanceof Criterion.Ordering c) {
      node.put("best", c.best()).put("test", c.test().id());
    } else if (criterion instanceof Criterion.Trend c) {
      node.put("test", c.test().id());
    } else if (criterion instanceof Criterion.Level c) {
      node.put("published", c.published()).put("statistic", statistic(c));
      c.publishedSpread().ifPresent(sd -> node.put("published_sd", sd));
      node.put("margin", c.margin());
      unless(Shows.EQUIVALENCE, c.shows(), node);
    } else if (criterion instanceof Criterion.Checkpoint c) {
      node.put("published", c.published()).put("margin", c.margin());
    }
    return node;
  }

  /** A record says what its criterion shows only where it is not the usual. */
  private static void unless(Shows usual, Shows shows, ObjectNode node) {
    if (shows != usual) {
      node.put("shows", shows.id());
    }
  }

  private static String statistic(Criterion.Level level) {
    String id = level.statistic().id();
    return level.statistic() == PublishedStatistic.SINGLE_RUN
        ? id
        : id.replace("-of-n", "-of-" + level.publishedRuns().orElseThrow());
  }

  /** Say the same in a line. */
  static String sentence(Claim claim) {
    ObjectNode fields = json(claim);
    return "%s on %s, %s is better, %s"
        .formatted(
            fields.path("kind").asText(),
            fields.path("metric").asText(),
            fields.path("better").asText(),
            fields.properties().stream()
                .filter(f -> !IN_WORDS.contains(f.getKey()))
                .map(f -> f.getKey() + " " + f.getValue().asText())
                .collect(Collectors.joining(", ")));
  }
}
