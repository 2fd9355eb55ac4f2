package org.paperclaims.harness.engine.plan.dnnl;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.paperclaims.harness.engine.EngineException;

/** Makes oneDNN's objects on the CPU and keeps them until it is closed. For one thread. */
final class Workshop implements AutoCloseable {
  private static final int FULL = 1;

  /** In the place of an address, it has the library take memory of its own. */
  private static final class Wherever extends Pointer {
    Wherever() {
      address = -1;
    }
  }

  private final Deque<Runnable> endings = new ArrayDeque<>();
  private final dnnl_engine engine;
  private final dnnl_stream stream;
  private long bytes;

  Workshop() {
    this.engine =
        make(
            p -> dnnl.dnnl_engine_create(p, dnnl.dnnl_cpu, 0),
            dnnl_engine::new,
            dnnl::dnnl_engine_destroy);
    this.stream =
        make(
            p -> dnnl.dnnl_stream_create(p, engine, dnnl.dnnl_stream_default_flags),
            dnnl_stream::new,
            dnnl::dnnl_stream_destroy);
  }

  dnnl_engine engine() {
    return engine;
  }

  /** Makes an object, whose address goes to the first place of a pointer. */
  @FunctionalInterface
  interface Maker {
    int make(PointerPointer<Pointer> into);
  }

  /**
   * Make an object of the library, to be destroyed when this is closed.
   *
   * @throws EngineException if the library refuses
   */
  <P> P make(Maker maker, Function<Pointer, P> as, ToIntFunction<P> destroy) {
    try (PointerPointer<Pointer> into = new PointerPointer<>(1)) {
      check(maker.make(into));
      P made = as.apply(into.get());
      endings.push(() -> check(destroy.applyAsInt(made)));
      return made;
    }
  }

  static void check(int status) {
    if (status == FULL) {
      String message = "oneDNN has no memory left for a plan; use a smaller batch";
      throw new EngineException.OutOfMemory(message, new OutOfMemoryError());
    } else if (status != dnnl.dnnl_success) {
      throw new EngineException("oneDNN refused a kernel; its status is " + status);
    }
  }

  dnnl_memory_desc layout(int order, long... sizes) {
    return make(
        p -> dnnl.dnnl_memory_desc_create_with_tag(p, sizes.length, sizes, dnnl.dnnl_f32, order),
        dnnl_memory_desc::new,
        dnnl::dnnl_memory_desc_destroy);
  }

  /** Give a name to numbers that lie somewhere in an order. */
  Operand at(Pointer data, int order, long... sizes) {
    dnnl_memory_desc layout = layout(order, sizes);
    return operand(memory(layout, data), data, layout, order, sizes);
  }

  /** Make room for numbers in an order, on the boundary of a cache line. */
  Operand room(int order, long... sizes) {
    dnnl_memory_desc layout = layout(order, sizes);
    dnnl_memory memory = room(layout, dnnl.dnnl_memory_desc_get_size(layout));
    return operand(memory, handle(memory), layout, order, sizes);
  }

  /** Make room for numbers in an order of the library's choice. */
  Operand room(dnnl_memory_desc layout) {
    dnnl_memory memory = room(layout, dnnl.dnnl_memory_desc_get_size(layout));
    return operand(memory, handle(memory), layout, -1);
  }

  private dnnl_memory room(dnnl_memory_desc layout, long size) {
    bytes += size;
    return memory(layout, new Wherever());
  }

  /** Give how much memory was taken for numbers. */
  long bytes() {
    return bytes;
  }

  private static Operand operand(
      dnnl_memory memory, Pointer data, dnnl_memory_desc layout, int order, long... sizes) {
    long count = dnnl.dnnl_memory_desc_get_size(layout) / Float.BYTES;
    return new Operand(memory, data, layout, count, order, Arrays.stream(sizes).boxed().toList());
  }

  private static Pointer handle(dnnl_memory memory) {
    try (PointerPointer<Pointer> into = new PointerPointer<>(1)) {
      check(dnnl.dnnl_memory_get_data_handle(memory, into));
      return into.get();
    }
  }

  private dnnl_memory memory(dnnl_memory_desc layout, Pointer data) {
    return make(
        p -> dnnl.dnnl_memory_create(p, layout, engine, data),
        dnnl_memory::new,
        dnnl::dnnl_memory_destroy);
  }

  dnnl_primitive_desc described(Maker maker) {
    return make(maker, dnnl_primitive_desc::new, dnnl::dnnl_primitive_desc_destroy);
  }

  /**
   * Describe a kernel of the implementation that is wanted, or the library's first choice where it
   * has none.
   */
  dnnl_primitive_desc described(Maker maker, String wanted) {
    dnnl_primitive_desc found = described(maker);
    do {
      if (implementation(found).equals(wanted)) {
        return found;
      }
    } while (dnnl.dnnl_primitive_desc_next_impl(found) == dnnl.dnnl_success);
    return described(maker);
  }

  /** Give the library's name of a kernel's implementation. */
  static String implementation(dnnl_primitive_desc described) {
    try (PointerPointer<Pointer> into = new PointerPointer<>(1)) {
      check(dnnl.dnnl_primitive_desc_query(described, dnnl.dnnl_query_impl_info_str, 0, into));
      return new BytePointer(into.get()).getString();
    }
  }

  /** Give the layout that a kernel wants, which lives as long as its description. */
  static dnnl_memory_desc wanted(dnnl_primitive_desc described, int what) {
    return dnnl.dnnl_primitive_desc_query_md(described, what, 0);
  }

  /** An operand, by the number of its place among a kernel's. */
  record Argument(int place, Operand operand) {}

  Kernel kernel(dnnl_primitive_desc described, List<Argument> arguments) {
    return kernel(described, arguments.toArray(Argument[]::new));
  }

  Kernel kernel(dnnl_primitive_desc described, Argument... arguments) {
    dnnl_primitive primitive =
        make(
            p -> dnnl.dnnl_primitive_create(p, described),
            dnnl_primitive::new,
            dnnl::dnnl_primitive_destroy);
    dnnl_exec_arg_t all = new dnnl_exec_arg_t(arguments.length);
    all.retainReference();
    endings.push(all::close);
    for (int i = 0; i < arguments.length; i++) {
      all.getPointer(i).arg(arguments[i].place()).memory(arguments[i].operand().memory());
    }
    return () -> check(dnnl.dnnl_primitive_execute(primitive, stream, arguments.length, all));
  }

  @Override
  public void close() {
    while (!endings.isEmpty()) {
      endings.pop().run();
    }
  }
}
