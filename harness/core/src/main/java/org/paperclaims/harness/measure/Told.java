package org.paperclaims.harness.measure;

import org.paperclaims.harness.run.Protocol;

/** A metric that its protocol tells at the end of every run. */
record Told(Heading heading) implements Metric {
  static Told lower(String name, String label, Unit unit, Protocol protocol) {
    return new Told(new Heading(name, label, unit, Direction.LOWER, protocol));
  }

  static Told higher(String name, String label, Unit unit, Protocol protocol) {
    return new Told(new Heading(name, label, unit, Direction.HIGHER, protocol));
  }
}
