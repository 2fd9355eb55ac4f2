package org.paperclaims.reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.architectures.Location;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.ArmDifferences;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PublishedStatistic;
import org.paperclaims.harness.claim.SeedRule;
import org.paperclaims.harness.claim.Shows;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Optimiser;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.measure.Probes;
import org.paperclaims.harness.run.LearningRate;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.Schedule;
import org.paperclaims.harness.run.Warmup;

/** Experiments, erasures and criteria in plain words. */
public final class Words {
  private static final Map<String, String> ORDINALS = Map.of("1", "1st", "2", "2nd", "3", "3rd");

  private Words() {}

  /** Say what an erasure does: {@code the last ReLU of every module erased}. */
  public static String erasure(Erasure erasure) {
    if (erasure.location() instanceof Location.None) {
      return "every ReLU kept";
    }
    if (erasure.percent() == 0) {
      return "every ReLU kept (" + erasure + ")";
    }
    String location = erasure.location().word();
    String which =
        switch (location) {
          case "all" -> "every ReLU";
          case "first", "last" -> "the " + location + " ReLU";
          default -> "the " + ORDINALS.getOrDefault(location, location + "th") + " ReLU";
        };
    if (erasure.percent() == 100) {
      return which + " of every module erased";
    }
    String where =
        switch (erasure.selection()) {
          case INPUT -> ", those nearest the input,";
          case OUTPUT -> ", those nearest the output,";
          case EVEN -> "";
        };
    return which + " of " + erasure.percent() + "% of the modules" + where + " erased";
  }

  /** Say what data a case trains and tests on. */
  public static String dataset(DatasetSpec data) {
    String images =
        data.images() == 0
            ? "all training examples"
            : Numbers.count(data.images()) + " training examples";
    String tests =
        data.testImages() == 0
            ? "all test examples"
            : Numbers.count(data.testImages()) + " test examples";
    String pixels =
        data.pixels() == 0
            ? ""
            : ", averaged to " + data.pixels() + " × " + data.pixels() + " pixels";
    String held = data.validation() ? "; tested on examples held out of the training set" : "";
    return data.name() + ": " + images + " and " + tests + pixels + held;
  }

  /** Say how the networks of an arm are trained, or that they were trained elsewhere. */
  public static String training(Arm arm) {
    if (!arm.isImported()) {
      return recipe(arm.recipe());
    }
    return "Nothing is trained here: the runs were made elsewhere and imported as "
        + arm.imported().name()
        + (arm.recipe().equals(Recipe.NOTHING)
            ? "."
            : ". The record says of them: " + recipe(arm.recipe()));
  }

  /** Say how the networks are trained. */
  public static String recipe(Recipe recipe) {
    if (recipe.equals(Recipe.NOTHING)) {
      return "Nothing is trained: the model was given, not trained here.";
    }
    if (recipe.epochs() == 0) {
      return "Nothing is trained: the networks are looked at as they are initialised ("
          + recipe.initialisation()
          + ").";
    }
    LearningRule rule = recipe.rule();
    Optimiser optimiser = rule.optimiser();
    return recipe.epochs()
        + (recipe.epochs() == 1 ? " epoch" : " epochs")
        + " of "
        + optimiser(optimiser)
        + " in batches of "
        + recipe.batch()
        + "; learning rate "
        + learningRate(recipe.learningRate())
        + (optimiser instanceof Optimiser.Sgd || optimiser.momentum() > 0
            ? "; momentum " + number(optimiser.momentum())
            : "")
        + (optimiser.nesterov() ? " (Nesterov)" : "")
        + "; weight decay "
        + number(rule.weightDecay())
        + (rule.decaySlopes() ? "" : " of all but slopes")
        + (rule.clips() ? "; gradients clipped to a norm of " + number(rule.clip()) : "")
        + (rule.labelSmoothing() > 0 ? "; labels smoothed by " + number(rule.labelSmoothing()) : "")
        + (rule.averages()
            ? "; tested with a moving average of the weights by " + number(rule.average())
            : "")
        + "; "
        + (recipe.augmentation().isEmpty()
            ? "no augmentation"
            : "augmentation " + String.join(", ", recipe.augmentation()))
        + "; initialisation "
        + recipe.initialisation()
        + "; "
        + recipe.precision().name().toLowerCase(Locale.ROOT)
        + (recipe.deterministic() ? "" : "; not deterministic on a GPU")
        + ".";
  }

