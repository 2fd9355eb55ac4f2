package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle holds all that a verdict rests on, and shows what was changed in it. */
class BundleCommandTest {
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final String STATEMENT =
      "attestations/told-dropout-lowers-error.resnet-20-cifar10.elsewhere.json";

  @TempDir private Path folder = Path.of("");
  private Path bundle = Path.of("");
  private Path key = Path.of("");

  @BeforeEach
  void import_the_sample() {
    bundle = folder.resolve("verdicts.zip");
    key = folder.resolve("release.pem");
    String[] arguments = {
      "import",
      SAMPLES.resolve("told-runs.csv").toString(),
      "--results",
      folder.resolve("results").toString()
    };
    assertThat(Claims.call(arguments).code()).isZero();
    assertThat(Claims.call("attest", "--make-key", key.toString()).code()).isZero();
  }

  private Claims call(String command, String... more) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of(more));
    words.addAll(
        List.of(
            "--results",
            folder.resolve("results").toString(),
            "--catalogue",
            SAMPLES.resolve("told-runs.yaml").toString(),
            "--include",
            "told-*"));
    return Claims.call(words.toArray(String[]::new));
  }

  private static String[] verify(Path bundle, Path key) {
    return new String[] {"verify-bundle", bundle.toString(), "--key", key + ".pub"};
  }

  @Test
  void the_same_results_give_the_same_bytes_which_verify() throws IOException {
    assertThat(call("bundle", bundle.toString(), "--key", key.toString()).err()).isEmpty();
    Path again = folder.resolve("again.zip");
    call("bundle", again.toString(), "--key", key.toString());
    assertThat(Files.mismatch(bundle, again)).isEqualTo(-1);
    assertThat(BundleFile.read(bundle).entries())
        .containsKeys(
            "CITATION.cff",
            "LICENCES.md",
            "bundle.json",
            "catalogues/told-runs.yaml",
            "croissant/cifar10.json",
            "ledger.csv",
            "report/index.html",
            "ro-crate-metadata.json",
            STATEMENT);
    Claims verified = Claims.call(verify(bundle, key));
    assertThat(verified.out()).contains("10 rows of the ledger", "1 of 1 statements follow");
    assertThat(verified.code()).isZero();
  }

  @Test
  void a_statement_has_the_rows_that_it_rests_on_and_the_numbers_that_were_found()
      throws IOException {
    call("attest", "--to", folder.resolve("out").toString());
    String statement =
        Files.readString(folder.resolve("out").resolve(STATEMENT.replace("attestations/", "")));
    assertThat(statement.split("\"sha256\"", -1)).as("ten runs").hasSize(11);
    assertThat(statement)
        .contains("https://in-toto.io/Statement/v1", "\"REPRODUCED\"", "\"as told\"")
        .contains("minimum_detectable_effect", "declaration_sha256");
  }

  /** Change an entry and write a manifest that fits: whoever changes a file can do that too. */
  private void change(String entry, UnaryOperator<String> change) throws IOException {
    TreeMap<String, byte[]> entries = new TreeMap<>(BundleFile.read(bundle).entries());
    String before = new String(entries.get(entry), StandardCharsets.UTF_8);
    String after = change.apply(before);
    assertThat(after).isNotEqualTo(before);
    entries.put(entry, after.getBytes(StandardCharsets.UTF_8));
    BundleFile.write(bundle, entries);
  }

  @Test
  void a_verdict_that_the_ledger_does_not_give_is_found_though_every_checksum_fits()
      throws IOException {
    call("bundle", bundle.toString(), "--key", key.toString());
    change(STATEMENT, text -> text.replace("\"n\" : 5", "\"n\" : 50"));
    Claims verified = Claims.call(verify(bundle, key));
    assertThat(verified.code()).isEqualTo(1);
    assertThat(verified.out())
        .contains(
            "is not what the ledger and the claims give",
            STATEMENT.replace("attestations/", "") + " is not signed by this key");
  }

  @Test
  void a_claim_that_was_changed_after_the_verdict_is_found() throws IOException {
    call("bundle", bundle.toString());
    change("catalogues/told-runs.yaml", text -> text.replace("alpha: 0.05", "alpha: 0.2"));
    assertThat(Claims.call("verify-bundle", bundle.toString()).code()).isEqualTo(1);
  }

  @Test
  void a_row_that_was_changed_is_found() throws IOException {
    call("bundle", bundle.toString());
    change("ledger.csv", text -> text.replaceFirst("9\\.", "1."));
    Claims verified = Claims.call("verify-bundle", bundle.toString());
    assertThat(verified.code()).isEqualTo(1);
    assertThat(verified.out()).contains("ledger.csv has rows that do not verify");
  }

  @Test
  void a_file_that_is_not_as_the_manifest_says_is_refused_with_its_name() throws IOException {
    call("bundle", bundle.toString());
    byte[] bytes = Files.readAllBytes(bundle);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = text.indexOf("cff-version");
    bytes[at] ^= 1;
    Files.write(bundle, bytes);
    Claims verified = Claims.call("verify-bundle", bundle.toString());
    assertThat(verified.code()).isIn(1, 2);
    assertThat(verified.out() + verified.err()).containsAnyOf("CITATION.cff", "damaged");
    Files.writeString(bundle, "no zip");
    assertThat(Claims.call("verify-bundle", bundle.toString()).code()).isEqualTo(2);
  }

  @Test
  void a_report_that_was_written_otherwise_is_found_by_the_signature_alone() throws IOException {
    call("bundle", bundle.toString(), "--key", key.toString());
    assertThat(Claims.call(verify(bundle, key)).code()).isZero();
    change("report/summary.md", text -> text.replace("eproduced", "efuted"));
    Claims signed = Claims.call(verify(bundle, key));
    assertThat(signed.code()).isEqualTo(1);
    assertThat(signed.out()).contains("manifest-sha256.txt is not signed by this key");
    Claims unsigned = Claims.call("verify-bundle", bundle.toString());
    assertThat(unsigned.code()).isZero();
    assertThat(unsigned.out()).contains("nothing else vouches for the pages in report/");
  }

  @Test
  void a_record_that_the_ledger_does_not_know_is_found() throws IOException {
    call("bundle", bundle.toString());
    TreeMap<String, byte[]> entries = new TreeMap<>(BundleFile.read(bundle).entries());
    entries.put("runs/" + "ab".repeat(32) + "/record.json", new byte[] {'{', '}'});
    BundleFile.write(bundle, entries);
    Claims verified = Claims.call("verify-bundle", bundle.toString());
    assertThat(verified.code()).isEqualTo(1);
    assertThat(verified.out()).contains("has a record, and the ledger has no row of it");
  }

  @Test
  void settings_that_are_no_json_do_not_hold() throws IOException {
    call("bundle", bundle.toString());
    change("bundle.json", text -> "x" + text);
    Claims verified = Claims.call("verify-bundle", bundle.toString());
    assertThat(verified.code()).isEqualTo(1);
    assertThat(verified.out()).contains("NOT as it should be: ").doesNotContain("REDACTED");
  }

  @Test
  void a_file_that_is_no_bundle_is_not_written_over() throws IOException {
    Files.writeString(bundle, "my notes");
    Claims refused = call("bundle", bundle.toString());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("is no bundle", "name another file");
    assertThat(bundle).hasContent("my notes");
  }

  @Test
  void nothing_judged_is_no_bundle_and_no_statement() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    for (String[] words :
        new String[][] {
          {"bundle", bundle.toString()}, {"attest", "--to", folder.resolve("to").toString()}
        }) {
      List<String> all = new ArrayList<>(List.of(words));
      all.addAll(List.of("--results", empty.toString(), "--include", "last-relu-*"));
      Claims call = Claims.call(all.toArray(String[]::new));
      assertThat(call.code()).as(words[0] + call.err()).isNotZero();
    }
    assertThat(bundle).doesNotExist();
    Claims none =
        Claims.call(
            "bundle",
            bundle.toString(),
            "--results",
            folder.resolve("results").toString(),
            "--include",
            "last-relu-*");
    assertThat(none.code()).as(none.err()).isEqualTo(3);
    assertThat(none.out()).contains("nothing was judged");
  }
}
