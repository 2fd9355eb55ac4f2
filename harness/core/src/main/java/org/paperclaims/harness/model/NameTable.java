package org.paperclaims.harness.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Parameter;

/**
 * How the tensors of a family's networks are called in other codes.
 *
 * @param name such as {@code ResNet}
 * @param by the codes that call them so
 */
public record NameTable(String name, String by, List<NameTable.Rule> rules) {
  private static final String RESOURCE = "name-tables.yaml";
  private static final Pattern PLACE = Pattern.compile("\\{([a-z])}");
  private static final Pattern COUNTED = Pattern.compile("\\{(\\d*)([a-z])([+-]\\d+)?}");
  private static final String SEQUENCE = "{#}";
  private static final List<NameTable> KNOWN = List.copyOf(read());

  public NameTable {
    rules = List.copyOf(rules);
  }

  /**
   * The names of one kind of node.
   *
   * @param ours matches this project's names
   * @param places the letters that stand for numbers, in order
   * @param theirs names in other codes, with places
   */
  public record Rule(Pattern ours, List<String> places, List<String> theirs) {
    static Rule of(String ours, JsonNode theirs) {
      List<String> places = new ArrayList<>();
      StringBuilder pattern = new StringBuilder();
      int end = 0;
      for (Matcher m = PLACE.matcher(ours); m.find(); end = m.end()) {
        places.add(m.group(1));
        pattern.append(Pattern.quote(ours.substring(end, m.start()))).append("(\\d+)");
      }
      pattern.append(Pattern.quote(ours.substring(end)));
      List<String> names = new ArrayList<>();
      if (theirs.isArray()) {
        theirs.forEach(t -> names.add(t.textValue()));
      } else {
        names.add(theirs.textValue());
      }
      return new Rule(Pattern.compile(pattern.toString()), places, names);
    }

    List<String> names(Matcher matched, int sequence) {
      Map<String, Integer> numbers = new HashMap<>();
      for (int i = 0; i < places.size(); i++) {
        numbers.put(places.get(i), Integer.parseInt(matched.group(i + 1)));
      }
      return theirs.stream().map(t -> filled(t, numbers, sequence)).toList();
    }

    private static String filled(String name, Map<String, Integer> numbers, int sequence) {
      return COUNTED
          .matcher(name.replace(SEQUENCE, Integer.toString(sequence)))
          .replaceAll(
              m -> {
                int times = m.group(1).isEmpty() ? 1 : Integer.parseInt(m.group(1));
                int plus = m.group(3) == null ? 0 : Integer.parseInt(m.group(3));
                return Integer.toString(times * numbers.getOrDefault(m.group(2), 0) + plus);
              });
    }
  }

  /** Give the tables that this project knows. */
  public static List<NameTable> known() {
    return KNOWN;
  }

  private static List<NameTable> read() {
    List<NameTable> tables = new ArrayList<>();
    try (InputStream in = NameTable.class.getResourceAsStream(RESOURCE)) {
      for (JsonNode table : new YAMLMapper().readTree(in)) {
        List<Rule> rules = new ArrayList<>();
        table.get("nodes").properties().forEach(e -> rules.add(Rule.of(e.getKey(), e.getValue())));
        tables.add(
            new NameTable(table.get("name").textValue(), table.get("by").textValue(), rules));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the tables of names cannot be read", e);
    }
    return tables;
  }

  /**
   * Give what each tensor of a network may be called in a file, before any prefix.
   *
   * @return empty if the table has no name for one of the network's nodes
   */
  Map<Parameter, List<String>> names(Network network) {
    Map<String, List<String>> nodes = new HashMap<>();
    int sequence = 0;
    for (Node node : network.nodes()) {
      nodes.put(node.name(), names(node.name(), sequence));
      if (node instanceof Node.Conv
          || node instanceof Node.BatchNorm
          || node instanceof Node.Rectifier
          || node instanceof Node.Pool) {
        sequence++;
      }
    }
    Map<Parameter, List<String>> names = new LinkedHashMap<>();
    for (Parameter parameter : network.parameters()) {
      List<String> theirs = nodes.getOrDefault(parameter.node(), List.of());
      if (theirs.isEmpty()) {
        return Map.of();
      }
      names.put(parameter, theirs.stream().map(n -> n + "." + role(parameter.role())).toList());
    }
    return names;
  }

  private List<String> names(String node, int sequence) {
    for (Rule rule : rules) {
      Matcher matched = rule.ours().matcher(node);
      if (matched.matches()) {
        return rule.names(matched, sequence);
      }
    }
    return List.of();
  }

  private static String role(Parameter.Role role) {
    return switch (role) {
      case WEIGHT, GAMMA, SLOPE -> "weight";
      case BIAS, BETA -> "bias";
      case MEAN -> "running_mean";
      case VARIANCE -> "running_var";
    };
  }
}
