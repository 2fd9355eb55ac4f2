package org.paperclaims.trackers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Writes a TensorBoard event file: records with their lengths and masked CRC-32C (TFRecord), each
 * an {@code Event} of TensorFlow's {@code event.proto} in protobuf's wire format.
 */
final class EventWriter {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final OutputStream out;
  private final double wallTime;

  /**
   * Begin a file: its first event names the version of the format.
   *
   * @param wallTime of every event, in seconds since 1970
   */
  EventWriter(OutputStream out, double wallTime) throws IOException {
    this.out = out;
    this.wallTime = wallTime;
    ByteArrayOutputStream event = event();
    bytes(event, 3, "brain.Event:2".getBytes(StandardCharsets.UTF_8));
    write(event.toByteArray());
  }

  /** Write a number as the float32 that TensorBoard shows. */
  void scalar(String tag, long step, double number) throws IOException {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    bytes(value, 1, tag.getBytes(StandardCharsets.UTF_8));
    fixed(value, 2, FIXED32, little(4).putFloat((float) number).array());
    ByteArrayOutputStream summary = new ByteArrayOutputStream();
    bytes(summary, 1, value.toByteArray());
    ByteArrayOutputStream event = event();
    varint(event, (2 << 3) | VARINT);
    varint(event, step);
    bytes(event, 5, summary.toByteArray());
    write(event.toByteArray());
  }

  private ByteArrayOutputStream event() {
    ByteArrayOutputStream event = new ByteArrayOutputStream();
    fixed(event, 1, FIXED64, little(8).putDouble(wallTime).array());
    return event;
  }

  private void write(byte[] content) throws IOException {
    byte[] length = little(8).putLong(content.length).array();
    out.write(length);
    out.write(little(4).putInt(masked(length)).array());
    out.write(content);
    out.write(little(4).putInt(masked(content)).array());
  }

  /**
   * TensorFlow masks checksums, since the checksum of a text that holds checksums is a poor one.
   */
  private static int masked(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void fixed(ByteArrayOutputStream message, int field, int type, byte[] value) {
    varint(message, (field << 3) | type);
    message.writeBytes(value);
  }

  private static void bytes(ByteArrayOutputStream message, int field, byte[] value) {
    varint(message, (field << 3) | BYTES);
    varint(message, value.length);
    message.writeBytes(value);
  }

  private static void varint(ByteArrayOutputStream message, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      message.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    message.write((int) rest);
  }
}
