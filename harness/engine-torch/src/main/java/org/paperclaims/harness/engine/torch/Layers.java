package org.paperclaims.harness.engine.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.architectures.Shape;
import org.paperclaims.harness.engine.plan.NormPlaces;
import org.paperclaims.harness.engine.plan.Slots;

/**
 * The forms that a network's nodes take in slices: normalisations with what follows them,
 * convolutions of images, and everything else by autograd.
 */
final class Layers {
  private final Network network;
  private final Winograd winograd;
  private final Slots slots;

  private final NormPlaces places;

  Layers(Network network, Winograd winograd) {
    this.network = network;
    this.winograd = winograd;
    this.slots = Slots.of(network);
    this.places = NormPlaces.of(slots);
  }

  int slots() {
    return slots.count();
  }

  /** Give the slot of what the network puts out. */
  int output() {
    return slots.output();
  }

  /** Make what the slices share of every normalisation, by the slot that it fills. */
  Map<Integer, Norm> norms(int slices) {
    Map<Integer, Norm> norms = new TreeMap<>();
    places.byOutput().forEach((slot, place) -> norms.put(slot, new Norm(place, slices)));
    return norms;
  }

  /** A layer, and the slot that it fills. */
  record Filling(Layer layer, int slot) {}

  /** Make one slice's layers, in the order in which they are computed. */
  List<Filling> of(
      int slice, Map<Integer, Norm> norms, Team team, Weights weights, Randomness randomness) {
    Map<Integer, NormKernel> kernels = new TreeMap<>();
    Planes planes = new Planes(weights);
    List<Filling> layers = new ArrayList<>();
    for (int slot = 1; slot < slots.count(); slot++) {
      Norm norm = norms.get(slot);
      if (norm != null) {
        NormKernel kernel =
            kernels.computeIfAbsent(norm.place().node().channels(), NormKernel::new);
        layers.add(new Filling(new NormLayer(slice, norm, team, kernel, weights), slot));
      } else if (!places.absorbed()[slot]) {
        layers.add(new Filling(layer(slot, weights, randomness, planes), slot));
      }
    }
    return layers;
  }

  private Layer layer(int slot, Weights weights, Randomness randomness, Planes planes) {
    Node node = slots.node(slot);
    int[] inputs = slots.inputs(slot);
    Operation operation = Operations.of(node, network, weights, randomness, -1);
    if (node instanceof Node.Conv conv && isImage(node.name()) && isImage(conv.input())) {
      return new ConvLayer(
          conv.name(), convolution(conv, operation, weights, planes), inputs[0], slot);
    }
    List<Parameter> parameters =
        network.parameters().stream()
            .filter(parameter -> parameter.node().equals(node.name()))
            .toList();
    return new AutogradLayer(operation, inputs, slot, parameters, weights);
  }

  private Convolution convolution(
      Node.Conv node, Operation operation, Weights weights, Planes planes) {
    DirectConvolution direct = new DirectConvolution(node, operation, weights);
    Shape image = network.shape(node.input());
    if (!winograd.fits(node, image)) {
      return direct;
    }
    return new WinogradConvolution(node, image, weights, planes);
  }

  private boolean isImage(String node) {
    Shape shape = network.shape(node);
    return shape.height() > 1 || shape.width() > 1;
  }
}
