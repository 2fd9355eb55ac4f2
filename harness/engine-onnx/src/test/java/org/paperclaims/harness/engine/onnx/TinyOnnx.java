package org.paperclaims.harness.engine.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An ONNX file by hand: images are flattened and multiplied by a matrix. */
final class TinyOnnx {
  private TinyOnnx() {}

  /** Write it for 2 x 2 images of one channel; a batch of 0 leaves the size of batches open. */
  static byte[] linear(int batch, float[] weights, int classes) {
    return linear(batch, 1, 2, weights, classes);
  }

  /** Write it with other inputs besides, which nothing reads. */
  static byte[] withInputs(float[] weights, int classes, String... others) {
    return linear(0, 1, 2, weights, classes, others);
  }

  /** Write it for square images. */
  static byte[] linear(
      int batch, int channels, int side, float[] weights, int classes, String... others) {
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    bytes(graph, 1, node("Flatten", List.of("x"), "flat"));
    bytes(graph, 1, node("MatMul", List.of("flat", "w"), "y"));
    text(graph, 2, "tiny");
    ByteArrayOutputStream tensor = new ByteArrayOutputStream();
    varint(tensor, 1, weights.length / classes);
    varint(tensor, 1, classes);
    varint(tensor, 2, 1);
    text(tensor, 8, "w");
    ByteBuffer raw = ByteBuffer.allocate(4 * weights.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(weights);
    bytes(tensor, 9, raw.array());
    bytes(graph, 5, tensor.toByteArray());
    bytes(graph, 11, value("x", batch, channels, side, side));
    for (String other : others) {
      bytes(graph, 11, value(other, 1, 2));
    }
    bytes(graph, 12, value("y", batch, classes));
    ByteArrayOutputStream opset = new ByteArrayOutputStream();
    varint(opset, 2, 13);
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    varint(model, 1, 7);
    bytes(model, 8, opset.toByteArray());
    bytes(model, 7, graph.toByteArray());
    return model.toByteArray();
  }

  private static byte[] node(String operator, List<String> inputs, String output) {
    ByteArrayOutputStream node = new ByteArrayOutputStream();
    inputs.forEach(input -> text(node, 1, input));
    text(node, 2, output);
    text(node, 4, operator);
    return node.toByteArray();
  }

  private static byte[] value(String name, int... sizes) {
    ByteArrayOutputStream shape = new ByteArrayOutputStream();
    for (int size : sizes) {
      ByteArrayOutputStream dimension = new ByteArrayOutputStream();
      if (size > 0) {
        varint(dimension, 1, size);
      } else {
        text(dimension, 2, "N");
      }
      bytes(shape, 1, dimension.toByteArray());
    }
    ByteArrayOutputStream tensor = new ByteArrayOutputStream();
    varint(tensor, 1, 1);
    bytes(tensor, 2, shape.toByteArray());
    ByteArrayOutputStream type = new ByteArrayOutputStream();
    bytes(type, 1, tensor.toByteArray());
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    text(value, 1, name);
    bytes(value, 2, type.toByteArray());
    return value.toByteArray();
  }

  private static void text(ByteArrayOutputStream message, int field, String text) {
    bytes(message, field, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void bytes(ByteArrayOutputStream message, int field, byte[] value) {
    number(message, field << 3 | 2);
    number(message, value.length);
    message.writeBytes(value);
  }

  private static void varint(ByteArrayOutputStream message, int field, int value) {
    number(message, field << 3);
    number(message, value);
  }

  private static void number(ByteArrayOutputStream message, int value) {
    int rest = value;
    while (rest > 127) {
      message.write(rest & 127 | 128);
      rest >>>= 7;
    }
    message.write(rest);
  }
}
