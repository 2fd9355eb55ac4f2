package org.paperclaims.harness.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.judge.Judgement;
import org.paperclaims.harness.measure.Metric;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;

/** The cells of a ledger's rows, in ASCII and without line breaks. */
final class LedgerRow {
  /** The columns' names, in order. */
  static final List<String> COLUMNS =
      List.of(
          "kind",
          "id",
          "outcome",
          "metric",
          "value",
          "time",
          "tier",
          "case",
          "architecture",
          "erasure",
          "dataset",
          "epochs",
          "engine",
          "seed",
          "n",
          "low",
          "high",
          "p",
          "mde",
          "seconds",
          "commit",
          "dirty",
          "detail",
          "record");

  /** Which column holds the whole record: the last. */
  static final int RECORD = COLUMNS.size() - 1;

  /** How many cells of a run's row say what came of it. */
  static final int RESULT = 5;

  /** The columns that hold numbers. */
  static final Set<String> NUMBERS =
      Set.of("value", "epochs", "n", "low", "high", "p", "mde", "seconds");

  private LedgerRow() {}

  static String of(RunRecord run) {
    RunSpec spec = run.spec();
    Map<String, String> cells = start(run);
    cells.put("time", now());
    cells.put("architecture", spec.architecture());
    cells.put("erasure", spec.erasure());
    cells.put("dataset", dataset(spec.dataset()));
    cells.put("epochs", Integer.toString(run.epochs().size()));
    cells.put("engine", spec.engine());
    cells.put("seed", Long.toString(spec.seed()));
    cells.put("seconds", Double.toString(run.seconds()));
    cells.put("detail", run.detail());
    environment(cells, run.environment());
    cells.put("record", LedgerRecord.write(run));
    return join(cells, COLUMNS);
  }

  /**
   * Tell whether a line has the cells of a row and its checksum, each of them written as {@link
   * #cell} writes one. Any other character could be read as other cells, or as part of the next
   * row.
   */
  static boolean isWellFormed(String line) {
    int cells = 0;
    int at = 0;
    while (at <= line.length() && cells <= COLUMNS.size()) {
      int end = endOfCell(line, at);
      if (end < 0 || (end < line.length() && line.charAt(end) != ',')) {
        return false;
      }
      cells++;
      at = end + 1;
    }
    return cells == COLUMNS.size() + 1 && at > line.length();
  }

  /** Split a well-formed line into what its cells say, all but the record and the checksum. */
  static List<String> cellsBeforeRecord(String line) {
    List<String> cells = new ArrayList<>(RECORD);
    int at = 0;
    while (cells.size() < RECORD) {
      int end = endOfCell(line, at);
      cells.add(plain(line.substring(at, end)));
      at = end + 1;
    }
    return cells;
  }

  /** Give the record in a well-formed line. */
  static String record(String line) {
    int at = 0;
    for (int i = 0; i < RECORD; i++) {
      at = endOfCell(line, at) + 1;
    }
    return plain(line.substring(at, endOfCell(line, at)));
  }

  private static String plain(String cell) {
    return cell.startsWith("\"")
        ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"")
        : cell;
  }

  /** Give where a cell ends, or -1 if it has what no cell has. */
  private static int endOfCell(String line, int start) {
    boolean quoted = start < line.length() && line.charAt(start) == '"';
    for (int i = quoted ? start + 1 : start; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c < 0x20 || c > 0x7e || (!quoted && (c == '"' || c == '\''))) {
        return -1;
      } else if (quoted && c == '"') {
        boolean doubled = i + 1 < line.length() && line.charAt(i + 1) == '"';
        if (!doubled) {
          return i + 1;
        }
        i++;
      } else if (!quoted && c == ',') {
        return i;
      }
    }
    return quoted ? -1 : line.length();
  }

  /** Give what two rows share when the run, its outcome and its number are the same. */
  static List<String> result(RunRecord run) {
    return List.copyOf(start(run).values());
  }

  private static Map<String, String> start(RunRecord run) {
    Metric metric = Metrics.first(run.spec().protocol());
    double value = metric.of(run);
    Map<String, String> cells = new LinkedHashMap<>();
    cells.put("kind", "run");
    cells.put("id", run.fingerprint());
    cells.put("outcome", run.outcome().name());
    cells.put("metric", metric.name());
    cells.put("value", Double.isNaN(value) ? "" : Double.toString(value));
    return cells;
  }

  static String of(VerdictRow row) {
    Judgement judgement = row.judgement();
    Map<String, String> cells = new LinkedHashMap<>();
    cells.put("kind", "verdict");
    cells.put("id", row.claim());
    cells.put("outcome", judgement.verdict().name());
    cells.put("metric", row.metric());
    cells.put("value", number(judgement.estimate()));
    cells.put("time", now());
    cells.put("tier", row.tier());
    cells.put("case", row.caseName());
    cells.put("engine", row.engine());
    cells.put("n", Integer.toString(judgement.n()));
    cells.put("low", number(judgement.low()));
    cells.put("high", number(judgement.high()));
    cells.put("p", number(judgement.p()));
    cells.put("mde", number(judgement.minimumDetectableEffect()));
    cells.put("detail", judgement.reason());
    row.declaration().ifPresent(d -> cells.put("record", DeclarationCell.write(d)));
    environment(cells, row.environment());
    return join(cells, COLUMNS);
  }

  private static void environment(Map<String, String> cells, Map<String, String> environment) {
    cells.put("commit", environment.getOrDefault("commit", ""));
    cells.put("dirty", environment.getOrDefault("dirty", ""));
  }

  private static String dataset(DatasetSpec spec) {
    String images = spec.images() == 0 ? "" : " " + spec.images() + " images";
    String pixels = spec.pixels() == 0 ? "" : " " + spec.pixels() + " pixels";
    return spec.name() + images + pixels + (spec.validation() ? " validation" : "");
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String join(Map<String, String> cells, List<String> columns) {
    return columns.stream()
        .map(c -> cell(c, cells.getOrDefault(c, "")))
        .collect(Collectors.joining(","));
  }

  /** Quote a cell where it must be. All but whole records end after a thousand characters. */
  private static String cell(String column, String text) {
    String plain = text.replaceAll("[^\\x20-\\x7e]+", " ").strip();
    boolean whole = column.equals("record") || plain.length() <= 1000;
    String brief = whole ? plain : plain.substring(0, 1000);
    return brief.matches("[^,\"']*") ? brief : "\"" + brief.replace("\"", "\"\"") + "\"";
  }
}
