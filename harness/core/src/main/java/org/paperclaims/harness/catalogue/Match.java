package org.paperclaims.harness.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.NetworkSummary;
import org.paperclaims.harness.claim.Arm;

/**
 * Equal budgets of a comparison: the arms of a case may differ in a count by at most a share of the
 * smallest.
 */
final class Match {
  private final YamlNode.Place place;
  private final String count;
  private final ToLongFunction<NetworkSummary> counted;
  private final double percent;

  private Match(
      YamlNode.Place place, String count, ToLongFunction<NetworkSummary> counted, double percent) {
    this.place = place;
    this.count = count;
    this.counted = counted;
    this.percent = percent;
  }

  /** Read {@code match: {parameters: 10%}}, if the record has it. */
  static Optional<Match> read(RecordFields record) {
    return record.optional("match").map(Match::read);
  }

  private static Match read(YamlNode node) {
    String allowed = "{parameters: 10%} or {multiply_adds: 10%}";
    RecordFields fields = RecordFields.of("match", node, "a match (" + allowed + ")");
    boolean parameters = fields.has("parameters");
    String count = parameters ? "parameters" : "multiply_adds";
    fields.has("multiply_adds");
    YamlNode value = fields.required(count, "a percentage such as 10%");
    if (parameters && fields.has("multiply_adds")) {
      throw RecordFields.refuse("match", node, "one of the two: " + allowed);
    }
    fields.end();
    if (!(value instanceof YamlNode.Scalar scalar)
        || !scalar.text().matches("\\d{1,3}([.]\\d{1,3})?%")) {
      throw RecordFields.refuse(count, value, "a percentage such as 10%");
    }
    String number = scalar.text().substring(0, scalar.text().length() - 1);
    return new Match(
        value.place(),
        count,
        parameters ? NetworkSummary::parameters : NetworkSummary::multiplyAdds,
        Double.parseDouble(number));
  }

  /**
   * Check the arms of a case; those of one level of a trend are compared with one another.
   *
   * @throws CatalogueException if they differ by more than the record allows
   */
  void check(List<Arm> arms) {
    arms.stream().collect(Collectors.groupingBy(Arm::level)).values().forEach(this::checkLevel);
  }

  private void checkLevel(List<Arm> arms) {
    List<Long> counts =
        arms.stream().map(a -> counted.applyAsLong(NetworkSummary.of(network(a)))).toList();
    long least = counts.stream().mapToLong(Long::longValue).min().orElse(0);
    long most = counts.stream().mapToLong(Long::longValue).max().orElse(0);
    if (most - least > percent / 100 * least) {
      StringBuilder found = new StringBuilder();
      for (int i = 0; i < arms.size(); i++) {
        found.append(i == 0 ? "" : ", ");
        found.append(
            String.format(
                Locale.ROOT,
                "%s (%s) %,d",
                arms.get(i).name(),
                arms.get(i).architecture(),
                counts.get(i)));
      }
      throw place.refuse(
          String.format(
              Locale.ROOT,
              "field '%s': found %s, which differ by %.1f %%, allowed %s %%",
              count,
              found,
              100.0 * (most - least) / least,
              percent == Math.rint(percent) ? Long.toString((long) percent) : percent + ""));
    }
  }

  private static Network network(Arm arm) {
    return BuiltNetworks.of(arm);
  }
}
