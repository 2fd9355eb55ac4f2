package org.paperclaims.harness.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.judge.Judgement;
import org.paperclaims.harness.lab.Progress;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.harness.suite.LaboratorySuite;
import org.paperclaims.harness.suite.SuiteSettings;

/** A record judges a network that an ONNX file brings. */
class OnnxClaimTest {
  private static final int PIXELS = 4;
  private static final int CLASSES = 10;

  @TempDir private Path folder = Path.of("");

  /** Write a network that takes every image for one of the first class: it errs on nine of ten. */
  private String indifferent() throws IOException {
    byte[] file = TinyOnnx.linear(0, 3, PIXELS, new float[3 * PIXELS * PIXELS * CLASSES], CLASSES);
    Files.write(Files.createDirectories(folder.resolve("models")).resolve("any.onnx"), file);
    return HexFormat.of().formatHex(Fingerprint.digest().digest(file));
  }

  private CaseResult judged(String sha256, String expects) throws IOException {
    Path catalogue =
        Files.writeString(
            folder.resolve("claims.yaml"),
            """
            paper: made up
            claims:
              - id: it-guesses
                statement: A network that cannot tell classes apart errs on nine images of ten.
                source: {where: nowhere}
                criterion: {kind: checkpoint, metric: test_error, better: lower, alpha: 0.05, published: 90, margin: 3}
                tiers:
                  smoke:
                    architecture: onnx
                    dataset: shapes10
                    pixels: %d
                    test_images: 1000
                    model: {file: any.onnx, sha256: %s, scaling: own, channels: rgb, expects: %s}
                  reduced: {not_attempted: Not needed.}
                  full: {not_attempted: Not needed.}
            """
                .formatted(PIXELS, sha256, expects));
    Map<String, String> properties =
        Map.of(
            "claims.catalogues", catalogue.toString(),
            "claims.include", "it-guesses",
            "claims.models", folder.resolve("models").toString(),
            "claims.results", folder.resolve("results").toString());
    SuiteSettings settings = SuiteSettings.from(name -> Optional.ofNullable(properties.get(name)));
    try (LaboratorySuite suite = LaboratorySuite.open(settings, Progress.silent())) {
      assertThat(suite.suite().plan().cases()).hasSize(1);
      return suite.suite().run(suite.suite().plan().cases().get(0));
    }
  }

  @Test
  void its_error_is_set_against_the_published_number() throws IOException {
    CaseResult result = judged(indifferent(), "90.0");
    assertThat(result.judgement().verdict()).isEqualTo(Verdict.AGREES);
    RunRecord run = result.runs().byArm().values().iterator().next().get(0);
    assertThat(run.metrics()).containsEntry("test_error", 90.0);
    assertThat(run.spec().engine()).isEqualTo("onnx");
    assertThat(run.environment().get("engine")).startsWith("ONNX Runtime 1.");
    assertThat(run.environment()).containsEntry("model", "given, not trained here: any.onnx");
  }

  @Test
  void another_error_than_its_owners_is_refused() throws IOException {
    Judgement judgement = judged(indifferent(), "12.0").judgement();
    assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(judgement.reason()).contains("errs on 90.00 %", "its owner reports 12.0 %");
  }

  @Test
  void another_file_than_the_records_is_not_taken() throws IOException {
    indifferent();
    Judgement judgement = judged("0".repeat(64), "90.0").judgement();
    assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(judgement.reason()).contains("no model with the SHA-256 0000");
  }
}