  private static String optimiser(Optimiser optimiser) {
    String numbers =
        optimiser.numbers().entrySet().stream()
            .map(e -> e.getKey() + " " + number(e.getValue()))
            .collect(Collectors.joining(", "));
    String name =
        optimiser instanceof Optimiser.Sgd
            ? "SGD"
            : optimiser instanceof Optimiser.RmsProp
                ? "RMSProp"
                : optimiser instanceof Optimiser.Adam ? "Adam" : "AdamW";
    return numbers.isEmpty() ? name : name + " (" + numbers + ")";
  }

  private static String learningRate(LearningRate rate) {
    Warmup warmup = rate.warmup();
    return number(rate.initial())
        + falling(rate.schedule())
        + (warmup.epochs() == 0
            ? ""
            : ", and times "
                + number(warmup.factor())
                + (warmup.epochs() == 1
                    ? " in the first epoch"
                    : " in the first " + warmup.epochs() + " epochs"));
  }

  private static String falling(Schedule schedule) {
    if (schedule instanceof Schedule.Exponential exponential) {
      return ", times "
          + number(exponential.factor())
          + (exponential.every() == 1
              ? " every epoch"
              : " every " + exponential.every() + " epochs");
    } else if (schedule instanceof Schedule.Drops drops) {
      return drops.drops().stream()
          .map(d -> ", times " + number(d.factor()) + " from epoch " + (d.epoch() + 1) + " on")
          .collect(Collectors.joining());
    }
    return ", falling to nothing along a cosine";
  }

  /** Write a setting as a person would: no more digits than it has; a dash where there is none. */
  public static String number(double value) {
    return Numbers.setting(value);
  }

  /**
   * Say what is done with each seed, and whether somebody chose another number of them than the
   * record declares.
   */
  public static String experiment(Claim claim, Tier tier, ClaimCase claimCase) {
    if (claimCase.seedRule() instanceof SeedRule.Looks rule) {
      return experiment(claimCase)
          + " The record looks at "
          + rule.looks().stream().map(String::valueOf).collect(Collectors.joining(", "))
          + " seeds, and runs the next while the case is open.";
    }
    String otherwise =
        claim.cases(tier).stream()
            .filter(c -> c.name().equals(claimCase.name()))
            .map(c -> c.seeds().size())
            .filter(declared -> declared != claimCase.seeds().size())
            .map(d -> " The record declares " + d + "; claims.seeds asked for another number.")
            .findFirst()
            .orElse("");
    return experiment(claimCase) + otherwise;
  }

  private static String experiment(ClaimCase claimCase) {
    if (claimCase.protocol() == Protocol.GIVEN) {
      return "One model, given and not trained here, is measured on the test images.";
    }
    int seeds = claimCase.seeds().size();
    if (claimCase.isImported()) {
      return "The runs of "
          + seeds
          + (seeds == 1 ? " seed" : " seeds")
          + " were made elsewhere; a file told their numbers.";
    }
    String each = "For each of " + seeds + (seeds == 1 ? " seed" : " seeds");
    List<Arm> arms = claimCase.arms();
    String networks = arms.size() == 1 ? "one network" : arms.size() + " networks";
    String done =
        Probes.of(claimCase.protocol())
            .map(probe -> probe.sentence(networks))
            .orElse(networks + (arms.size() == 1 ? " is trained" : " are trained"));
    return each + ", " + done + same(claimCase) + ".";
  }

