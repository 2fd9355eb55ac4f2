package org.paperclaims;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.suite.Catalogues;

/**
 * Holds documentation, messages and comments to plain English: the subject of a sentence comes
 * first. Headings, questions and code are free.
 */
class ProseTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern SUBJECT_COMES_LATE =
      Pattern.compile("[\"“(*`]*(What|Who|Whoever|Whose|Of) .*[^?]", Pattern.DOTALL);
  private static final Pattern MARKDOWN_CODE = Pattern.compile("(?ms)^ *```.*?^ *```|^ {4}.*?$");
  private static final Pattern MARKDOWN_BLOCK =
      Pattern.compile("(?m)^#.*$|\\R\\s*\\R|^ *([-*>]|\\d+\\.) |\\||\\*\\*: ");

  /** A comment (1), a block of text (2), a letter, or a text (3): none is found in another. */
  private static final Pattern JAVA_COMMENT_OR_TEXT =
      Pattern.compile(
          "(?s)(/\\*.*?\\*/|//[^\\n]*(?:\\n\\s*//[^\\n]*)*)"
              + "|\"\"\"(.*?)\"\"\""
              + "|'(?:[^'\\\\\\n]|\\\\.)+'"
              + "|\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

  private static final Pattern XML_COMMENT = Pattern.compile("(?s)<!--(.*?)-->");
  private static final Pattern SCRIPT_COMMENT =
      Pattern.compile("(?m)(?:^|\\s)#(?!!)[^\\n]*(?:\\n\\s*#[^\\n]*)*");

  /** Marks at the beginning of a comment's lines, and tags that begin a text of their own. */
  private static final Pattern COMMENT_MARK = Pattern.compile("(?m)^\\s*(/\\*\\*?|\\*/?|//|#)");

  private static final Pattern COMMENT_BLOCK =
      Pattern.compile("\\R\\s*\\R|<p>|<li>|@(param|throws) +\\S+ |@return |\\*/");

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
        .flatMap(found -> Stream.of(2, 3).flatMap(kind -> Stream.ofNullable(found.group(kind))))
        .flatMap(ProseTest::sentences)
        .toList();
  }

  /** Give the sentences of the comments in a file of Java, XML, YAML or a script. */
  static List<String> sentencesOfComments(String name, String file) {
    Stream<String> comments =
        name.endsWith(".java")
            ? JAVA_COMMENT_OR_TEXT
                .matcher(file)
                .results()
                .flatMap(found -> Stream.ofNullable(found.group(1)))
            : name.endsWith(".xml")
                ? XML_COMMENT.matcher(file).results().map(found -> found.group(1))
                : SCRIPT_COMMENT.matcher(file).results().map(MatchResult::group);
    return comments
        .map(comment -> COMMENT_MARK.matcher(comment.strip()).replaceAll(""))
        .flatMap(COMMENT_BLOCK::splitAsStream)
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
    return files(Pattern.compile(".*\\" + ending));
  }

  /** Find files; what git, builds and suites write meanwhile is not looked at. */
  private static Stream<Path> files(Pattern name) {
    List<Path> found = new ArrayList<>();
    SimpleFileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String called = folder.getFileName().toString();
            boolean written =
                called.equals("target")
                    || (called.equals("results") && !folder.toString().contains("/java/"))
                    || (called.startsWith(".") && !folder.equals(ROOT));
            return written ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (name.matcher(file.getFileName().toString()).matches()) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(ROOT, visitor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(found).as("files %s", name).hasSizeGreaterThan(10);
    // Protocols are published as they were written, ahead of the runs.
    return found.stream().sorted().filter(f -> !f.endsWith("protocol.md"));
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

  @Test
  void every_comment_puts_the_subject_first() {
    List<String> faults =
        files(Pattern.compile(".*\\.(java|xml|ya?ml|sh|properties)|[a-z-]+"))
            .flatMap(
                f ->
                    faults(sentencesOfComments(f.toString(), text(f))).stream()
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

  static List<Arguments> commentsWithALateSubject() {
    return List.of(
        Arguments.of("A.java", "/** Who waits sees it. */"),
        Arguments.of("A.java", "/**\n * A row. What is\n * left is kept.\n */"),
        Arguments.of("A.java", "/**\n * A row\n *\n * @param x What is left\n */"),
        Arguments.of("A.java", "char quote = '\"'; // Whoever waits sees it."),
        Arguments.of("A.java", "f(\"//\"); f(\"\"); // It is read.\n  // Of two the last counts."),
        Arguments.of("pom.xml", "<!-- What is left is kept. -->"),
        Arguments.of("a.yaml", "claims: # Of two the last counts."),
        Arguments.of("run", "#!/bin/sh\n# It is read. What\n# is left is kept."));
  }

  @ParameterizedTest
  @MethodSource("commentsWithALateSubject")
  void a_comment_with_a_late_subject_is_found(String name, String file) {
    assertThat(faults(sentencesOfComments(name, file))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f(\"What is left is kept.\");",
        "/** The file\n * What. */",
        "// Nobody knows\n// of it. Is it known\n// What would be noticed?"
      })
  void texts_and_lines_within_a_sentence_begin_none(String file) {
    assertThat(faults(sentencesOfComments("A.java", file))).isEmpty();
  }

  @Test
  void comments_are_no_messages() {
    assertThat(sentencesOfJava("/* \"What is this\" */ int x; // \"Of this line.\"\n")).isEmpty();
  }
}
