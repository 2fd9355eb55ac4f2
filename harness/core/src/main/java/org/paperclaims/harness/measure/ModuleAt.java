package org.paperclaims.harness.measure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.paperclaims.architectures.Module;
import org.paperclaims.architectures.Network;

/** A place in a network by its modules, in the order from input to output. */
enum ModuleAt {
  FIRST,
  MIDDLE,
  LAST;

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Give the module; none where a network has none. The middle is the later one of two. */
  Optional<Module> of(Network network) {
    List<Module> modules = network.modules();
    if (modules.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (this) {
          case FIRST -> modules.get(0);
          case MIDDLE -> modules.get(modules.size() / 2);
          case LAST -> modules.get(modules.size() - 1);
        });
  }

  /** Give the name of the last node of the module, whose output is the module's. */
  Optional<String> output(Network network) {
    return of(network)
        .flatMap(
            module ->
                network.nodes().stream()
                    .map(org.paperclaims.architectures.Node::name)
                    .filter(n -> n.startsWith(module.name() + "."))
                    .reduce((first, second) -> second));
  }
}
