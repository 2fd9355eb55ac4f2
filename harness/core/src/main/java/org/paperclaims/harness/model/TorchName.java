package org.paperclaims.harness.model;

import java.util.Map;
import java.util.Optional;

/** The classes and functions that a pickle may name. None is ever loaded or called. */
enum TorchName {
  ORDERED_DICT,
  REBUILD_TENSOR,
  REBUILD_PARAMETER,
  STORAGE,
  SIZE,
  /** Settings and single numbers that training codes store with a model; they are left out. */
  LEFT_OUT;

  private static final Map<String, TorchName> ALLOWED =
      Map.ofEntries(
          Map.entry("collections.OrderedDict", ORDERED_DICT),
          Map.entry("torch._utils._rebuild_tensor", REBUILD_TENSOR),
          Map.entry("torch._utils._rebuild_tensor_v2", REBUILD_TENSOR),
          Map.entry("torch._utils._rebuild_parameter", REBUILD_PARAMETER),
          Map.entry("torch.Size", SIZE),
          Map.entry("torch.device", LEFT_OUT),
          Map.entry("torch.torch_version.TorchVersion", LEFT_OUT),
          Map.entry("argparse.Namespace", LEFT_OUT),
          Map.entry("collections.defaultdict", LEFT_OUT),
          Map.entry("builtins.set", LEFT_OUT),
          Map.entry("__builtin__.set", LEFT_OUT),
          Map.entry("numpy.dtype", LEFT_OUT),
          Map.entry("numpy.core.multiarray.scalar", LEFT_OUT),
          Map.entry("numpy._core.multiarray.scalar", LEFT_OUT),
          Map.entry("_codecs.encode", LEFT_OUT));

  /** Find a name; empty if it is not allowed. */
  static Optional<TorchName> of(String module, String name) {
    if (module.equals("torch") && NumberType.ofTorchStorage(name).isPresent()) {
      return Optional.of(STORAGE);
    }
    return Optional.ofNullable(ALLOWED.get(module + "." + name));
  }
}
