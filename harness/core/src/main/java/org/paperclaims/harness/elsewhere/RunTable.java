package org.paperclaims.harness.elsewhere;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.paperclaims.harness.catalogue.Columns;
import org.paperclaims.harness.catalogue.Columns.Measured;
import org.paperclaims.harness.catalogue.Columns.Unit;
import org.paperclaims.harness.catalogue.Columns.Where;
import org.paperclaims.harness.run.Imported;
import org.paperclaims.harness.run.RunRecord;

/** Puts the rows of files together to runs: set by set and seed by seed. Used by one thread. */
final class RunTable {
  private static final int MOST_EPOCHS = 5_000_000;
  private static final int MOST_EPOCH = 1_000_000;

  // There are millions of numbers: these are made once.
  private static final Pattern SEED = Pattern.compile("\\d{1,9}([.]0{1,9})?");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+([.]\\d*)?|[.]\\d+)([eE][+-]?\\d{1,3})?");
  private static final Pattern INFINITE = Pattern.compile("(?i)[+-]?inf(inity)?");
  private static final Pattern NO_NUMBER = Pattern.compile("(?i)[+-]?(nan|inf|infinity)");

  private final Columns columns;
  private final List<String> metrics;
  private final RunName form;
  private final Map<String, TreeMap<Long, ToldRun>> sets = new LinkedHashMap<>();
  private final Map<List<String>, Long> counted = new HashMap<>();
  private final Map<String, Long> counts = new HashMap<>();
  private final Map<String, String> digests = new HashMap<>();
  private final TreeSet<String> others = new TreeSet<>();

  /** By set and metric, the largest number that may be a share where percents are meant. */
  private final Map<List<String>, double[]> percents = new LinkedHashMap<>();

  /** The sets as the files name them. */
  private final TreeSet<String> named = new TreeSet<>();

  private boolean anyRow;
  private int epochs;
  private int dated;
  private int undated;

  RunTable(Columns columns) {
    this.columns = columns;
    this.metrics = List.copyOf(columns.metrics().keySet());
    this.form = new RunName(columns.name());
  }

  /**
   * Take a row.
   *
   * @param stem the file's name without its ending
   * @throws ImportException if it says what no run can have come to
   */
  void add(Row row, String file, String stem) {
    anyRow = true;
    String name = row.text(columns.run()).orElse(stem);
    String arm = arm(row, stem, name);
    long seed = seed(row, file, name, arm);
    int epoch = epoch(row);
    boolean any = false;
    if (row.has(columns.metric()) && row.has(columns.value())) {
      String told = row.text(columns.metric()).orElse("");
      for (int i = 0; i < metrics.size(); i++) {
        if (measured(i).column().equals(told)) {
          put(row, file, name, arm, seed, epoch, i, columns.value());
          any = true;
        }
      }
      if (!any && others.size() < 20) {
        others.add(told);
      }
      return;
    }
    for (int i = 0; i < metrics.size(); i++) {
      if (row.text(measured(i).column()).isPresent()) {
        put(row, file, name, arm, seed, epoch, i, measured(i).column());
        any = true;
      }
    }
    if (!any && others.isEmpty()) {
      others.add(row.names());
    }
  }

  private Measured measured(int metric) {
    return columns.metrics().getOrDefault(metrics.get(metric), new Measured("", Unit.UNSAID));
  }

  private void put(
      Row row, String file, String name, String arm, long seed, int epoch, int metric, String at) {
    double value = number(row, arm, metric, at);
    ToldRun run =
        sets.computeIfAbsent(arm, a -> new TreeMap<>())
            .computeIfAbsent(seed, s -> new ToldRun(name, row.place(), metrics));
    if (!run.name().equals(name)) {
      throw row.place(at)
          .refuse(
              "the runs %s and %s are both '%s' with seed %d; each seed is run once: say with 'arm' and 'seed' of --columns how they differ"
                  .formatted(Place.brief(run.name()), Place.brief(name), arm, seed));
    }
    int before = run.size();
    boolean isNew = run.put(epoch, metric, value);
    epochs += run.size() - before;
    if (epochs > MOST_EPOCHS) {
      throw row.place()
          .refuse("found more than " + MOST_EPOCHS + " epochs; import sets one by one");
    }
    if (!isNew && !columns.lastOfTwo()) {
      throw row.place(at)
          .refuse(
              "%s of '%s', seed %d%s is told a second time, allowed once; if the run was started again, write 'twice: last' into --columns"
                  .formatted(
                      metrics.get(metric),
                      arm,
                      seed,
                      row.has(columns.epoch()) ? ", epoch " + epoch : ""));
    }
    run.toldBy(file);
  }

  private String arm(Row row, String stem, String name) {
    Where where = columns.arm();
    String found =
        switch (where.kind()) {
          case COLUMN ->
              row.text(where.text()).orElseThrow(() -> missing(row, "arm", where.text()));
          case SAID -> where.text();
          case NAME -> part(row, "arm", name);
          case FILE, ORDER -> stem;
        };
    named.add(found);
    String arm = columns.arms().getOrDefault(found, found);
    if (!sets.containsKey(arm) && !Imported.isName(arm)) {
      throw row.place(where.text())
          .refuse(
              "found the name %s, allowed %s; the block 'arms' of --columns gives another"
                  .formatted(Place.brief(arm), Imported.ALLOWED));
    }
    return arm;
  }

  /** Tell whether seeds are counted, as no column or name tells them. */
  private boolean isCounted() {
    Where.Kind kind = columns.seed().kind();
    return kind == Where.Kind.ORDER || kind == Where.Kind.FILE;
  }

  private long seed(Row row, String file, String name, String arm) {
    Where where = columns.seed();
    if (isCounted()) {
      Long known = counted.get(List.of(arm, file, name));
      if (known == null) {
        known = counts.merge(arm, 1L, Long::sum);
        counted.put(List.of(arm, file, name), known);
      }
      return known;
    }
    String text =
        switch (where.kind()) {
          case COLUMN ->
              row.text(where.text()).orElseThrow(() -> missing(row, "seed", where.text()));
          case NAME -> part(row, "seed", name);
          default -> where.text();
        };
    if (!SEED.matcher(text).matches()) {
      throw row.place(where.text())
          .refuse("the seed is %s, allowed a whole number from 0".formatted(Place.brief(text)));
    }
    int point = text.indexOf('.');
    return Long.parseLong(point < 0 ? text : text.substring(0, point));
  }

  private String part(Row row, String part, String name) {
    return form.part(part, name)
        .orElseThrow(
            () ->
                row.place()
                    .refuse(
                        "the run %s has no name of the form %s, which says whose run it is; give another form with 'name', or columns with 'arm' and 'seed', in --columns"
                            .formatted(Place.brief(name), form)));
  }

  private ImportException missing(Row row, String field, String column) {
    return row.place(column)
        .refuse(
            "found nothing in the column %s, which says the %s; there are %s; name another with '%s' in --columns"
                .formatted(Place.brief(column), field, row.names(), field));
  }

  /** Read the epoch; 0 where the file tells last results alone. */
  private int epoch(Row row) {
    if (!row.has(columns.epoch())) {
      undated++;
      mixed(row);
      return 0;
    }
    dated++;
    mixed(row);
    String text = row.text(columns.epoch()).orElse("");
    double steps = parsed(text);
    double epoch = steps / columns.stepsPerEpoch();
    if (!(epoch >= 0 && epoch <= MOST_EPOCH) || epoch != Math.rint(epoch)) {
      throw row.place(columns.epoch())
          .refuse(
              "the epoch is %s%s, allowed a whole number from 0 to %d"
                  .formatted(
                      Place.brief(text),
                      columns.stepsPerEpoch() == 1
                          ? ""
                          : " of " + columns.stepsPerEpoch() + " steps each",
                      MOST_EPOCH));
    }
    return (int) epoch;
  }

  private void mixed(Row row) {
    if (dated > 0 && undated > 0) {
      throw row.place()
          .refuse(
              "found a row %s the column '%s', allowed it in all rows or in none"
                  .formatted(row.has(columns.epoch()) ? "with" : "without", columns.epoch()));
    }
  }

  private double number(Row row, String arm, int metric, String at) {
    String text = row.text(at).orElse("");
    double told = parsed(text);
    if (Double.isNaN(told) && !isNoNumber(text)) {
      throw row.place(at)
          .refuse(
              "%s is %s, allowed a number%s"
                  .formatted(
                      metrics.get(metric),
                      Place.brief(text),
                      text.matches("[+-]?\\d+,\\d+") ? " with a point and no comma" : ""));
    }
    Unit unit = measured(metric).unit();
    double value = unit.converted(told);
    if (isError(metrics.get(metric))) {
      if ((unit == Unit.UNSAID || unit == Unit.PERCENT_RIGHT) && Double.isFinite(told)) {
        double[] most =
            percents.computeIfAbsent(List.of(arm, metrics.get(metric)), m -> new double[] {0});
        most[0] = Math.max(most[0], told);
      }
      if (value < 0 || (value > 100 && Double.isFinite(value))) {
        throw row.place(at)
            .refuse(
                "%s is %s (%s), which is not from 0 to 100 percent wrong; say with 'unit' in --columns what it is: percent wrong, percent right, share wrong, share right"
                    .formatted(metrics.get(metric), Place.brief(text), unit.words()));
      }
    }
    return value;
  }

  /** Tell whether a metric is a share of examples, in percent. */
  private static boolean isError(String metric) {
    return metric.endsWith("_error") || metric.startsWith("test_error(");
  }

  /** Tell whether a text says that a number became infinite, or none. */
  private static boolean isNoNumber(String text) {
    return NO_NUMBER.matcher(text).matches();
  }

  /** Tell whether it is digits with at most one point among them, as nearly every number is. */
  private static boolean isPlain(String text) {
    int points = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      points += c == '.' ? 1 : 0;
      if (points > 1 || (c != '.' && (c < '0' || c > '9'))) {
        return false;
      }
    }
    return text.length() > points && text.length() <= 40;
  }

  private static double parsed(String text) {
    if (isPlain(text) || (text.length() <= 40 && NUMBER.matcher(text).matches())) {
      return Double.parseDouble(text);
    }
    Matcher infinite = INFINITE.matcher(text);
    return !infinite.matches()
        ? Double.NaN
        : text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /** Say the SHA-256 of a file that was read. */
  void digest(String file, String sha256) {
    digests.put(file, sha256);
  }

  /**
   * Give the runs as records, set by set in the order of the files.
   *
   * @throws ImportException if there are none, or shares were taken for percents
   */
  List<RunRecord> records(String what, String format) {
    if (sets.isEmpty() && !anyRow) {
      throw new Place(what, 0, 0).refuse("found no rows, allowed one a run or an epoch at least");
    }
    if (sets.isEmpty()) {
      throw new Place(what, 0, 0)
          .refuse(
              "found none of the numbers %s; there are %s; say with 'metrics' in --columns which are meant"
                  .formatted(
                      columns.metrics().values().stream().map(Measured::column).toList(),
                      others.isEmpty() ? "none" : String.join(", ", others)));
    }
    percents.forEach(
        (of, most) -> {
          if (most[0] <= 1) {
            throw new Place(what, 0, 0)
                .refuse(
                    "every %s of '%s' is at most 1, as a share would be; say with 'unit' in --columns what it is: percent wrong, percent right, share wrong, share right"
                        .formatted(of.get(1), of.get(0)));
          }
        });
    refuseNamesOfNone(what);
    List<RunRecord> records = new ArrayList<>();
    sets.forEach(
        (arm, runs) -> {
          boolean zero = runs.values().stream().anyMatch(r -> r.firstEpoch() == 0);
          int from = dated > 0 && zero ? 0 : 1;
          int[] lasts = lasts(runs.values());
          int most = runs.values().stream().mapToInt(r -> r.lastEpoch() + 1 - from).max().orElse(0);
          int whole = columns.epochs().orElse(most);
          if (most > whole && dated > 0) {
            throw new Place(what, 0, 0)
                .refuse(
                    "'epochs' of --columns says that a whole run has %d, and '%s' has a run of %d; write %d, or leave it out"
                        .formatted(whole, arm, most, most));
          }
          runs.forEach(
              (seed, run) ->
                  records.add(
                      run.record(
                          new Imported(arm),
                          seed,
                          whole,
                          from,
                          lasts,
                          runs.size(),
                          isCounted(),
                          digests,
                          format)));
        });
    return records;
  }

  /**
   * Refuse other names of which none is of a set here: they were misspelt, and sets come in once.
   * Some may be of files that are imported by themselves.
   */
  private void refuseNamesOfNone(String what) {
    if (!columns.arms().isEmpty() && columns.arms().keySet().stream().noneMatch(named::contains)) {
      throw new Place(what, 0, 0)
          .refuse(
              "'arms' of --columns gives %s another name, and there are %s"
                  .formatted(
                      columns.arms().keySet().stream()
                          .map(Place::brief)
                          .collect(Collectors.joining(", ")),
                      String.join(", ", named)));
    }
  }

  /** Give for each metric the last epoch at which a run of a set has it. */
  private int[] lasts(Collection<ToldRun> runs) {
    int[] lasts = new int[metrics.size()];
    for (int i = 0; i < lasts.length; i++) {
      int metric = i;
      lasts[i] = runs.stream().mapToInt(r -> r.lastEpochOf(metric)).max().orElse(-1);
    }
    return lasts;
  }
}
