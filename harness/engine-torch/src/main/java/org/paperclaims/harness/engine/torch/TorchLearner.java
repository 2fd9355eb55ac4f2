package org.paperclaims.harness.engine.torch;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Shape;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.BatchStream;
import org.paperclaims.datasets.RawImages;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.torch.natives.Libtorch;

/** Trains one network with libtorch. */
final class TorchLearner implements Learner {
  private final Network network;
  private final LearnerOptions options;
  private final TorchDevice device;
  private final Way way;
  private final boolean hasPixels;
  private final boolean channelsLast;
  private final List<ResidentImages> resident = new ArrayList<>();
  private final Weights weights;
  private final Randomness randomness;
  private final Program program;
  private final Training training;
  private boolean closed;

  /** Make a learner that trains as suits its device. */
  TorchLearner(Network network, LearnerOptions options) {
    this(network, options, Way::of);
  }

  /** Make a learner that trains in that way. */
  TorchLearner(Network network, LearnerOptions options, Way way) {
    this(network, options, (given, device) -> way);
  }

  /** Make a learner that trains in a way chosen when its device is open. */
  TorchLearner(
      Network network,
      LearnerOptions options,
      BiFunction<LearnerOptions, TorchDevice, Way> chosen) {
    this.network = network;
    this.options = options;
    Shape input = network.input();
    this.hasPixels = input.height() > 1 || input.width() > 1;
    record Opened(TorchDevice device, Way way) {}
    Opened opened =
        Libtorch.call(
            options.threads(),
            () -> {
              TorchDevice device = new TorchDevice(options.device().id());
              return new Opened(device, chosen.apply(options, device));
            });
    this.device = opened.device();
    this.way = opened.way();
    boolean ofFloats = way.steps() instanceof Way.Slices || way.steps() instanceof Way.Plans;
    if (ofFloats && options.precision() != Precision.FP32) {
      throw new EngineException.Unsupported(
          "Slices of a batch and plans are trained in FP32, found " + options.precision());
    }
    this.channelsLast = hasPixels && way.channelsLast();
    record Parts(Weights weights, Randomness randomness, Program program, Training training) {}
    Parts parts =
        call(
            () -> {
              device.configure(options.deterministic());
              Weights numbers =
                  new Weights(network, device, channelsLast, options.precision(), options.rule());
              try {
                Randomness draws = new Randomness(options.seed(), device);
                Program calls = Program.compile(network, numbers, draws);
                return new Parts(numbers, draws, calls, training(numbers, draws, calls));
              } catch (RuntimeException | Error e) {
                // Gradients of many threads may not fit, and nobody else knows of the rest.
                numbers.close();
                throw e;
              }
            });
    this.weights = parts.weights();
    this.randomness = parts.randomness();
    this.program = parts.program();
    this.training = parts.training();
  }

  private Training training(Weights numbers, Randomness draws, Program calls) {
    if (way.steps() instanceof Way.Slices slices) {
      return sliced(slices, numbers);
    } else if (way.steps() instanceof Way.Plans plans) {
      return PlannedTraining.of(network, options, numbers)
          .orElseGet(() -> sliced(plans.otherwise(), numbers));
    }
    UnaryOperator<Tensor> forward = images -> forward(calls, images, Mode.TRAIN);
    Loss loss = new Loss(options.task(), options.rule().labelSmoothing());
    Optional<SgdDescent> plain = SgdDescent.of(options.rule());
    return way.steps() instanceof Way.Graphs graphs
            && !Randomness.isDrawnBy(network)
            && plain.isPresent()
        ? new GraphTraining(forward, loss, numbers, plain.get(), graphs.capture(), device)
        : new AutogradTraining(forward, loss, numbers, new Descent(options.rule()), draws);
  }

  private Training sliced(Way.Slices slices, Weights numbers) {
    return new SlicedTraining(network, options, slices.winograd(), numbers, device);
  }

  @Override
  public void load(Snapshot snapshot) {
    call(
        () -> {
          weights.load(snapshot);
          return snapshot;
        });
  }

  @Override
  public double train(Batch batch, double learningRate) {
    return call(() -> (double) step(examples(batch), learningRate).item_float());
  }

  /** A batch on the device. */
  record Examples(Tensor input, Tensor wanted) {}

  private Examples examples(Batch batch) {
    return new Examples(input(batch), wanted(batch));
  }

  /** Take a step; the loss stays on the device. */
  private Tensor step(Examples examples, double learningRate) {
    weights.showAverage(false);
    return training.step(examples.input(), examples.wanted(), learningRate);
  }

  /**
   * A batch to come.
   *
   * @param examples brings it to the device
   */
  record Coming(int size, Supplier<Examples> examples) {}

  @Override
  public void trainAll(BatchStream batches, Rates rates, Losses losses) {
    Iterator<Coming> coming =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return batches.hasNext();
          }

