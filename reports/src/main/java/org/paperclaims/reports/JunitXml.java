package org.paperclaims.reports;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.run.ShownText;
import org.paperclaims.harness.suite.CaseOutcome;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.harness.suite.SuiteResult;

/**
 * A suite as JUnit XML, as build servers read it: a suite for each claim, a test for each case. A
 * case of which nothing is decided is skipped with a message, which Surefire's own files leave out
 * for tests that were aborted.
 */
final class JunitXml {
  private final boolean strict;
  private final XMLStreamWriter xml;
  private final StringWriter text = new StringWriter();

  private JunitXml(boolean strict) throws XMLStreamException {
    this.strict = strict;
    this.xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
  }

  /**
   * Write a suite.
   *
   * @param strict whether an INCONCLUSIVE verdict fails
   */
  static String of(SuiteResult result, boolean strict) {
    try {
      JunitXml file = new JunitXml(strict);
      file.write(result);
      return file.text.toString();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML cannot be written into memory", e);
    }
  }

  private void write(SuiteResult result) throws XMLStreamException {
    Map<Claim, List<CaseResult>> byClaim = new LinkedHashMap<>();
    for (CaseResult c : result.cases()) {
      byClaim.computeIfAbsent(c.claim(), claim -> new ArrayList<>()).add(c);
    }
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuites");
    for (Map.Entry<Claim, List<CaseResult>> claim : byClaim.entrySet()) {
      suite(claim.getKey(), claim.getValue());
    }
    for (Map.Entry<Claim, String> left : result.notAttempted().entrySet()) {
      start(left.getKey(), 1, 0, 0, 1);
      test(left.getKey(), left.getKey().id());
      empty("skipped", "NOT_ATTEMPTED: " + left.getValue());
      xml.writeEndElement();
      xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void suite(Claim claim, List<CaseResult> cases) throws XMLStreamException {
    start(
        claim,
        cases.size(),
        count(cases, CaseOutcome.Kind.FAILED),
        count(cases, CaseOutcome.Kind.ERROR),
        count(cases, CaseOutcome.Kind.SKIPPED));
    for (CaseResult c : cases) {
      test(claim, c.suiteCase().displayName());
      CaseOutcome outcome = CaseOutcome.of(c, strict);
      switch (outcome.kind()) {
        case PASSED -> {}
        case FAILED -> empty("failure", outcome.message());
        case ERROR -> empty("error", outcome.message());
        case SKIPPED -> empty("skipped", outcome.message());
      }
      xml.writeStartElement("system-out");
      xml.writeCharacters(ShownText.of(outcome.message()));
      xml.writeEndElement();
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private int count(List<CaseResult> cases, CaseOutcome.Kind kind) {
    return (int) cases.stream().filter(c -> CaseOutcome.of(c, strict).kind() == kind).count();
  }

  private void start(Claim claim, int tests, int failures, int errors, int skipped)
      throws XMLStreamException {
    xml.writeStartElement("testsuite");
    attribute("name", claim.source().paper().text() + ": " + claim.id());
    attribute("tests", Integer.toString(tests));
    attribute("failures", Integer.toString(failures));
    attribute("errors", Integer.toString(errors));
    attribute("skipped", Integer.toString(skipped));
  }

  private void test(Claim claim, String name) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute("classname", claim.catalogue() + "." + claim.id());
    attribute("name", name);
  }

  private void empty(String element, String message) throws XMLStreamException {
    xml.writeEmptyElement(element);
    attribute("message", message);
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, ShownText.of(value));
  }
}
