package org.paperclaims.command;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.architectures.spec.Family;
import org.paperclaims.command.cluster.Scheduler;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.claim.ClaimOutline;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.ModelFormat;
import org.paperclaims.harness.lab.Colours.When;
import org.paperclaims.harness.lab.Engines;
import org.paperclaims.harness.lab.LaboratoryOptions;
import org.paperclaims.harness.lab.ModelFormats;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.suite.Catalogues;

/**
 * The values that a shell completes: what the class path has when {@code claims
 * generate-completion} writes its script. Nothing is read before somebody asks for the values.
 */
abstract class Completed implements Iterable<String> {
  /** Give the values in the order in which a person looks for them. */
  abstract Stream<String> values();

  @Override
  public Iterator<String> iterator() {
    return values().iterator();
  }

  /** Tiers, the cheapest first. */
  static final class Tiers extends Completed {
    @Override
    Stream<String> values() {
      return Stream.of(Tier.values()).map(Tier::id);
    }
  }

  /** Ids of claims. */
  static final class Claims extends Completed {
    @Override
    Stream<String> values() {
      return Catalogues.outlines(List.of()).stream().map(ClaimOutline::id).sorted();
    }
  }

  /** Ids of claims, and metrics without an argument. */
  static final class ClaimsAndMetrics extends Completed {
    @Override
    Stream<String> values() {
      return Stream.concat(
          new Claims().values(), Metrics.forms().stream().filter(form -> form.matches("\\w+")));
    }
  }

  /** Engines. */
  static final class EngineIds extends Completed {
    @Override
    Stream<String> values() {
      return Engines.all().stream().map(Engine::id);
    }
  }

  /** Train or load. */
  static final class Modes extends Completed {
    @Override
    Stream<String> values() {
      return Stream.of(LaboratoryOptions.Mode.values())
          .map(mode -> mode.name().toLowerCase(Locale.ROOT));
    }
  }

  /** When a console has colours. */
  static final class Colours extends Completed {
    @Override
    Stream<String> values() {
      return Stream.of(When.values()).map(When::id);
    }
  }

  /** Schedulers. */
  static final class Schedulers extends Completed {
    @Override
    Stream<String> values() {
      return Stream.of(Scheduler.values()).map(Scheduler::id);
    }
  }

  /** Formats of models. */
  static final class Formats extends Completed {
    @Override
    Stream<String> values() {
      return ModelFormats.all().stream().map(ModelFormat::id);
    }
  }

  /** Data sets. */
  static final class DatasetNames extends Completed {
    @Override
    Stream<String> values() {
      return Datasets.unread().names().stream().sorted();
    }
  }

  /** An example of each family of architectures. */
  static final class Specs extends Completed {
    @Override
    Stream<String> values() {
      return Architectures.families().stream().map(Family::example);
    }
  }

  /** Orders of channels. */
  static final class Channels extends Completed {
    @Override
    Stream<String> values() {
      return Stream.of("rgb", "bgr");
    }
  }
}
