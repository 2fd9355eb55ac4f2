package org.paperclaims.architectures.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.architectures.spec.Family;
import org.w3c.dom.Document;

class NetworkDiagramTest {

  @ParameterizedTest
  @MethodSource("families")
  void draws_every_family_as_the_docs_show_it_with_title_and_description(Family family)
      throws Exception {
    Architecture example = Architectures.parse(family.example());
    Network network = example.build(example.usualInput(), example.usualOutputs());
    String svg = NetworkDiagram.svg(Erasure.parse("last@50%").applyTo(network));
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .contains(family.example());
    assertThat(document.getElementsByTagName("desc").item(0).getTextContent()).contains("erased");
    keepForAReader(family.head(), svg);
    assertThat(Files.readString(Path.of("..", "docs", "architectures", family.head() + ".svg")))
        .as("the drawings in docs/architectures are those in architectures/target/diagrams")
        .isEqualTo(svg);
  }

  static List<Family> families() {
    return Architectures.families();
  }

  @Test
  void strikes_out_what_is_erased_and_nothing_else() {
    Network network = Architectures.build("resnet-8-w4", new Shape(3, 16, 16), 10);
    int legend = strikes(NetworkDiagram.svg(network));
    assertThat(strikes(NetworkDiagram.svg(Erasure.last().applyTo(network)))).isEqualTo(legend + 3);
    assertThat(strikes(NetworkDiagram.svg(Erasure.parse("all@100%").applyTo(network))))
        .isEqualTo(legend + 6);
  }

  @Test
  void folds_the_modules_of_a_deep_network() {
    Network network = Architectures.build("preresnet-1001", new Shape(3, 32, 32), 10);
    String svg = NetworkDiagram.svg(Erasure.parse("last@50%").applyTo(network));
    assertThat(svg).contains("stage1.module2 … module111", "× 110, 55 treated");
    assertThat(svg.length()).isLessThan(120_000);
  }

  private static int strikes(String svg) {
    return svg.split("class=\"pc-x\"", -1).length;
  }

  private static void keepForAReader(String name, String svg) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "diagrams"));
    Files.writeString(folder.resolve(name + ".svg"), svg);
  }
}
