package org.paperclaims.harness.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.architectures.spec.ArchitectureException;

/**
 * Finds the architectures that a file may be of, by the names and shapes of its tensors: published
 * members of each family for which there are names of other codes, and the same in the width that
 * the file's first convolution has.
 */
public final class Candidates {
  private static final Shape SMALL = new Shape(3, 32, 32);
  private static final Shape PHOTO = new Shape(3, 224, 224);
  private static final int DEEPEST = 110;

  private Candidates() {}

  /**
   * Find them.
   *
   * @param prefix as in {@link Reading#of}
   * @return complete readings, with the words that no shape shows left out of the spec
   */
  public static List<Reading> of(ModelFile file, String prefix) {
    int outputs = outputs(file);
    List<Reading> fitting = new ArrayList<>();
    for (Member member : members(width(file))) {
      built(member, outputs)
          .map(network -> Reading.of(file, network, prefix))
          .filter(Reading::isComplete)
          .filter(r -> fitting.stream().noneMatch(f -> f.goes().equals(r.goes())))
          .ifPresent(fitting::add);
    }
    return fitting;
  }

  private record Member(String spec, Shape input) {}

  private static Optional<Network> built(Member member, int outputs) {
    try {
      return Optional.of(Architectures.build(member.spec(), member.input(), outputs));
    } catch (ArchitectureException e) {
      return Optional.empty();
    }
  }

  /** Give the outputs of the last linear map that has a bias; 10 where there is none. */
  public static int outputs(ModelFile file) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    file.tensors().forEach(t -> tensors.put(t.name(), t));
    int outputs = 10;
    for (StoredTensor tensor : file.tensors()) {
      boolean map = tensor.name().endsWith(".weight") && tensor.shape().size() == 2;
      if (map && tensors.containsKey(tensor.name().replaceFirst("weight$", "bias"))) {
        outputs = Math.max(1, tensor.shape().get(0));
      }
    }
    return outputs;
  }

  private static int width(ModelFile file) {
    return file.tensors().stream()
        .filter(t -> t.shape().size() == 4)
        .mapToInt(t -> t.shape().get(0))
        .filter(w -> w > 0 && w < 10_000)
        .findFirst()
        .orElse(16);
  }

  private static List<Member> members(int width) {
    List<Member> members = new ArrayList<>();
    for (int depth = 8; depth <= DEEPEST; depth += 6) {
      for (String spec :
          List.of("resnet-%d-a", "resnet-%d-b", "preresnet-%d-a", "preresnet-%d-b")) {
        put(members, spec.formatted(depth), SMALL, width);
      }
    }
    for (int depth : List.of(164, 1001)) {
      put(members, "preresnet-%d".formatted(depth), SMALL, width);
    }
    for (int depth : List.of(18, 34, 50, 101, 152)) {
      put(members, "resnet-%d".formatted(depth), PHOTO, width);
    }
    for (int depth : List.of(10, 16, 22, 28, 34, 40)) {
      IntStream.rangeClosed(1, 12)
          .forEach(k -> members.add(new Member("wrn-%d-%d".formatted(depth, k), SMALL)));
    }
    for (String spec :
        List.of(
            "wrn-50-2",
            "wrn-101-2",
            "resnext-50-32x4d",
            "resnext-101-32x8d",
            "densenet-121",
            "densenet-161",
            "densenet-169",
            "densenet-201")) {
      members.add(new Member(spec, PHOTO));
    }
    for (String spec :
        List.of(
            "resnext-29-8x64d",
            "densenet-40-12",
            "densenet-100-12",
            "densenet-bc-100-12",
            "densenet-bc-190-40",
            "densenet-bc-250-24")) {
      members.add(new Member(spec, SMALL));
    }
    for (String norm : List.of("", "-bn")) {
      for (int depth : List.of(11, 13, 16, 19)) {
        put(members, "vgg-%d%s".formatted(depth, norm), PHOTO, width);
        put(members, "vgg-%d%s".formatted(depth, norm), SMALL, width);
      }
    }
    return members;
  }

  private static void put(List<Member> members, String spec, Shape input, int width) {
    members.add(new Member(spec, input));
    members.add(new Member(spec + "-w" + width, input));
  }
}
