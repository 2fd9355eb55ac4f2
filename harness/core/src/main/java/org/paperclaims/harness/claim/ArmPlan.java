package org.paperclaims.harness.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a claim compares, before its architectures and levels are known. */
sealed interface ArmPlan {
  /** Make the arms of a case. */
  List<Arm> arms(String architecture, List<Integer> levels);

  /** Give the field of a tier that lists a trend's levels, if it is a trend. */
  default Optional<String> levelsField() {
    return Optional.empty();
  }

  /** Named erasures on one network. */
  record Named(List<Member> members) implements ArmPlan {
    @Override
    public List<Arm> arms(String architecture, List<Integer> levels) {
      return members.stream()
          .map(m -> new Arm(m.name(), m.role(), architecture, m.erasure(), 0))
          .toList();
    }
  }

  /** One arm for each proportion. */
  record OverProportion(String location, String selection) implements ArmPlan {
    @Override
    public List<Arm> arms(String architecture, List<Integer> levels) {
      return levels.stream()
          .map(
              p ->
                  new Arm(
                      p + "%",
                      p == 0 ? Arm.Role.CONTROL : Arm.Role.TREATMENT,
                      architecture,
                      p == 0 ? "none" : location + "@" + p + "%" + (p == 100 ? "" : selection),
                      p))
          .toList();
    }

    @Override
    public Optional<String> levelsField() {
      return Optional.of("proportions");
    }
  }

  /** A control and a treatment for each depth. */
  record OverDepth(String control, String treatment) implements ArmPlan {
    @Override
    public List<Arm> arms(String architecture, List<Integer> levels) {
      List<Arm> arms = new ArrayList<>();
      for (int depth : levels) {
        String at = architecture.replace(Specs.DEPTH, Integer.toString(depth));
        arms.add(new Arm("control " + depth, Arm.Role.CONTROL, at, control, depth));
        arms.add(new Arm("treatment " + depth, Arm.Role.TREATMENT, at, treatment, depth));
      }
      return arms;
    }

    @Override
    public Optional<String> levelsField() {
      return Optional.of("depths");
    }
  }

  /** An arm of a named plan. */
  record Member(String name, Arm.Role role, String erasure) {}

  /** Read the fields that the kind of the criterion asks for. */
  static ArmPlan read(RecordFields fields, Criterion criterion, YamlNode criterionNode) {
    if (criterion instanceof Criterion.Effect) {
      return new Named(
          List.of(
              new Member("control", Arm.Role.CONTROL, erase(fields, "control")),
              new Member("treatment", Arm.Role.TREATMENT, erase(fields, "treatment"))));
    }
    if (criterion instanceof Criterion.Level) {
      return new Named(
          List.of(new Member("treatment", Arm.Role.TREATMENT, erase(fields, "treatment"))));
    }
    if (criterion instanceof Criterion.Ordering ordering) {
      return ordering(fields, ordering.best(), criterionNode);
    }
    String variable = fields.text("variable", "proportion, depth");
    if (variable.equals("proportion")) {
      String allowed = "first, last, all, or a position from 1 on";
      String location = fields.text("location", allowed);
      Specs.erasure(
          "location",
          new YamlNode.Scalar(fields.required("location", allowed).place(), location + "@50%"));
      String selection =
          fields.has("selection")
              ? fields.oneOf("selection", new String[] {"even", "input", "output"}, s -> s)
              : "even";
      return new OverProportion(location, selection.equals("even") ? "" : ":" + selection);
    }
    if (variable.equals("depth")) {
      return new OverDepth(erase(fields, "control"), erase(fields, "treatment"));
    }
    throw RecordFields.refuse(
        "variable", fields.required("variable", "proportion, depth"), "proportion, depth");
  }

  private static Named ordering(RecordFields fields, String best, YamlNode criterion) {
    RecordFields arms =
        RecordFields.of(
            "arms",
            fields.required("arms", "named arms, each with what it erases"),
            "arms (name: {erase: …})");
    List<Member> members = new ArrayList<>();
    for (String name : arms.names()) {
      String erasure = erase(arms, name);
      members.add(
          new Member(
              name, erasure.equals("none") ? Arm.Role.CONTROL : Arm.Role.TREATMENT, erasure));
    }
    List<String> names = members.stream().map(Member::name).toList();
    if (names.size() < 2) {
      throw arms.place().refuse("field 'arms': found " + names + ", allowed two or more");
    }
    if (!names.contains(best)) {
      throw criterion
          .place()
          .refuse(
              "field 'best': found '"
                  + YamlNode.brief(best)
                  + "', allowed an arm: "
                  + String.join(", ", names));
    }
    return new Named(List.copyOf(members));
  }

  private static String erase(RecordFields fields, String arm) {
    RecordFields inner = RecordFields.of(arm, fields.required(arm, "{erase: …}"), "an arm (erase)");
    String erasure =
        Specs.erasure("erase", inner.required("erase", "what is erased, such as last@100%"));
    inner.end();
    return erasure;
  }
}
