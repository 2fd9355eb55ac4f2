package org.paperclaims.harness.catalogue;

import java.util.Optional;
import org.paperclaims.harness.run.Schedule;
import org.paperclaims.harness.run.Warmup;

/** Reads how the learning rate of a tier begins, and how it falls where it falls by no drops. */
final class ScheduleReader {
  private final RecordFields fields;
  private final int epochs;

  /**
   * @param epochs of the training
   */
  ScheduleReader(RecordFields fields, int epochs) {
    this.fields = fields;
    this.epochs = epochs;
  }

  /** Read a schedule other than drops; it comes before the drops of a recipe that is named. */
  Optional<Schedule> schedule() {
    Optional<Schedule> decay = fields.optional("decay_every").map(this::exponential);
    boolean cosine = fields.flag("cosine").orElse(false);
    if (decay.isPresent() && cosine) {
      throw fields.refuse("cosine", "one of decay_every and cosine");
    }
    Optional<Schedule> found = cosine ? Optional.of(new Schedule.Cosine(epochs)) : decay;
    if (found.isPresent() && fields.written("drops") && !isNone(fields.optional("drops"))) {
      throw fields.refuse("drops", "none, because the rate falls by another schedule");
    }
    return found;
  }

  private static boolean isNone(Optional<YamlNode> drops) {
    return drops.isEmpty()
        || (drops.get() instanceof YamlNode.Scalar scalar && scalar.text().equals("none"));
  }

  private Schedule exponential(YamlNode node) {
    RecordFields own = RecordFields.of("decay_every", node, "a decay of the learning rate");
    int every =
        RecordFields.whole("epochs", own.required("epochs", "epochs"), 1, Math.max(1, epochs - 1));
    double factor = RecordFields.number("factor", own.required("factor", "a factor"), 1e-6, 1);
    own.end();
    return new Schedule.Exponential(every, factor);
  }

  /** Read how the rate begins. */
  Warmup warmup() {
    Optional<YamlNode> node = fields.optional("warmup");
    if (node.isEmpty()
        || (node.get() instanceof YamlNode.Scalar scalar && scalar.text().equals("none"))) {
      return Warmup.NONE;
    }
    RecordFields own =
        RecordFields.of(
            "warmup", node.get(), "none, or a warm-up such as {epochs: 1, factor: 0.1}");
    int first =
        RecordFields.whole("epochs", own.required("epochs", "epochs"), 1, Math.max(1, epochs - 1));
    double factor = RecordFields.number("factor", own.required("factor", "a factor"), 1e-6, 1);
    own.end();
    return new Warmup(first, factor);
  }
}
