package org.paperclaims.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.suite.SettingsException;
import org.paperclaims.harness.suite.SuiteSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claims bundle FILE.zip}: everything that a verdict rests on, in one file. */
@Command(
    name = "bundle",
    mixinStandardHelpOptions = true,
    modelTransformer = SuiteOptions.Chosen.class,
    description = {
      "Put report, ledger, records, claims and their metadata into one zip file.",
      "Judges the recorded runs as `claims report` does. The same results folder gives the same bytes. Inside are ro-crate-metadata.json (Process Run Crate), CITATION.cff, Croissant metadata of the data sets, licences, one in-toto statement a verdict, and the checksum of every file. Models and images are left out."
    },
    footer = {
      "",
      "Examples:",
      "  claims bundle verdicts.zip --tier reduced --results docs/evidence/cifar10",
      "  claims bundle verdicts.zip --catalogue my-claims.yaml --key release.pem"
    })
final class BundleCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "the bundle, a .zip file")
  private Path file = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "an Ed25519 private key, to sign each statement and the manifest with")
  private @Nullable Path key;

  @Mixin
  private final SuiteOptions options =
      SuiteOptions.of("--tier", "--include", "--engine", "--seeds", "--results", "--catalogue");

  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    SuiteSettings settings = options.settings();
    if (!file.toString().endsWith(".zip")) {
      throw new SettingsException("a bundle is a .zip file, and the name is " + file);
    }
    PrintWriter out = Output.of(spec);
    PrivateKey signer = key == null ? null : Envelope.privateKey(key);
    try (ScratchFolder work = ScratchFolder.create()) {
      BundleContent content =
          BundleContent.of(options, settings, signer, work.path(), Notes.of(spec));
      if (content.isEmpty()) {
        out.println(
            "nothing was judged: %s has not the runs of a claim that was chosen, or not at the tier %s; no bundle was written"
                .formatted(settings.results(), settings.tier().id()));
        out.flush();
        return ClaimsCommand.NOTHING_ATTEMPTED;
      }
      BundleFile.refuseToReplace(file);
      BundleFile.write(file, content.entries(), signer);
      out.printf("%s: %d files, %s%n", file, content.entries().size() + 1, content.judged());
      if (!content.parts().isEmpty()) {
        out.println(content.parts());
      }
    }
    out.flush();
    return 0;
  }
}
