package org.paperclaims.harness.elsewhere;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of a message in protobuf's wire format, one after another. A length is believed
 * only where so many bytes are left.
 */
final class Wire {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private final ByteBuffer bytes;
  private int field;
  private int type;

  Wire(ByteBuffer message) {
    this.bytes = message.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Go on to the next field, whose value must be taken or skipped then.
   *
   * @return whether there is one
   * @throws IllegalArgumentException if there are other bytes
   */
  boolean next() {
    if (!bytes.hasRemaining()) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    type = (int) (tag & 7);
    if (tag <= 0 || tag > 0xffffffffL || field == 0) {
      throw new IllegalArgumentException("a field has the tag " + tag);
    }
    return true;
  }

  /** Tell whether the field has a number and a type of the wire format. */
  boolean is(int number, int wireType) {
    return field == number && type == wireType;
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte b = need(1).get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number has more than 64 bits");
  }

  double fixed64() {
    return need(8).getDouble();
  }

  float fixed32() {
    return need(4).getFloat();
  }

  /** Take bytes, which may be a message of their own. */
  ByteBuffer bytes() {
    long length = varint();
    if (length < 0 || length > bytes.remaining()) {
      throw new IllegalArgumentException(
          "a field of " + length + " bytes stands where " + bytes.remaining() + " are left");
    }
    ByteBuffer part = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    part.limit((int) length);
    bytes.position(bytes.position() + (int) length);
    return part;
  }

  String text() {
    return StandardCharsets.UTF_8.decode(bytes()).toString();
  }

  void skip() {
    switch (type) {
      case VARINT -> varint();
      case FIXED64 -> fixed64();
      case BYTES -> bytes();
      case FIXED32 -> fixed32();
      default -> throw new IllegalArgumentException("a field has the type " + type);
    }
  }

  private ByteBuffer need(int count) {
    if (bytes.remaining() < count) {
      throw new IllegalArgumentException("the message ends within a field");
    }
    return bytes;
  }
}
