package org.paperclaims.harness.engine.torch;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.ModelFormat;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.torch.natives.Libtorch;

/**
 * Models as TorchScript. A name's dots make modules within modules, so that {@code state_dict()} in
 * Python has the names of the stored safetensors.
 */
public final class TorchScriptFormat implements ModelFormat {
  private static final String ROOT = "__torch__.";

  /** Make the format; native code is loaded when it is first needed. */
  public TorchScriptFormat() {}

  @Override
  public String id() {
    return "torchscript";
  }

  @Override
  public String description() {
    return "a TorchScript module, which torch.jit.load reads in Python and C++; gives logits";
  }

  @Override
  public void write(Network network, Snapshot model, Task task, Path file) {
    Libtorch.call(
        1,
        () -> {
          module(network, model).save(file.toString());
          return file;
        });
  }

  /** Make the module, whose objects live as long as the pointer scope around. */
  static JitModule module(Network network, Snapshot model) {
    Tree tree = new Tree(new CompilationUnit());
    for (Parameter parameter : network.parameters()) {
      Tensor tensor =
          torch
              .tensor(model.tensor(parameter.name()).data())
              .view(parameter.shape().stream().mapToLong(size -> size).toArray());
      tree.add(parameter, tensor);
    }
    JitModule root = tree.root();
    root.define(ScriptSource.of(network));
    root.eval();
    return root;
  }

  /** Modules by the names of what they hold, the outermost by no name. */
  private static final class Tree {
    private final CompilationUnit unit;
    private final Map<String, JitModule> modules = new LinkedHashMap<>();

    Tree(CompilationUnit unit) {
      this.unit = unit;
    }

    JitModule root() {
      return of("");
    }

    void add(Parameter parameter, Tensor tensor) {
      int dot = parameter.name().lastIndexOf('.');
      JitModule module = of(parameter.name().substring(0, dot));
      String name = parameter.name().substring(dot + 1);
      if (parameter.role().trainable()) {
        module.register_parameter(name, tensor, false);
      } else {
        module.register_buffer(name, tensor);
      }
    }

    private JitModule of(String path) {
      JitModule known = modules.get(path);
      if (known != null) {
        return known;
      }
      String type = path.isEmpty() ? "Network" : "Network_" + path.replace('.', '_');
      JitModule module = new JitModule(new QualifiedName(ROOT + type), unit);
      modules.put(path, module);
      if (!path.isEmpty()) {
        int dot = path.lastIndexOf('.');
        of(path.substring(0, Math.max(dot, 0))).register_module(path.substring(dot + 1), module);
      }
      return module;
    }
  }
}
