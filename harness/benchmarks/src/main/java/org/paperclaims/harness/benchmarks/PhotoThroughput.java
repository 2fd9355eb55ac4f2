package org.paperclaims.harness.benchmarks;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import org.paperclaims.datasets.Augmentation;
import org.paperclaims.datasets.BatchStream;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.datasets.EpochOrder;
import org.paperclaims.datasets.Pictures;

/**
 * Times ImageNet's way from JPEG files to normalised batches of crops on one thread against what
 * ImageIO with TwelveMonkeys takes to read and decode the same files and do nothing more, in turns,
 * in milliseconds of the thread's own CPU time. The aim is at most 1.2 times as long. The first
 * half of the rounds warms the JVM up and is left out of the medians.
 *
 * <p>Arguments: a folder of folders of photographs; rounds (20 if left out).
 */
public final class PhotoThroughput {
  private static final int PASSES = 5;

  private PhotoThroughput() {}

  /** One way to read every photograph once. */
  private interface Way {
    void read() throws IOException;
  }

  /** Print the medians, and each way's ratio to the decoder alone. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
    List<Path> photos;
    try (Stream<Path> all = Files.walk(folder, 2, FileVisitOption.FOLLOW_LINKS)) {
      photos =
          all.filter(f -> f.toString().toLowerCase(Locale.ROOT).matches(".*\\.jpe?g"))
              .sorted()
              .toList();
    }
    Path root = Files.createTempDirectory("photos");
    Path imagenet = Files.createDirectory(root.resolve("imagenet"));
    Path train = Files.createSymbolicLink(imagenet.resolve("train"), folder);
    Path val = Files.createSymbolicLink(imagenet.resolve("val"), folder);
    try (Dataset dataset = new Datasets(root, 0).open(DatasetSpec.whole("imagenet-part"))) {
      run(photos, dataset, rounds);
    } finally {
      for (Path made : List.of(train, val, imagenet, root)) {
        Files.delete(made);
      }
    }
  }

  private static void run(List<Path> photos, Dataset dataset, int rounds) throws IOException {
    ImageReader reader =
        IIORegistry.getDefaultInstance()
            .getServiceProviderByClass(JPEGImageReaderSpi.class)
            .createReaderInstance(null);
    Augmentation crops = new Augmentation(List.of("scale-aspect", "flip"));
    int[] epoch = {0};
    Pictures centres = dataset.test().pictures().orElseThrow();
    byte[] centre = new byte[centres.imageSize().values()];
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put(
        "ImageIO with TwelveMonkeys alone",
        () -> {
          for (Path photo : photos) {
            reader.setInput(new ByteArrayImageInputStream(Files.readAllBytes(photo)));
            reader.read(0);
          }
        });
    ways.put(
        "centre crop, as bytes",
        () -> {
          for (int index = 0; index < centres.count(); index++) {
            centres.copy(index, centre, 0);
          }
        });
    ways.put(
        "scale-aspect crop and flip, to a batch",
        () -> drain(dataset.train().epoch(new EpochOrder(1, epoch[0]++, 16, crops, 0))));
    ways.put("centre crop, to a batch", () -> drain(dataset.test().inOrder(16)));
    ways.put("ten crops, to a batch of each", () -> drain(dataset.test().tenCrops(16)));

    Map<String, List<Double>> times = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, Way> way : ways.entrySet()) {
        long begin = cpuNanos();
        for (int pass = 0; pass < PASSES; pass++) {
          way.getValue().read();
        }
        double millis = (cpuNanos() - begin) / 1e6 / PASSES / photos.size();
        if (round >= rounds / 2) {
          times.computeIfAbsent(way.getKey(), w -> new ArrayList<>()).add(millis);
        }
      }
    }
    double alone = Double.NaN;
    for (Map.Entry<String, List<Double>> time : times.entrySet()) {
      List<Double> sorted = time.getValue().stream().sorted().toList();
      double median = sorted.get(sorted.size() / 2);
      alone = Double.isNaN(alone) ? median : alone;
      System.out.printf(
          Locale.ROOT,
          "%-40s %.2f ms a photograph (%.2f to %.2f), ratio %.2f%n",
          time.getKey(),
          median,
          sorted.get(0),
          sorted.get(sorted.size() - 1),
          median / alone);
    }
  }

  private static void drain(BatchStream batches) {
    try (batches) {
      while (batches.hasNext()) {
        batches.next();
      }
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
