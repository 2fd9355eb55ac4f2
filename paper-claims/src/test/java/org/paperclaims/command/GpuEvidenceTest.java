package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.suite.Catalogues;
import org.paperclaims.harness.suite.SuiteCase;
import org.paperclaims.harness.suite.SuitePlan;
import org.paperclaims.harness.suite.SuiteSettings;

/**
 * {@code ci/gpu-evidence}: its list as it is, and its way through the list with runs that are made
 * up.
 */
class GpuEvidenceTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path LIST = ROOT.resolve("ci/gpu-evidence.yaml");

  /**
   * In the place of {@code claims}: a claim has two runs, train ends those that the file {@code
   * may} names and leaves checkpoints of the others.
   */
  private static final String CLAIMS =
      """
      #!/usr/bin/env bash
      set -e
      here=$(dirname "$0")
      command=$1; shift
      runs=()
      while [ $# -gt 0 ]; do
        case $1 in
          --include) claim=$2; shift 2 ;;
          --units) units=$2; shift 2 ;;
          --results) state=$2; shift 2 ;;
          --*) shift 2 ;;
          *) runs+=("$1"); shift ;;
        esac
      done
      case $claim in *wrn*) all=(c3 d4) ;; *) all=(a1 b2) ;; esac
      case $command in
        plan)
          for run in "${all[@]}"; do
            grep -q "^run,$run" "$state/ledger.csv" 2>/dev/null && is=true || is=false
            echo "{\\"fingerprint\\":\\"$run\\",\\"recorded\\":$is,\\"seconds\\":null}"
          done >"$units" ;;
        train)
          echo "train ${runs[*]}"
          code=0
          for run in "${runs[@]}"; do
            mkdir -p "$state/runs/$run"
            if grep -qw "$run" "$here/may"; then
              touch "$state/runs/$run/record.json"
              echo "run,$run,done" >>"$state/ledger.csv"
            else
              head -c "$(cat "$here/size")" /dev/zero >"$state/runs/$run/checkpoint.safetensors"
              code=75
            fi
          done
          exit "$code" ;;
        report) echo "judged $claim"; exit 1 ;;
      esac
      """;

  @TempDir private Path folder = Path.of("");

  private record Ended(int code, List<String> lines) {}

  @BeforeEach
  void make_claims_up() throws IOException {
    Files.writeString(folder.resolve("claims"), CLAIMS);
    assertThat(folder.resolve("claims").toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("size"), "2048");
  }

  private Ended evidence(String may, String... options) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("may"), may);
    List<String> command =
        new ArrayList<>(List.of("bash", ROOT.resolve("ci/gpu-evidence").toString()));
    command.addAll(List.of("--state", folder.resolve("state").toString()));
    command.addAll(List.of("--ledger", ledger().toString()));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CLAIMS", folder.resolve("claims").toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said.lines().toList());
  }

  private Path ledger() {
    return folder.resolve("docs/ledger.csv");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void goes_on_where_it_was_and_judges_a_claim_when_all_of_its_runs_are_there() throws Exception {
    Ended first = evidence("a1");
    assertThat(first.code()).as(first.lines().toString()).isEqualTo(75);
    assertThat(first.lines())
        .contains(
            "train a1 b2",
            "last-relu-lowers-error-resnet-20: 1 of 2 runs are recorded; not attempted before all are",
            "last-relu-lowers-error-wrn-16-4: 0 of 2 runs are recorded; not attempted before all are",
            "to go on: runs/b2/checkpoint.safetensors, 2 KiB")
        .noneMatch(line -> line.startsWith("judged"));
    assertThat(ledger()).hasContent("run,a1,done");
    assertThat(folder.resolve("state/runs/a1"))
        .as("a run in the ledger is not carried")
        .doesNotExist();

    Ended second = evidence("b2 c3 d4");
    assertThat(second.lines())
        .contains("train b2", "train c3 d4")
        .contains("judged last-relu-lowers-error-resnet-20,last-relu-lowers-error-wrn-16-4");
    assertThat(second.code()).isZero();
    assertThat(ledger()).hasContent("run,a1,done\nrun,b2,done\nrun,c3,done\nrun,d4,done");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void goes_on_from_the_ledger_alone_and_never_writes_over_rows_that_it_does_not_know()
      throws Exception {
    Files.createDirectories(ledger().getParent());
    Files.writeString(ledger(), "run,a1,done\n");
    assertThat(evidence("b2").lines()).contains("train b2");

    Files.writeString(ledger(), "run,a1,done by another\n");
    Ended refused = evidence("c3 d4");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.lines().toString())
        .contains("does not begin with the rows of", "claims merge");
    assertThat(ledger()).hasContent("run,a1,done by another");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void says_what_it_allows_and_refuses_a_checkpoint_that_does_not_travel() throws Exception {
    assertThat(evidence("", "--budget", "soon").code()).isEqualTo(2);
    assertThat(evidence("", "--seeds", "3").lines().toString())
        .contains("found '--seeds'", "--budget");
    Files.writeString(folder.resolve("size"), Long.toString((64L << 20) + 1));
    assertThat(evidence("a1").lines().toString()).contains("larger than 64 MiB");
  }

  /** The different runs of the list at tier full. */
  private static List<RunSpec> runs() {
    Map<String, String> set =
        Map.of(
            "claims.tier", "full",
            "claims.catalogues", LIST.toString(),
            "claims.include", "gpu-evidence/*",
            "claims.engine", "torch");
    SuiteSettings settings = SuiteSettings.from(name -> Optional.ofNullable(set.get(name)));
    List<Claim> claims = Catalogues.all(settings.catalogues());
    return SuitePlan.of(claims, settings).cases().stream().flatMap(GpuEvidenceTest::specs).toList();
  }

  private static Stream<RunSpec> specs(SuiteCase c) {
    return c.claimCase().arms().stream()
        .flatMap(
            arm ->
                c.claimCase().seeds().stream()
                    .map(seed -> arm.spec(Protocol.TRAIN, "", seed, c.engine())));
  }

  @Test
  void declares_five_pairs_of_two_networks_on_two_data_sets() {
    Map<String, Long> pairs =
        runs().stream()
            .collect(
                Collectors.groupingBy(
                    spec ->
                        spec.architecture() + " " + spec.dataset().name() + " " + spec.erasure(),
                    Collectors.counting()));
    assertThat(pairs).hasSize(8).allSatisfy((arm, seeds) -> assertThat(seeds).isEqualTo(5));
    assertThat(pairs.keySet())
        .contains(
            "resnet-20 cifar10 none", "resnet-20 cifar100 last@100%", "wrn-16-4 cifar10 none");
  }

  @Test
  void trains_by_the_schedules_of_the_catalogue_of_the_paper() throws IOException {
    String paper =
        Files.readString(
            ROOT.resolve(
                "paper-claims/src/main/resources/org/paperclaims/eraserelu/eraserelu.yaml"));
    Function<String, String> schedule = line -> line.replaceFirst(".*}, epochs", "epochs");
    assertThat(
            Files.readAllLines(LIST).stream().filter(line -> line.contains("{for:")).map(schedule))
        .hasSize(2)
        .allSatisfy(line -> assertThat(paper).contains(line));
  }

  @Test
  void checkpoints_of_the_list_are_small_enough_to_be_carried() {
    // Weights and momenta as float32, and a float64 for the loss of each step so far.
    for (String network : List.of("resnet-20", "wrn-16-4")) {
      long weights =
          Architectures.build(network, new Shape(3, 32, 32), 100).parameters().stream()
              .mapToLong(p -> p.size())
              .sum();
      long steps = 200L * 391;
      assertThat(8 * weights + 8 * steps).as(network).isLessThan(64L << 20);
    }
  }
}
