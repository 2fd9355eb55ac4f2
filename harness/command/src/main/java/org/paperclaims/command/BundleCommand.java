package org.paperclaims.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
      description = "an Ed25519 private key, to sign each statement with")
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
    try (ScratchFolder work = ScratchFolder.create()) {
      BundleContent content =
          BundleContent.of(
              options,
              settings,
              key == null ? null : Envelope.privateKey(key),
              work.path(),
              Notes.of(spec));
      BundleFile.write(file, content.entries());
      out.printf("%s: %d files, %s%n", file, content.entries().size() + 1, content.judged());
      if (!content.parts().isEmpty()) {
        out.println(content.parts());
      }
    }
    out.flush();
    return 0;
  }
}
