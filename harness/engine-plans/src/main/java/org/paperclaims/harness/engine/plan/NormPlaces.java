package org.paperclaims.harness.engine.plan;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.RectifierKind;

/**
 * The batch normalisations of a network, each with the sum and the rectifier that follow it if
 * nobody else reads what is between.
 *
 * @param byOutput by the slot that they, with what follows them, fill
 * @param absorbed by slot, whether its node is part of one of these
 */
public record NormPlaces(Map<Integer, NormPlace> byOutput, boolean[] absorbed) {
  /** Find them. */
  public static NormPlaces of(Slots slots) {
    Finder finder = new Finder(slots);
    // From the last to the first: of two normalisations that are added, the later takes the sum,
    // as the other is computed by then.
    for (int slot = slots.count() - 1; slot > 0; slot--) {
      if (slots.node(slot) instanceof Node.BatchNorm norm) {
        NormPlace place = finder.place(norm, slot);
        finder.places.put(place.output(), place);
      }
    }
    return new NormPlaces(Collections.unmodifiableMap(finder.places), finder.absorbed);
  }

  /** Give the slot at whose turn a node's numbers are computed: a later one's if it is absorbed. */
  int turn(int slot, Slots slots) {
    int turn = slot;
    while (absorbed[turn] && !byOutput.containsKey(turn)) {
      turn = slots.lastReader(turn);
    }
    return turn;
  }

  private static final class Finder {
    private final Slots slots;
    private final Map<Integer, NormPlace> places = new TreeMap<>();
    private final boolean[] absorbed;

    Finder(Slots slots) {
      this.slots = slots;
      this.absorbed = new boolean[slots.count()];
    }

    private NormPlace place(Node.BatchNorm norm, int slot) {
      absorbed[slot] = true;
      int output = slot;
      int added = NormPlace.NOTHING;
      int reader = onlyReader(output);
      if (reader > 0 && isPlainSum(reader) && !absorbed[reader]) {
        int[] operands = slots.inputs(reader);
        added = operands[0] == output ? operands[1] : operands[0];
        absorbed[reader] = true;
        output = reader;
        reader = onlyReader(output);
      }
      boolean rectify = reader > 0 && isRelu(reader);
      if (rectify) {
        absorbed[reader] = true;
        output = reader;
      }
      return new NormPlace(norm, slots.inputs(slot)[0], added, rectify, output);
    }

    private int onlyReader(int slot) {
      int last = slots.lastReader(slot);
      return slots.isReadOnce(slot) && last < slots.count() ? last : -1;
    }

    private boolean isPlainSum(int slot) {
      return slots.node(slot) instanceof Node.Add add
          && add.scales().size() == 2
          && add.scales().stream().allMatch(scale -> scale == 1.0);
    }

    private boolean isRelu(int slot) {
      return slots.node(slot) instanceof Node.Rectifier rectifier
          && rectifier.effect() instanceof RectifierKind.Relu;
    }
  }
}
