package org.paperclaims.harness.engine.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.paperclaims.datasets.Batch;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Snapshot;

/**
 * A graph with one input, N x C x H x W float32, whose first output has a number a class: N x
 * classes. A batch of a size that the file fixes is filled up with zeros.
 */
final class OnnxGraph implements Learner {
  private final Path file;
  private final OrtSession session;
  private final String input;
  private final long[] shape;
  private final int outputs;
  private boolean closed;

  private OnnxGraph(Path file, OrtSession session, String input, long[] shape, int outputs) {
    this.file = file;
    this.session = session;
    this.input = input;
    this.shape = shape;
    this.outputs = outputs;
  }

  static OnnxGraph open(Path file, LearnerOptions options) {
    try (OrtSession.SessionOptions session = new OrtSession.SessionOptions()) {
      session.setIntraOpNumThreads(options.threads());
      session.setInterOpNumThreads(1);
      OrtSession opened = OrtEnvironment.getEnvironment().createSession(file.toString(), session);
      try {
        return of(file, opened, options);
      } catch (OrtException | RuntimeException e) {
        opened.close();
        throw e;
      }
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime cannot open " + file + ": " + e.getMessage(), e);
    }
  }

  private static OnnxGraph of(Path file, OrtSession opened, LearnerOptions options)
      throws OrtException {
    List<NodeInfo> inputs = List.copyOf(opened.getInputInfo().values());
    if (inputs.size() != 1) {
      throw new EngineException(
          "%s has %d inputs; allowed is one, a batch of images".formatted(file, inputs.size()));
    }
    NodeInfo input = inputs.get(0);
    if (!(input.getInfo() instanceof TensorInfo tensor) || tensor.getShape().length < 2) {
      throw new EngineException(
          "%s has the input %s, which is %s; allowed is a batch of images"
              .formatted(file, input.getName(), input.getInfo()));
    }
    return new OnnxGraph(
        file, opened, input.getName(), tensor.getShape(), options.task().outputs());
  }

  @Override
  public float[] predict(Batch batch) {
    if (closed) {
      throw new IllegalStateException("the learner is closed");
    }
    int values = batch.inputs().length / batch.size();
    int atOnce = shape[0] > 0 ? (int) shape[0] : batch.size();
    float[] answers = new float[batch.size() * outputs];
    for (int first = 0; first < batch.size(); first += atOnce) {
      int count = Math.min(atOnce, batch.size() - first);
      // The places behind the batch's last image are zeros.
      float[] images =
          Arrays.copyOfRange(batch.inputs(), first * values, (first + atOnce) * values);
      float[] some = run(images, values, atOnce);
      System.arraycopy(some, 0, answers, first * outputs, count * outputs);
    }
    return answers;
  }

  private float[] run(float[] images, int values, int count) {
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), FloatBuffer.wrap(images), sizes(values, count));
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      OnnxValue found = result.get(0);
      float[] numbers = new float[count * outputs];
      if (!(found instanceof OnnxTensor answer)
          || answer.getFloatBuffer() == null
          || answer.getFloatBuffer().remaining() != numbers.length) {
        throw new EngineException(
            "%s puts out %s; allowed are %d numbers for each image"
                .formatted(file, found.getInfo(), outputs));
      }
      answer.getFloatBuffer().get(numbers);
      return numbers;
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime cannot run " + file + ": " + e.getMessage(), e);
    }
  }

  /** Give the sizes of a batch: the file says those of an image. */
  private long[] sizes(int values, int count) {
    long[] sizes = shape.clone();
    sizes[0] = count;
    if (Arrays.stream(sizes).reduce(1, (x, y) -> x * y) != (long) values * count) {
      throw new EngineException(
          "%s takes inputs of %s, and an image of the data has %d numbers; export it with the size of the data's images"
              .formatted(file, Arrays.toString(shape), values));
    }
    return sizes;
  }

  private EngineException refusal(String asked) {
    return new EngineException.Unsupported(
        file + " predicts, and nothing else: it cannot " + asked);
  }

  @Override
  public void load(Snapshot snapshot) {
    throw refusal("take other weights");
  }

  @Override
  public double train(Batch batch, double learningRate) {
    throw refusal("be trained");
  }

  @Override
  public float[] predictWithBatchStatistics(Batch batch) {
    throw refusal("be seen as training sees it");
  }

  @Override
  public Snapshot snapshot() {
    throw refusal("give its weights");
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      session.close();
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime cannot close " + file, e);
    }
  }
}
