package org.paperclaims.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.catalogue.Catalogue;
import org.paperclaims.harness.catalogue.CatalogueException;
import org.paperclaims.harness.catalogue.CatalogueSchema;
import org.paperclaims.harness.suite.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claims init FILE}: a catalogue to start from. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = {
      "Write a catalogue to start from, with one claim that runs as it stands.",
      "The paper is named by the options; on a terminal, the command asks for what they leave out. The schema of catalogues is written next to the file, for editors. A file that is there is never written over."
    },
    footer = {
      "",
      "Examples:",
      "  claims init my-claims.yaml",
      "  claims init my-claims.yaml --arxiv 1709.07634 --title EraseReLU",
      "  claims init my-claims.yaml --title Dropout --author Srivastava,Hinton --year 2014"
    })
final class InitCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "the catalogue, a .yaml file")
  private Path file = Path.of("");

  @Option(
      names = "--arxiv",
      paramLabel = "NUMBER",
      description = "the paper's number on arXiv, such as 1709.07634")
  private @Nullable String arxiv;

  @Option(names = "--title", paramLabel = "TITLE", description = "the paper's title")
  private @Nullable String title;

  @Option(
      names = "--author",
      paramLabel = "NAMES",
      split = ",",
      description = "the paper's authors, comma-separated, first names before last")
  private List<String> authors = List.of();

  @Option(
      names = "--year",
      paramLabel = "YEAR",
      description = "the paper's year (default: that of its number on arXiv)")
  private @Nullable String year;

  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    String name = String.valueOf(file.getFileName());
    if (!name.matches("(?s).*\\.ya?ml")) {
      throw new SettingsException(
          "a catalogue is a YAML file, and the name is %s; choose one that ends in .yaml"
              .formatted(file));
    }
    if (Files.exists(file)) {
      throw isThere(file);
    }
    NewCatalogue catalogue = new NewCatalogue(file, paper());
    String text = catalogue.text();
    // Whatever is wrong with a text for the paper, the form with fields shows.
    read(name, new NewCatalogue(file, catalogue.paper().whole()).text());
    read(name, text);
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    write(file, text);
    Path schema = file.resolveSibling(CatalogueSchema.NAME);
    PrintWriter out = Output.of(spec);
    out.printf("%s has the claim %s; next: claims check %s%n", file, catalogue.id(), file);
    if (!Files.exists(schema)) {
      write(schema, CatalogueSchema.text());
      out.printf("%s tells editors which fields there are%n", schema);
    } else if (!Files.readString(schema).equals(CatalogueSchema.text())) {
      out.printf("%s is there already, and is left as it is; it is of another version%n", schema);
    }
    out.flush();
    return 0;
  }

  private static void read(String name, String text) {
    try {
      Catalogue.read(name, text);
    } catch (CatalogueException e) {
      // The place is one in a file that nobody has seen.
      throw new SettingsException(
          String.valueOf(e.getMessage())
              .replaceFirst("(?s)^.*?:\\d+:\\d+: field ", "the paper's "));
    }
  }

  private NewCatalogue.Named paper() throws IOException {
    String number = Optional.ofNullable(arxiv).orElse("");
    String published = Optional.ofNullable(year).orElse("");
    if (title != null) {
      return new NewCatalogue.Named(number, title, authors, published);
    }
    if (!Questions.canBeAsked()) {
      throw new SettingsException(
          "a catalogue names its paper; say --title, or call the command on a terminal, which asks");
    }
    return asked(Questions.on(Output.of(spec)), number, published);
  }

  /** Ask for everything that no option says. */
  private NewCatalogue.Named asked(Questions questions, String arxiv, String year)
      throws IOException {
    String number =
        arxiv.isEmpty() ? questions.ask("Number on arXiv, such as 1709.07634 (or nothing)") : arxiv;
    String named = "";
    while (named.isEmpty()) {
      named = questions.ask("Title");
    }
    List<String> by =
        authors.isEmpty()
            ? NewCatalogue.names(questions.ask("Authors, comma-separated (or nothing)"))
            : authors;
    String published =
        year.isEmpty() && !by.isEmpty()
            ? questions.ask("Year (or nothing for that of its number on arXiv)")
            : year;
    return new NewCatalogue.Named(number, named, by, published);
  }

  private static void write(Path file, String text) throws IOException {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw isThere(file);
    }
  }

  private static SettingsException isThere(Path file) {
    return new SettingsException(file + " is there already; name another file, and lose nothing");
  }
}
