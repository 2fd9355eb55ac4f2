package org.paperclaims.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.paperclaims.harness.lab.Site;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * The driver, in a JVM of {@code spark-submit}: asks one host of what kind it is, then has as many
 * copies at work as there are executors. Its input ends with whoever began it, and then it ends the
 * copies. Every line to its parent begins with {@link #MARK}. It names only constants of {@link
 * Site}, which the compiler writes out: Spark's JVMs do not have that class.
 */
public final class Bridge {
  static final String MARK = "@site ";
  static final String ENDED = "ended ";

  /**
   * The least exit code that a shell gives for a process that was killed, or that it could not
   * begin; lesser ones are a command's own words.
   */
  static final int KILLED = 126;

  private static final int STOPPED = 75;
  private static final long PATIENCE_MILLIS = 60_000;
  private static final long SETTLED_MILLIS = 4_000;
  private static final long LOOK_MILLIS = 100;

  private Bridge() {}

  /**
   * Argument: a file with the most copies (0 for as many as there are executors), whether unlike
   * hosts may work too, and the words of a copy, a line each.
   */
  public static void main(String[] args) throws Exception {
    List<String> order = Files.readAllLines(Path.of(args[0]), StandardCharsets.UTF_8);
    int most = Integer.parseInt(order.get(0));
    boolean mixed = Boolean.parseBoolean(order.get(1));
    List<String> words = order.subList(2, order.size());
    AtomicBoolean stop = new AtomicBoolean();
    JavaSparkContext context = new JavaSparkContext(new SparkConf().setAppName("claims"));
    SparkContext spark = context.sc();
    watch(spark, stop);
    Departures.watch(spark);
    say("Spark " + spark.version() + ", application " + spark.applicationId());
    int copies = executors(spark, most, stop);
    int code = Site.NO_MACHINE;
    if (copies == 0) {
      say(
          stop.get()
              ? "stopped before a machine came"
              : "no machine came in a minute; ask the cluster for its workers, their cores and GPUs");
    } else {
      Told told = new Told(false);
      String kind = Site.ASK;
      if (!mixed) {
        run(spark, context, 1, with(words, Site.ASK), told);
        kind = told.answer;
      }
      if (!mixed && (told.code != 0 || kind.isEmpty())) {
        say("the first host cannot run the command: it ended with " + told.code);
        code = told.code == 0 ? Site.NO_MACHINE : told.code;
      } else if (!stop.get()) {
        say(copies + (copies == 1 ? " copy" : " copies") + (mixed ? "" : " on hosts of " + kind));
        Told all = new Told(true);
        run(spark, context, copies, with(words, mixed ? "" : kind), all);
        // A copy that ends well has seen every run recorded, whatever became of the others.
        code = all.complete ? 0 : all.code;
      }
    }
    context.stop();
    System.exit(stop.get() ? STOPPED : code);
  }

  private static List<String> with(List<String> words, String kind) {
    List<String> filled = new ArrayList<>(words);
    filled.replaceAll(word -> word.equals(Site.KIND) ? kind : word);
    return filled;
  }

  private static void run(
      SparkContext spark, JavaSparkContext context, int copies, List<String> words, Told told) {
    List<String> numbers = new ArrayList<>();
    for (int i = 1; i <= copies; i++) {
      numbers.add(Integer.toString(i));
    }
    try {
      spark.runJob(
          context.parallelize(numbers, copies).rdd(),
          new CopyTask(words),
          told,
          ClassTag$.MODULE$.apply(String.class));
    } catch (Exception e) {
      // Scala throws checked exceptions that it does not declare.
      told.failed(e);
    }
  }

  /** Wait until the machines are there; give how many copies they can have. */
  private static int executors(SparkContext spark, int most, AtomicBoolean stop)
      throws InterruptedException {
    long start = System.currentTimeMillis();
    int known = 0;
    long since = start;
    while (!stop.get()) {
      // One of them is the driver itself.
      int now = spark.statusTracker().getExecutorInfos().length - 1;
      long time = System.currentTimeMillis();
      if (now != known) {
        known = now;
        since = time;
      }
      boolean settled = known > 0 && time - since > SETTLED_MILLIS;
      if (settled || (most > 0 && known >= most) || time - start > PATIENCE_MILLIS) {
        return most > 0 ? Math.min(most, known) : known;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return 0;
  }

  private static void watch(SparkContext spark, AtomicBoolean stop) {
    Thread watch =
        new Thread(
            () -> {
              try (BufferedReader parent =
                  new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                String line = parent.readLine();
                while (line != null) {
                  line = parent.readLine();
                }
              } catch (IOException e) {
                // The process that began this is gone.
              }
              stop.set(true);
              spark.cancelAllJobs();
            },
            "parent");
    watch.setDaemon(true);
    watch.start();
  }

  static void say(String line) {
    System.out.println(MARK + line);
    System.out.flush();
  }

  /** Hears of each copy's end, on the driver. */
  private static final class Told extends AbstractFunction2<Object, String, BoxedUnit> {
    private final boolean aloud;
    private int code;
    private boolean complete;
    private String answer = "";

    Told(boolean aloud) {
      this.aloud = aloud;
    }

    @Override
    public synchronized BoxedUnit apply(Object number, String result) {
      if (result.startsWith(ENDED)) {
        String[] parts = result.substring(ENDED.length()).split("\t", 2);
        int space = parts[0].indexOf(' ');
        int its = Integer.parseInt(parts[0].substring(0, space));
        answer = parts[0].substring(space + 1);
        code = Math.max(code, its < KILLED ? its : Site.DIED);
        complete |= its == 0;
        if (aloud && its != 0) {
          say(parts[1] + " ended with " + its + (answer.isEmpty() ? "" : ": " + answer));
        }
      } else {
        code = Math.max(code, Site.NO_MACHINE);
        say(result);
      }
      return BoxedUnit.UNIT;
    }

    synchronized void failed(Throwable e) {
      code = Math.max(code, Site.NO_MACHINE);
      say("Spark ended the job: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }
}
