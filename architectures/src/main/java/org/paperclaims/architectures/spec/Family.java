package org.paperclaims.architectures.spec;

import java.util.function.Function;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Shape;

/** A family of architectures: one paper's table, one file. */
public final class Family {
  private final String title;
  private final String head;
  private final String pattern;
  private final String example;
  private final String paper;
  private final String modules;
  private final String tinySpec;
  private final Shape tinyInput;
  private final Function<SpecWords, Architecture> reader;

  /**
   * Describe a family.
   *
   * @param title the name in the paper
   * @param head the word that the family's specs begin with
   * @param pattern how specs are written: {@code resnet-D[-a|-b][-wW]}
   * @param example a valid spec
   * @param paper authors, year, arXiv number and table
   * @param modules what a module is, and its rectifiers in order
   * @param tinySpec a member that trains in a moment
   * @param tinyInput the smallest input, or nearly, that it can be built on
   * @param reader reads the words after the head
   */
  public Family(
      String title,
      String head,
      String pattern,
      String example,
      String paper,
      String modules,
      String tinySpec,
      Shape tinyInput,
      Function<SpecWords, Architecture> reader) {
    this.title = title;
    this.head = head;
    this.pattern = pattern;
    this.example = example;
    this.paper = paper;
    this.modules = modules;
    this.tinySpec = tinySpec;
    this.tinyInput = tinyInput;
    this.reader = reader;
  }

  /** Give the name in the paper. */
  public String title() {
    return title;
  }

  /** Give the word that the family's specs begin with. */
  public String head() {
    return head;
  }

  /** Give how the family's specs are written: square brackets hold what may be left out. */
  public String pattern() {
    return pattern;
  }

  /** Give a valid spec of the family. */
  public String example() {
    return example;
  }

  /** Give the paper: authors, year, arXiv number, table. */
  public String paper() {
    return paper;
  }

  /** Give what a module of the family is, and its rectifiers in order. */
  public String modules() {
    return modules;
  }

  /** Build the family's tiny member, on which an engine can be tried in a moment. */
  public Network tiny(int outputs) {
    return read(tinySpec).build(tinyInput, outputs);
  }

  /**
   * Read a spec that begins with the family's word.
   *
   * @throws ArchitectureException if the family has no such member; the spec that it suggests may
   *     have a mistake left
   */
  public Architecture read(String spec) {
    return WithEpsilon.read(new SpecWords(spec, this), reader);
  }

  @Override
  public String toString() {
    return title + " " + pattern;
  }
}
