package org.paperclaims.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.paperclaims.harness.suite.CaseOutcome;
import org.paperclaims.harness.suite.SuiteResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A build server reads from the file what a person reads on the page. */
class JunitXmlTest {
  private final SuiteResult suite = MadeUpSuite.small();

  private Document read(boolean strict) throws Exception {
    String text = JunitXml.of(suite, strict);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> all(Document document, String name) {
    NodeList found = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private long outcomes(CaseOutcome.Kind kind, boolean strict) {
    return suite.cases().stream().filter(c -> CaseOutcome.of(c, strict).kind() == kind).count();
  }

  @Test
  void every_case_is_a_test_and_every_claim_that_was_left_out_too() throws Exception {
    assertThat(all(read(false), "testcase"))
        .hasSize(suite.cases().size() + suite.notAttempted().size())
        .extracting(e -> e.getAttribute("name"))
        .contains(suite.cases().get(0).suiteCase().displayName());
  }

  @Test
  void nothing_is_skipped_without_a_message() throws Exception {
    List<Element> skipped = all(read(false), "skipped");
    assertThat(skipped)
        .hasSize((int) outcomes(CaseOutcome.Kind.SKIPPED, false) + suite.notAttempted().size())
        .allSatisfy(
            e ->
                assertThat(e.getAttribute("message"))
                    .matches(
                        "(?s)(INCONCLUSIVE|NOT_ATTEMPTED|expected the known deviation).*: .+"));
    assertThat(skipped)
        .extracting(e -> e.getAttribute("message"))
        .anyMatch(m -> m.startsWith("INCONCLUSIVE: "));
  }

  @Test
  void a_strict_suite_fails_where_nothing_is_decided() throws Exception {
    assertThat(outcomes(CaseOutcome.Kind.FAILED, true))
        .isGreaterThan(outcomes(CaseOutcome.Kind.FAILED, false));
    assertThat(all(read(true), "failure")).hasSize((int) outcomes(CaseOutcome.Kind.FAILED, true));
    assertThat(all(read(false), "failure")).hasSize((int) outcomes(CaseOutcome.Kind.FAILED, false));
  }

  @Test
  void the_counts_of_a_suite_are_those_of_its_tests() throws Exception {
    assertThat(all(read(false), "testsuite"))
        .isNotEmpty()
        .allSatisfy(
            s -> {
              assertThat(s.getAttribute("tests"))
                  .isEqualTo("" + s.getElementsByTagName("testcase").getLength());
              assertThat(s.getAttribute("skipped"))
                  .isEqualTo("" + s.getElementsByTagName("skipped").getLength());
              assertThat(s.getAttribute("failures"))
                  .isEqualTo("" + s.getElementsByTagName("failure").getLength());
              assertThat(s.getAttribute("errors"))
                  .isEqualTo("" + s.getElementsByTagName("error").getLength());
            });
  }
}
