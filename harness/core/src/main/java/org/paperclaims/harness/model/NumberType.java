package org.paperclaims.harness.model;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The type of a stored tensor's numbers, little-endian, by the names of safetensors. */
public enum NumberType {
  F64(8, true, "DoubleStorage"),
  F32(4, true, "FloatStorage"),
  F16(2, true, "HalfStorage"),
  BF16(2, true, "BFloat16Storage"),
  I64(8, false, "LongStorage"),
  I32(4, false, "IntStorage"),
  I16(2, false, "ShortStorage"),
  I8(1, false, "CharStorage"),
  U64(8, false, ""),
  U32(4, false, ""),
  U16(2, false, ""),
  U8(1, false, "ByteStorage"),
  BOOL(1, false, "BoolStorage");

  private static final int HALF_BIAS = 15;
  private static final int FLOAT_BIAS = 127;

  private final int bytes;
  private final boolean real;
  private final String torchStorage;

  NumberType(int bytes, boolean real, String torchStorage) {
    this.bytes = bytes;
    this.real = real;
    this.torchStorage = torchStorage;
  }

  /** Give the size of one number. */
  public int bytes() {
    return bytes;
  }

  /** Tell whether a weight can be of this type; counters and masks are not. */
  public boolean isReal() {
    return real;
  }

  /** Find a type by the name of PyTorch's class of storages. */
  static Optional<NumberType> ofTorchStorage(String name) {
    return Arrays.stream(values())
        .filter(t -> !name.isEmpty() && t.torchStorage.equals(name))
        .findFirst();
  }

  /** Read the next number as the nearest float32. */
  float next(ByteBuffer littleEndian) {
    return switch (this) {
      case F64 -> (float) littleEndian.getDouble();
      case F32 -> littleEndian.getFloat();
      case F16 -> half(littleEndian.getShort());
      case BF16 -> Float.intBitsToFloat(littleEndian.getShort() << 16);
      default -> throw new IllegalStateException(this + " is no type of weights");
    };
  }

  /** Widen an IEEE 754 binary16 number; every one has an exact float32. */
  static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >> 10) & 0x1F;
    int fraction = bits & 0x3FF;
    if (exponent == 0x1F) {
      return Float.intBitsToFloat(sign | 0x7F800000 | fraction << 13);
    }
    if (exponent == 0) {
      float size = fraction * 0x1p-24f;
      return sign == 0 ? size : -size;
    }
    return Float.intBitsToFloat(sign | (exponent - HALF_BIAS + FLOAT_BIAS) << 23 | fraction << 13);
  }
}
