package org.paperclaims.harness.results;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.suite.StoredRecords;
import tech.tablesaw.api.Table;

/**
 * A results folder as tables: what was run, how the runs went, and what was judged of them. Nothing
 * is written. {@code docs/results-as-tables.md} has every column, and shows how pandas and R read
 * the same.
 *
 * <p>A cell that says nothing is missing. Tables are the caller's own: each call makes a new one.
 *
 * <pre>{@code
 * Results results = Results.open(Path.of("results"));
 * Table runs = results.runs();
 * runs.summarize("test_error", AggregateFunctions.mean).by("architecture", "erasure");
 * runs.write().csv("runs.csv");
 * }</pre>
 */
public final class Results {
  private final List<RunRecord> records;
  private final LedgerFile ledger;
  private final List<String> problems;

  private Results(List<RunRecord> records, LedgerFile ledger, List<String> problems) {
    this.records = records;
    this.ledger = ledger;
    this.problems = List.copyOf(problems);
  }

  /**
   * Read a results folder, or a folder with nothing but a ledger, as published evidence is.
   *
   * @throws org.paperclaims.harness.suite.SettingsException if it is no results folder
   * @throws org.paperclaims.harness.store.StoreException if it cannot be read
   */
  public static Results open(Path folder) {
    List<String> problems = new ArrayList<>();
    LedgerFile ledger = LedgerFile.of(folder, problems::add);
    List<RunRecord> records = StoredRecords.of(folder, ledger, problems::add);
    return new Results(records, ledger, problems);
  }

  /** Say which records and rows do not verify; they are left out of the tables. */
  public List<String> problems() {
    return problems;
  }

  /** Give the records behind the tables, in the order of their fingerprints. */
  public List<RunRecord> records() {
    return records;
  }

  /**
   * Give the runs that were completed or diverged, one a row.
   *
   * <ul>
   *   <li>{@code fingerprint} STRING: SHA-256 of everything that fixes the run; names it everywhere
   *   <li>{@code protocol} STRING: train, features, gradients or given
   *   <li>{@code architecture} STRING: the network's spec, such as resnet-20-w4
   *   <li>{@code erasure} STRING: what is erased, such as last@100%; none for nothing
   *   <li>{@code dataset} STRING: its name
   *   <li>{@code images}, {@code test_images} INTEGER: how many are used; missing for all
   *   <li>{@code pixels} INTEGER, pixels: side that images are averaged to; missing for their own
   *   <li>{@code validation} BOOLEAN: whether the test images are from the training set
   *   <li>{@code epochs} INTEGER: of the recipe; 0 where nothing is trained
   *   <li>{@code batch} INTEGER, images a step
   *   <li>{@code learning_rate} DOUBLE: at the start
   *   <li>{@code optimiser} STRING: sgd, rmsprop, adam or adamw
   *   <li>{@code momentum}, {@code weight_decay} DOUBLE: 0 for none
   *   <li>{@code augmentation} STRING: its steps in their order, with spaces between
   *   <li>{@code initialisation} STRING: how the weights began
   *   <li>{@code precision} STRING: fp32 or bf16
   *   <li>{@code seed} LONG: of weights, order, augmentation and dropout
   *   <li>{@code engine} STRING: its id; elsewhere for runs made elsewhere
   *   <li>{@code imported} STRING: the set that a run made elsewhere belongs to; missing for others
   *   <li>{@code outcome} STRING: COMPLETED or DIVERGED
   *   <li>{@code epochs_done} INTEGER: epochs that were trained and measured
   *   <li>{@code seconds} DOUBLE, seconds: spent in training and measuring
   *   <li>{@code commit} STRING: of the sources that ran it
   *   <li>then a column for each metric that some run has, in alphabetical order, DOUBLE, in the
   *       metric's unit; missing where the run does not have it
   * </ul>
   */
  public Table runs() {
    return RunTables.runs(records);
  }

  /**
   * Give the epochs of the runs, one a row, those of a run together and in their order.
   *
   * <ul>
   *   <li>{@code fingerprint} STRING: the run's, as in {@link #runs}
   *   <li>{@code epoch} INTEGER: from 1 on
   *   <li>{@code learning_rate} DOUBLE: of the epoch
   *   <li>{@code train_loss} DOUBLE: mean over the epoch's examples, as seen in training
   *   <li>{@code train_error} DOUBLE, percent: on the training examples, where it was measured
   *   <li>{@code test_loss} DOUBLE: mean over the test examples
   *   <li>{@code test_error} DOUBLE, percent; of a regression the relative squared error
   *   <li>{@code images_per_second} DOUBLE, images a second: in training
   * </ul>
   */
  public Table epochs() {
    return RunTables.epochs(records);
  }

  /**
   * Give the verdicts, one a row, in the order in which they were reached.
   *
   * <ul>
   *   <li>{@code claim}, {@code case}, {@code tier}, {@code engine} STRING: of whom it is
   *   <li>{@code metric} STRING: what was judged
   *   <li>{@code verdict} STRING: REPRODUCED, REFUTED, INCONCLUSIVE, AGREES, DIFFERS or INVALID
   *   <li>{@code estimate}, {@code low}, {@code high} DOUBLE, in the metric's unit: of the effect,
   *       with the ends of its interval
   *   <li>{@code p} DOUBLE: the p value
   *   <li>{@code minimum_detectable_effect} DOUBLE, in the metric's unit
   *   <li>{@code n} INTEGER: pairs or runs that it rests on
   *   <li>{@code last} BOOLEAN: whether the case has no later verdict
   *   <li>{@code time} STRING: such as 2026-01-31T12:00:00Z
   *   <li>{@code commit} STRING: of the sources that judged it
   *   <li>{@code reason} STRING: in words
   * </ul>
   *
   * @throws org.paperclaims.harness.store.StoreException.Corrupt if somebody sealed rows whose
   *     cells are not those of a ledger
   */
  public Table verdicts() {
    return VerdictRows.of(ledger.table());
  }

  /**
   * Give the recorded runs of claims, one row for each arm of each case that a run belongs to; a
   * run that claims share has several.
   *
   * <ul>
   *   <li>{@code claim}, {@code case}, {@code tier} STRING: where the record asks for the run
   *   <li>{@code arm} STRING: the arm's name, such as control
   *   <li>{@code role} STRING: control or treatment
   *   <li>{@code level} DOUBLE: the value of a trend's variable; missing elsewhere
   *   <li>{@code metric} STRING: the arm's
   *   <li>{@code value} DOUBLE, in the metric's unit: the run's
   *   <li>{@code engine} STRING, {@code seed} LONG, {@code outcome} STRING, {@code fingerprint}
   *       STRING: as in {@link #runs}
   * </ul>
   *
   * @param claims such as {@link org.paperclaims.harness.catalogue.Catalogue#read} gives
   */
  public Table arms(List<Claim> claims) {
    return ArmTable.of(claims, records);
  }
}
