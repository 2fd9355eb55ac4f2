package org.paperclaims.harness.engine.testkit;

import java.util.List;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;

/**
 * A small member of a family that a word of its spec changes.
 *
 * @param pixels height and width of the images
 * @param seeds the first seeds whose draws are clear, one for each of {@link FamilyMember}'s
 *     erasures
 */
record WordMember(String spec, int pixels, List<Integer> seeds) {
  static final List<WordMember> ALL =
      List.of(
          new WordMember("resnet-8-scale0.5-w2", 8, 1, 1, 1),
          new WordMember("resnet-8-shortscale0.5-w2", 8, 1, 1, 1),
          new WordMember("resnet-8-conv1-w2", 8, 1, 1, 1),
          new WordMember("resnet-8-shortdropout0.5-w2", 8, 1, 1, 1),
          new WordMember("resnet-8-gate6-w2", 8, 1, 1, 1),
          new WordMember("resnet-8-shortgate2-w2", 8, 1, 1, 1),
          new WordMember("resnet-8-bnafter-w2", 8, 1, 1, 1),
          new WordMember("resnet-8-relubefore-w2", 8, 1, 1, 1),
          new WordMember("resnet-8-relupre-w2", 8, 1, 1, 1),
          new WordMember("resnet-11-bottleneck-relupre-w2", 8, 1, 1, 1),
          new WordMember("plain-8-nobn-w2", 8, 1, 1, 1),
          new WordMember("wrn-10-2-k3-w2", 8, 1, 1, 1),
          new WordMember("wrn-10-2-k1.3.1-w2", 8, 1, 1, 1),
          new WordMember("vgg-11-lrn-w2", 32, 1, 1, 1),
          new WordMember("vgg-16-c-w2", 32, 1, 1, 1),
          new WordMember("vgg-13-five-w2", 32, 2, 1, 1),
          new WordMember("nin-conv-w4", 16, 1, 1, 1),
          new WordMember("nin-fc-w4", 16, 1, 1, 1),
          new WordMember("zfnet-w3", 16, 1, 1, 1),
          new WordMember("zfnet-k11-s4-no34-w3", 16, 1, 1, 1),
          new WordMember("alexnet-dense-no67-w3", 16, 1, 1, 1),
          new WordMember("inception-v4-n1-w1", 8, 2, 2, 1),
          new WordMember("inception-resnet-v2-n1-w1", 8, 1, 1, 1),
          new WordMember("inception-resnet-v2-n1-scale1-w1", 8, 1, 1, 1),
          new WordMember("inception-resnet-v2-n1-noskip-w1", 8, 1, 1, 1),
          new WordMember("inception-resnet-v1-n1-w1", 8, 1, 1, 1),
          new WordMember("inception-resnet-v1-n1-noskip-w1", 8, 1, 1, 1),
          new WordMember("cpm-2-all-dropout-w2", 72, 5, 2, 20),
          new WordMember("cpm-3-all-k3-dropout-w4", 16, 1, 1, 2),
          new WordMember("cpm-3-all-centre-w4", 16, 1, 1, 1));

  private WordMember(String spec, int pixels, int none, int last, int all) {
    this(spec, pixels, List.of(none, last, all));
  }

  Network network(int outputs) {
    return Architectures.build(spec, new Shape(3, pixels, pixels), outputs);
  }
}