          @Override
          public Coming next() {
            Batch batch = batches.next();
            return new Coming(batch.size(), () -> examples(batch));
          }
        };
    trainAll(coming, rates, losses);
  }

  @Override
  public Optional<Resident> keep(RawImages images) {
    long bytes = (long) images.count() * images.imageSize().values();
    if (!way.keepsImages() || bytes > ResidentImages.MOST_BYTES) {
      return Optional.empty();
    }
    ResidentImages kept = call(() -> new ResidentImages(images, device));
    resident.add(kept);
    return Optional.of(
        (plan, order, goOn, rates, losses) -> {
          ResidentImages.Epoch epoch = call(() -> kept.epoch(plan, order));
          try {
            trainAll(epoch.batches(goOn), rates, losses);
          } finally {
            epoch.close();
          }
        });
  }

  private void trainAll(Iterator<Coming> batches, Rates rates, Losses losses) {
    int lossesAtOnce = way.lossesAtOnce();
    float[] read = new float[lossesAtOnce];
    int[] sizes = new int[lossesAtOnce];
    Tensor pending =
        call(
            () -> {
              Tensor zeros = device.zeros(lossesAtOnce);
              zeros.retainReference();
              return zeros;
            });
    try {
      int told = 0;
      while (batches.hasNext()) {
        int waiting = 0;
        while (waiting < lossesAtOnce && batches.hasNext()) {
          Coming batch = batches.next();
          sizes[waiting] = batch.size();
          int place = waiting;
          double rate = rates.at(told + waiting);
          call(
              () ->
                  pending.narrow(0, place, 1).copy_(step(batch.examples().get(), rate).reshape(1)));
          waiting++;
        }
        call(
            () -> {
              System.arraycopy(TorchDevice.floats(pending), 0, read, 0, read.length);
              return read;
            });
        for (int i = 0; i < waiting; i++) {
          if (!losses.step(told++, sizes[i], read[i])) {
            return;
          }
        }
      }
    } finally {
      pending.close();
    }
  }

  @Override
  public float[] predict(Batch batch) {
    return outputs(batch, Mode.INFERENCE);
  }

  @Override
  public float[] predictWithBatchStatistics(Batch batch) {
    return outputs(batch, Mode.BATCH_STATISTICS);
  }

  @SuppressWarnings("try") // the guard works by being open
  private float[] outputs(Batch batch, Mode mode) {
    return call(
        () -> {
          try (NoGradGuard guard = new NoGradGuard()) {
            weights.showAverage(mode == Mode.INFERENCE);
            Tensor input = input(batch);
            Optional<float[]> planned =
                mode == Mode.INFERENCE ? training.predicted(input) : Optional.empty();
            return planned.orElseGet(() -> TorchDevice.floats(forward(program, input, mode)));
          }
        });
  }

  private Tensor forward(Program calls, Tensor images, Mode mode) {
    Tensor input = channelsLast ? TorchDevice.channelsLast(images) : images;
    if (options.precision() == Precision.FP32) {
      return calls.run(input, mode);
    }
    weights.round();
    torch.set_autocast_dtype(device.type(), torch.ScalarType.BFloat16);
    torch.set_autocast_enabled(device.type(), true);
    try {
      return calls.run(input, mode).to(torch.ScalarType.Float);
    } finally {
      torch.set_autocast_enabled(device.type(), false);
      torch.clear_cache();
    }
  }

  private Tensor input(Batch batch) {
    Shape shape = network.input();
    if (batch.inputs().length != (long) batch.size() * shape.size()) {
      throw new IllegalArgumentException(
          network.name()
              + " reads examples of "
              + shape
              + ", found a batch with "
              + batch.inputs().length / batch.size()
              + " numbers an example");
    }
    if (!hasPixels) {
      return device.floats(batch.inputs(), batch.size(), shape.channels());
    }
    return device.floats(
        batch.inputs(), batch.size(), shape.channels(), shape.height(), shape.width());
  }

  private Tensor wanted(Batch batch) {
    int outputs = network.output().size();
    if (options.task() instanceof Task.Classification) {
      if (batch.labels().length != batch.size()) {
        throw new IllegalArgumentException(
            "a classification needs one label an example, found "
                + batch.labels().length
                + " for "
                + batch.size());
      }
      for (int label : batch.labels()) {
        if (label < 0 || label >= outputs) {
          throw new IllegalArgumentException(
              "a label lies between 0 and " + (outputs - 1) + ", found " + label);
        }
      }
      return device.labels(batch.labels());
    }
    int targets = outputs / options.stages(network);
    if (batch.targets().length != (long) batch.size() * targets) {
      throw new IllegalArgumentException(
          network.name()
              + " is to meet "
              + targets
              + " targets an example, found "
              + batch.targets().length
              + " for "
              + batch.size());
    }
    return device.floats(batch.targets(), batch.size(), targets);
  }

  @Override
  public Snapshot snapshot() {
    return call(weights::snapshot);
  }

  private <T> T call(Supplier<T> work) {
    if (closed) {
      throw new EngineException("the learner of " + network.name() + " is closed");
    }
    return Libtorch.call(options.threads(), () -> device.run(work));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      training.close();
      resident.forEach(ResidentImages::close);
      randomness.close();
      weights.close();
    }
  }
}
