package org.paperclaims.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.catalogue.CatalogueException;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.store.StoreException;
import org.paperclaims.harness.suite.SettingsException;
import org.paperclaims.harness.suite.SuiteSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claims verify-bundle FILE.zip}: checks everything in a bundle, and judges again. */
@Command(
    name = "verify-bundle",
    mixinStandardHelpOptions = true,
    description = {
      "Check every file of a bundle, and reach its verdicts again from its ledger.",
      "The checksums of all files and of every row of the ledger must hold, the records of runs must be those of the ledger, and each statement must be the one that the ledger and the claims in the bundle give, to the last byte. With --key, each statement and the manifest must be signed by that key; without it nothing vouches for the pages of the report. Claims that no file of the bundle has are those of this program.",
      "Ends with 1 if something does not hold."
    },
    footer = {
      "",
      "Examples:",
      "  claims verify-bundle verdicts.zip",
      "  claims verify-bundle verdicts.zip --key release.pem.pub"
    })
final class VerifyBundleCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "the bundle")
  private Path file = Path.of("");

  @Option(names = "--key", paramLabel = "FILE", description = "an Ed25519 public key in PEM")
  private @Nullable Path key;

  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Output.of(spec);
    PublicKey signer = key == null ? null : Envelope.publicKey(key);
    BundleFile.Bundle bundle = BundleFile.read(file);
    String rest = "nothing else was looked at";
    if (!bundle.faults().isEmpty()) {
      return told(bundle.faults(), rest, out);
    }
    try {
      return judged(bundle, signer, out);
    } catch (JsonProcessingException | SettingsException | CatalogueException | StoreException e) {
      return told(List.of(WrongInput.message(e)), rest, out);
    }
  }

  private static int told(List<String> faults, String more, PrintWriter out) {
    faults.forEach(fault -> out.println("NOT as it should be: " + fault));
    out.println(more);
    out.flush();
    return faults.isEmpty() ? 0 : ClaimsCommand.CLAIM_FAILED;
  }

  private int judged(BundleFile.Bundle bundle, @Nullable PublicKey signer, PrintWriter out)
      throws IOException {
    SortedMap<String, byte[]> entries = bundle.entries();
    List<String> faults = new ArrayList<>();
    Map<String, String> expected;
    int rows;
    try (ScratchFolder work = ScratchFolder.create()) {
      Files.write(work.path().resolve(LedgerFile.NAME), entry(entries, "ledger.csv"));
      LedgerFile ledger = LedgerFile.of(work.path(), Notes.of(spec));
      rows = ledger.entries().size();
      if (!ledger.isWhole()) {
        faults.add("ledger.csv has rows that do not verify");
      }
      faults.addAll(BundledRecords.faults(entries, ledger.records()));
      SuiteSettings settings = settings(entries, work.path());
      boolean namesEngine = !settings.engines().isEmpty();
      expected =
          Statements.of(StoredSuite.judged(settings, namesEngine, Notes.of(spec)).result(), ledger);
    }
    TreeSet<String> statements = new TreeSet<>();
    for (String name : entries.keySet()) {
      if (name.startsWith(BundleContent.ATTESTATIONS) && !name.endsWith(BundleContent.SIGNED)) {
        statements.add(name.substring(BundleContent.ATTESTATIONS.length()));
      }
    }
    for (String name : statements) {
      String found = text(entries, BundleContent.ATTESTATIONS + name);
      if (!found.equals(expected.get(name))) {
        faults.add(name + " is not what the ledger and the claims give");
      }
      String signed =
          BundleContent.ATTESTATIONS + name.replaceFirst("[.]json$", BundleContent.SIGNED);
      if (signer != null
          && !(entries.containsKey(signed)
              && Envelope.holds(text(entries, signed), found, Envelope.STATEMENT, signer))) {
        faults.add(name + " is not signed by this key");
      }
    }
    expected.keySet().stream()
        .filter(name -> !statements.contains(name))
        .forEach(name -> faults.add(name + " is missing"));
    if (signer != null
        && bundle
            .signed()
            .filter(
                envelope -> Envelope.holds(envelope, bundle.manifest(), Envelope.MANIFEST, signer))
            .isEmpty()) {
      faults.add(
          BundleFile.MANIFEST
              + " is not signed by this key, so that nothing vouches for the pages of the report");
    }
    String more =
        String.format(
            Locale.ROOT,
            "%d files and %d rows of the ledger have their checksums; %d of %d statements follow from them%s",
            entries.size(),
            rows,
            statements.stream()
                .filter(n -> text(entries, BundleContent.ATTESTATIONS + n).equals(expected.get(n)))
                .count(),
            statements.size(),
            signer == null
                ? "; no signature was asked for, and nothing else vouches for the pages in report/"
                : "");
    return told(faults, more, out);
  }

  private byte[] entry(SortedMap<String, byte[]> entries, String name) {
    byte[] bytes = entries.get(name);
    if (bytes == null) {
      throw new SettingsException(file + " has no " + name + ", and so is no whole bundle");
    }
    return bytes;
  }

  private String text(SortedMap<String, byte[]> entries, String name) {
    return new String(entry(entries, name), StandardCharsets.UTF_8);
  }

  private SuiteSettings settings(SortedMap<String, byte[]> entries, Path work) throws IOException {
    JsonNode said = JsonMapper.builder().build().readTree(entry(entries, BundleContent.SETTINGS));
    List<String> catalogues = new ArrayList<>();
    for (JsonNode one : said.path("catalogues")) {
      // The name is never a path: whatever it says, the file goes into the folder made for it.
      Path copy = work.resolve("catalogue-" + catalogues.size()).resolve("x");
      Files.createDirectories(copy.resolveSibling(""));
      String name = one.asText().replaceAll("[^A-Za-z0-9._-]", "_");
      Path file = copy.resolveSibling(name.matches("[.]*") ? "claims.yaml" : name);
      Files.write(file, entry(entries, BundleContent.CATALOGUES + one.asText()));
      catalogues.add(file.toString());
    }
    Map<String, String> set = new HashMap<>();
    set.put("claims.results", work.toString());
    set.put("claims.tier", said.path("tier").asText());
    set.put("claims.include", said.path("include").asText());
    set.put("claims.seeds", said.path("seeds").asText(""));
    if (said.path("engines_named").asBoolean()) {
      set.put("claims.engine", said.path("engines").asText());
    }
    set.put("claims.catalogues", String.join(",", catalogues));
    return SuiteSettings.from(name -> Optional.ofNullable(set.get(name)));
  }
}