  /** Say what the arms of a case share within a seed, and what sets them apart. */
  private static String same(ClaimCase claimCase) {
    List<Arm> arms = claimCase.arms();
    if (arms.size() == 1) {
      return "";
    }
    List<String> differences = ArmDifferences.of(arms);
    String only = "they differ only in " + ArmDifferences.sentence(differences);
    List<String> shared = new ArrayList<>();
    if (differences.stream()
        .noneMatch(d -> d.equals("architecture") || d.equals("initialisation"))) {
      shared.add("start from the same weights");
    }
    if (claimCase.protocol().trains()
        && differences.stream()
            .noneMatch(d -> List.of("images", "batch", "epochs", "augmentation").contains(d))) {
      shared.add("see the same batches in the same order");
    }
    return shared.isEmpty() ? "; " + only : ", which " + String.join(" and ", shared) + "; " + only;
  }

  /** Say what must be shown. */
  public static String criterion(Criterion criterion, WrittenMetric metric) {
    String better = criterion.better() == Direction.LOWER ? "lower" : "higher";
    String alpha = "one-sided level " + number(criterion.alpha());
    if (criterion instanceof Criterion.Effect effect) {
      return "Reproduced if "
          + effect(effect, metric, better)
          + ", compared seed by seed ("
          + alpha
          + ")."
          + (effect.margin() > 0 ? " Refuted if the opposite is shown." : "");
    }
    if (criterion instanceof Criterion.Share share) {
      return "Reproduced if in more than "
          + number(100 * share.share())
          + " % of the cases "
          + effect(share.each(), metric, better)
          + ", compared seed by seed ("
          + alpha
          + " for all cases together). Every case has the verdict of all.";
    }
    if (criterion instanceof Criterion.Ordering ordering) {
      return "Reproduced if “"
          + ordering.best()
          + "” has a "
          + better
          + " "
          + metric.inSentence()
          + " than each other arm, compared seed by seed ("
          + alpha
          + ", at which each comparison must hold).";
    }
    if (criterion instanceof Criterion.Level level) {
      boolean equal = level.shows() == Shows.EQUIVALENCE;
      return "Reproduced if the "
          + metric.inSentence()
          + (equal ? " equals the published " : " is no worse than the published ")
          + metric.value(level.published())
          + " ("
          + statistic(level.statistic())
          + ") within "
          + metric.size(level.margin())
          + " ("
          + alpha
          + ").";
    }
    if (criterion instanceof Criterion.Checkpoint checkpoint) {
      return "Agrees if the "
          + metric.inSentence()
          + " of this checkpoint lies within "
          + metric.size(checkpoint.margin())
          + " of the published "
          + metric.value(checkpoint.published())
          + ", differs if it lies outside, by exact binomial tests over the test images ("
          + alpha
          + "). Nothing is said of training.";
    }
    return "Reproduced if the "
        + metric.inSentence()
        + ", or the treatment's gain in it, gets better as the arms' variable rises ("
        + alpha
        + ").";
  }

  private static String effect(Criterion.Effect effect, WrittenMetric metric, String better) {
    String margin = metric.size(effect.margin());
    String what = metric.inSentence();
    return switch (effect.shows()) {
      case SUPERIORITY ->
          "the treatment's "
              + what
              + " is "
              + better
              + " than the control's"
              + (effect.margin() > 0 ? " by more than " + margin : "");
      case NON_INFERIORITY ->
          "the treatment's " + what + " is not worse than the control's by " + margin + " or more";
      case NO_GAIN -> "a gain of " + margin + " or more in the " + what + " is excluded";
      case EQUIVALENCE -> "the treatment's " + what + " equals the control's within " + margin;
    };
  }

  private static String statistic(PublishedStatistic statistic) {
    return switch (statistic) {
      case SINGLE_RUN -> "a single run";
      case BEST_OF_N -> "the best of several runs";
      case MEDIAN_OF_N -> "the median of several runs";
      case MEAN_OF_N -> "the mean of several runs";
    };
  }
}
