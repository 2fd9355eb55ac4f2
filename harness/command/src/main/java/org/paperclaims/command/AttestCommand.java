package org.paperclaims.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.suite.SuiteSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code claims attest}: verdicts as statements that can be signed. */
@Command(
    name = "attest",
    mixinStandardHelpOptions = true,
    modelTransformer = SuiteOptions.Chosen.class,
    description = {
      "Write one in-toto statement a verdict, and sign it with a key if there is one.",
      "Judges the recorded runs as `claims report` does. The subjects of a statement are the rows of the ledger that it rests on, by their SHA-256. With --key, a signed envelope (DSSE) lies next to each; `cosign` and others can sign the statements too."
    },
    footer = {
      "",
      "Examples:",
      "  claims attest --make-key release.pem",
      "  claims attest --tier reduced --results docs/evidence/cifar10 --to attestations --key release.pem"
    })
final class AttestCommand implements Callable<Integer> {
  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "where the statements go (default: attestations)")
  private Path to = Path.of("attestations");

  @Option(names = "--key", paramLabel = "FILE", description = "an Ed25519 private key in PEM")
  private @Nullable Path key;

  @Option(
      names = "--make-key",
      paramLabel = "FILE",
      description = "make a private key, and the public one in FILE.pub, and do nothing else")
  private @Nullable Path makeKey;

  @Mixin
  private final SuiteOptions options =
      SuiteOptions.of("--tier", "--include", "--engine", "--seeds", "--results", "--catalogue");

  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Output.of(spec);
    if (makeKey != null) {
      Envelope.makeKeys(makeKey);
      out.println(makeKey + " signs, and is for nobody else; " + makeKey + ".pub is for everybody");
      out.flush();
      return 0;
    }
    SuiteSettings settings = options.settings();
    PrivateKey signs = key == null ? null : Envelope.privateKey(key);
    Notes notes = Notes.of(spec);
    StoredSuite suite = StoredSuite.judged(settings, options.namesEngine(), notes);
    Map<String, String> statements =
        Statements.of(suite.result(), LedgerFile.of(settings.results(), notes));
    Files.createDirectories(to);
    for (Map.Entry<String, String> one : statements.entrySet()) {
      Path file = to.resolve(one.getKey());
      Files.writeString(file, one.getValue());
      if (signs != null) {
        Files.writeString(
            to.resolve(one.getKey().replaceFirst("[.]json$", BundleContent.SIGNED)),
            Envelope.signed(one.getValue(), Envelope.STATEMENT, signs));
      }
      out.println(file);
    }
    if (statements.isEmpty()) {
      out.println(
          "nothing was judged: %s has not the runs of a claim that was chosen, or not at the tier %s"
              .formatted(settings.results(), settings.tier().id()));
    }
    out.println(
        statements.size()
            + (statements.size() == 1 ? " statement" : " statements")
            + (signs == null ? ", not signed" : ", signed"));
    out.flush();
    return statements.isEmpty() ? ClaimsCommand.NOTHING_ATTEMPTED : 0;
  }
}
