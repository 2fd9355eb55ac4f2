package org.paperclaims.harness.engine.torch;

import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch_cuda;
import org.jspecify.annotations.Nullable;

/** Where tensors live: brings numbers there and back. */
final class TorchDevice {
  private final String id;
  private final @Nullable GpuStream stream;

  /** Use a device, {@code cpu} or {@code cuda:N}; the library is loaded. */
  TorchDevice(String id) {
    this.id = id;
    this.stream = isCpu() ? null : new GpuStream(index());
  }

  /** Do native work; on a GPU it goes through a stream of this user of the device alone. */
  <T> T run(Supplier<T> work) {
    return stream == null ? work.get() : stream.run(work);
  }

  /** Give what captures work on the device, if it can be. */
  Optional<Capture> capture() {
    return Optional.ofNullable(stream);
  }

  boolean isCpu() {
    return id.equals("cpu");
  }

  torch.DeviceType type() {
    return isCpu() ? torch.DeviceType.CPU : torch.DeviceType.CUDA;
  }

  /** Give the number of the GPU. */
  private byte index() {
    return isCpu() ? 0 : Byte.parseByte(id.substring("cuda:".length()));
  }

  /**
   * Choose cuDNN's algorithms. The choice is the process's: one learner that asks for the same bits
   * on every run gets them for all.
   */
  void configure(boolean deterministic) {
    if (isCpu()) {
      return;
    }
    Context context = torch.globalContext();
    // float32 means float32: TensorFloat-32 keeps ten bits of the fraction.
    context.setAllowTF32CuDNN(false);
    context.setAllowTF32CuBLAS(false);
    if (deterministic) {
      context.setDeterministicCuDNN(true);
      context.setBenchmarkCuDNN(false);
      context.setDeterministicAlgorithms(true, true);
      // With that, libtorch would fill every new tensor with NaN, a kernel each, to expose
      // operations that read what was never written; the same bits do not need it.
      context.setDeterministicFillUninitializedMemory(false);
    } else if (!context.deterministicCuDNN()) {
      context.setBenchmarkCuDNN(true);
    }
  }

  /** Make a vector of zeros. */
  Tensor zeros(long size) {
    return torch.zeros(new long[] {size}, new TensorOptions(new Device(id)));
  }

  /** Make a zero that is no vector. */
  Tensor zero() {
    return torch.zeros(new long[] {}, new TensorOptions(new Device(id)));
  }

  /** Make a tensor of one number on the CPU. */
  static Tensor scalar(float number) {
    return torch.full(new long[] {}, new Scalar(number));
  }

  /** Make a generator of random numbers with a seed. */
  Generator generator(long seed) {
    if (isCpu()) {
      return torch.make_generator_cpu(seed);
    }
    Generator generator = torch_cuda.make_generator_cuda(index());
    generator.set_current_seed(seed);
    return generator;
  }

  /**
   * Bring numbers to the device.
   *
   * @param values is not copied if the device is the CPU: keep it as it is while the tensor is used
   */
  Tensor tensor(Pointer values, torch.ScalarType type, long... shape) {
    Tensor tensor = torch.from_blob(values, shape, new TensorOptions(type));
    return isCpu() ? tensor : tensor.to(new Device(id), type);
  }

  /** Copy labels to the device, as the 64-bit integers that libtorch wants. */
  Tensor labels(int[] labels) {
    long[] wide = new long[labels.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = labels[i];
    }
    return longs(wide);
  }

  /** Copy 64-bit integers to the device. */
  Tensor longs(long[] numbers) {
    return tensor(new LongPointer(numbers), torch.ScalarType.Long, numbers.length);
  }

  /** Copy numbers to the device. */
  Tensor floats(float[] numbers, long... shape) {
    return tensor(new FloatPointer(numbers), torch.ScalarType.Float, shape);
  }

  /** Copy a tensor's numbers to Java, row major. */
  static float[] floats(Tensor tensor) {
    Tensor dense =
        tensor
            .to(new Device("cpu"), torch.ScalarType.Float)
            .contiguous(torch.MemoryFormat.Contiguous);
    float[] numbers = new float[Math.toIntExact(dense.numel())];
    if (numbers.length > 0) {
      new FloatPointer(dense.data_ptr()).get(numbers);
    }
    return numbers;
  }

  /** Lay a batch of images out with the channels innermost. */
  static Tensor channelsLast(Tensor images) {
    return images.contiguous(torch.MemoryFormat.ChannelsLast);
  }
}
