package org.paperclaims.harness.elsewhere;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * The scalars of a TensorBoard event file: records with their lengths and checksums (TFRecord),
 * each an {@code Event} of TensorFlow's {@code event.proto}. Scalars stand in {@code simple_value},
 * or, as TensorFlow 2 and newer writers have them, in a tensor with one float or double.
 */
final class EventFile implements RowReader {
  /** An event with a scalar has some hundred bytes; one with an image may have many. */
  private static final int LONGEST = 64 << 20;

  private static final int FLOAT = 1;
  private static final int DOUBLE = 2;

  private final String file;
  private final String run;
  private final InputStream in;
  private int number;

  /**
   * @param run that the file is of
   */
  EventFile(String file, String run, InputStream in) {
    this.file = file;
    this.run = run;
    this.in = in;
  }

  @Override
  public void read(Consumer<Row> rows) throws IOException {
    DataInputStream data = new DataInputStream(new BufferedInputStream(in, 1 << 16));
    byte[] head = new byte[12];
    for (int first = data.read(); first >= 0; first = data.read()) {
      number++;
      head[0] = (byte) first;
      try {
        data.readFully(head, 1, head.length - 1);
        event(record(data, head), rows);
      } catch (EOFException e) {
        throw refuse(
            "the file ends within it: its writer was killed, or is still at work; let it end, or take the file out");
      } catch (IllegalArgumentException e) {
        throw refuse("it is not an event: " + e.getMessage());
      }
    }
  }

  private ImportException refuse(String problem) {
    return new Place(file, 0, 0).refuse("record " + number + ": " + problem);
  }

  private byte[] record(DataInputStream data, byte[] head) throws IOException {
    ByteBuffer lengths = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    long length = lengths.getLong();
    if (masked(head, 8) != lengths.getInt()) {
      throw refuse(
          "the checksum of its length is another: this is no event file, or it is damaged");
    }
    if (length < 0 || length > LONGEST) {
      throw refuse("it has " + length + " bytes; at most " + LONGEST + " are allowed");
    }
    // A length may claim more than there is, and only the bytes that are there are read.
    byte[] content = data.readNBytes((int) length);
    byte[] sum = data.readNBytes(4);
    if (content.length < length || sum.length < 4) {
      throw new EOFException();
    }
    if (masked(content, content.length)
        != ByteBuffer.wrap(sum).order(ByteOrder.LITTLE_ENDIAN).getInt()) {
      throw refuse("its checksum is another: the file is damaged");
    }
    return content;
  }

  /** Give TensorFlow's masked CRC-32C of the first bytes. */
  static int masked(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    int value = (int) crc.getValue();
    return Integer.rotateRight(value, 15) + 0xa282ead8;
  }

  private void event(byte[] content, Consumer<Row> rows) {
    long step = 0;
    ByteBuffer summary = ByteBuffer.allocate(0);
    Wire event = new Wire(ByteBuffer.wrap(content));
    while (event.next()) {
      if (event.is(2, Wire.VARINT)) {
        step = event.varint();
      } else if (event.is(5, Wire.BYTES)) {
        summary = event.bytes();
      } else {
        event.skip();
      }
    }
    Wire values = new Wire(summary);
    while (values.next()) {
      if (values.is(1, Wire.BYTES)) {
        value(new Wire(values.bytes()), step, rows);
      } else {
        values.skip();
      }
    }
  }

  private void value(Wire value, long step, Consumer<Row> rows) {
    String tag = "";
    double number = 0;
    boolean isScalar = false;
    while (value.next()) {
      if (value.is(1, Wire.BYTES)) {
        tag = value.text();
      } else if (value.is(2, Wire.FIXED32)) {
        number = exact(value.fixed32());
        isScalar = true;
      } else if (value.is(8, Wire.BYTES)) {
        double[] scalar = scalar(new Wire(value.bytes()));
        isScalar |= scalar.length == 1;
        number = scalar.length == 1 ? scalar[0] : number;
      } else {
        value.skip();
      }
    }
    if (isScalar) {
      Row row = new Row(new Place(file, 0, 0));
      row.put(RUN, run, 0);
      row.put(METRIC, tag, 0);
      row.put(VALUE, Double.toString(number), 0);
      row.put(EPOCH, Long.toString(step), 0);
      rows.accept(row);
    }
  }

  /** Give the decimal number that a float32 is the nearest to: 5.11, and not 5.1100001335. */
  private static double exact(float value) {
    return Double.parseDouble(Float.toString(value));
  }

  /** Give the one number of a tensor, or none. */
  private static double[] scalar(Wire tensor) {
    long type = 0;
    double[] found = {};
    while (tensor.next()) {
      if (tensor.is(1, Wire.VARINT)) {
        type = tensor.varint();
      } else if (tensor.is(4, Wire.BYTES)) {
        ByteBuffer content = tensor.bytes();
        if (type == FLOAT && content.remaining() == 4) {
          found = new double[] {exact(content.getFloat())};
        } else if (type == DOUBLE && content.remaining() == 8) {
          found = new double[] {content.getDouble()};
        }
      } else if (tensor.is(5, Wire.BYTES)) {
        ByteBuffer packed = tensor.bytes();
        found = packed.remaining() == 4 ? new double[] {exact(packed.getFloat())} : found;
      } else if (tensor.is(5, Wire.FIXED32)) {
        found = new double[] {exact(tensor.fixed32())};
      } else if (tensor.is(6, Wire.BYTES)) {
        ByteBuffer packed = tensor.bytes();
        found = packed.remaining() == 8 ? new double[] {packed.getDouble()} : found;
      } else if (tensor.is(6, Wire.FIXED64)) {
        found = new double[] {tensor.fixed64()};
      } else {
        tensor.skip();
      }
    }
    return found;
  }
}
