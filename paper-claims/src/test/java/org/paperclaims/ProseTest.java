package org.paperclaims;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.suite.Catalogues;

/**
 * Holds documentation and messages to plain English: the subject of a sentence comes first.
 * Headings, questions and code are free.
 */
class ProseTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern SUBJECT_COMES_LATE =
      Pattern.compile("[\"“(*`]*(What|Who|Whoever|Whose|Of) .*[^?]", Pattern.DOTALL);
  private static final Pattern MARKDOWN_CODE = Pattern.compile("(?ms)^ *```.*?^ *```|^ {4}.*?$");
  private static final Pattern MARKDOWN_BLOCK =
      Pattern.compile("(?m)^#.*$|\\R\\s*\\R|^ *([-*>]|\\d+\\.) |\\|");
  private static final Pattern JAVA_COMMENT_OR_TEXT =
      Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*|\"((?:[^\"\\\\\\n]|\\\\.)+)\"");

  /** Give the sentences of a page. */
  static List<String> sentencesOfMarkdown(String page) {
    String text = MARKDOWN_CODE.matcher(page).replaceAll("\n\n");
    return MARKDOWN_BLOCK.splitAsStream(text).flatMap(ProseTest::sentences).toList();
  }

  /** Give the sentences of the texts in a Java file. */
  static List<String> sentencesOfJava(String file) {
    return JAVA_COMMENT_OR_TEXT
        .matcher(file)
        .results()
        .flatMap(found -> Stream.ofNullable(found.group(1)))
        .flatMap(ProseTest::sentences)
        .toList();
  }

  private static Stream<String> sentences(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    BreakIterator ends = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    ends.setText(line);
    List<String> sentences = new ArrayList<>();
    for (int start = 0, end = ends.next(); end != BreakIterator.DONE; end = ends.next()) {
      sentences.add(line.substring(start, end).strip());
      start = end;
    }
    return sentences.stream();
  }

  private static List<String> faults(List<String> sentences) {
    return sentences.stream()
        .filter(s -> SUBJECT_COMES_LATE.matcher(s).matches() && s.split(" ").length > 2)
        .toList();
  }

  private static Stream<Path> files(String ending) {
    try (Stream<Path> all = Files.walk(ROOT)) {
      List<Path> found = all.filter(f -> f.toString().endsWith(ending)).toList();
      assertThat(found).as("files %s", ending).hasSizeGreaterThan(10);
      return found.stream()
          .filter(f -> !f.toString().contains("target") && !f.toString().contains("/."))
          // Published as they were written, ahead of the runs.
          .filter(f -> !f.endsWith("protocol.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> every_page_puts_the_subject_first() {
    return files(".md")
        .map(
            f ->
                DynamicTest.dynamicTest(
                    ROOT.relativize(f).toString(),
                    () -> assertThat(faults(sentencesOfMarkdown(text(f)))).isEmpty()));
  }

  @Test
  void every_claim_puts_the_subject_first() {
    assertThat(faults(Catalogues.onClassPath().stream().map(Claim::statement).toList())).isEmpty();
  }

  @Test
  void every_message_puts_the_subject_first() {
    List<String> faults =
        files(".java")
            .filter(f -> f.toString().contains("/src/main/"))
            .flatMap(
                f ->
                    faults(sentencesOfJava(text(f))).stream()
                        .map(sentence -> ROOT.relativize(f) + ": " + sentence))
            .toList();
    assertThat(faults).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A file is read. What is missing is\nrefused.",
        "- Of two runs the last counts.",
        "| a | Who waits sees it. |",
        "Text.\n\n**What is left** is kept."
      })
  void a_page_with_a_late_subject_is_found(String page) {
    assertThat(faults(sentencesOfMarkdown(page))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "throw new X(\"Who waits sees it.\");",
        "String url = \"http://x\"; // no\n f(\"It is read. Of two the last counts.\");",
        "x = a + \"What is left is kept.\" + b;"
      })
  void a_message_with_a_late_subject_is_found(String file) {
    assertThat(faults(sentencesOfJava(file))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "## What it cannot do",
        "What would be noticed?",
        "```\nWhat is code.\n```",
        "    Of code x."
      })
  void headings_questions_and_code_are_free(String page) {
    assertThat(faults(sentencesOfMarkdown(page))).isEmpty();
  }

  @Test
  void comments_are_no_messages() {
    assertThat(sentencesOfJava("/* \"What is this\" */ int x; // \"Of this line.\"\n")).isEmpty();
  }
}
