package org.paperclaims.harness.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apiguardian.api.API;

/**
 * Machines elsewhere, and what places copies of the {@code claims train} command on them. The
 * copies share a results folder, whose leases make each run happen once; a site only begins copies,
 * gives them their GPUs, and begins them again where a machine is lost. Found with {@link
 * java.util.ServiceLoader}, so an implementation has a public constructor without parameters.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public interface Site {
  /**
   * Stands in a copy's words for the kind that its host must be of, or for {@link #ASK}; an empty
   * word lets it be of any.
   */
  String KIND = "@KIND@";

  /** Stands in a copy's words for a file of the results folder, which every host must see. */
  String TOKEN = "@TOKEN@";

  /** Stands before the one line that a copy answers by on its output. */
  String ANSWER = "@copy ";

  /** Stands in the place of a kind, and has a copy say of which kind its host is and end. */
  String ASK = "?";

  /** The exit code of a copy whose host is of another kind. */
  int UNLIKE = 76;

  /** The exit code of a copy that does not see the results folder. */
  int BLIND = 77;

  /** The exit code of a site whose machines did not come. */
  int NO_MACHINE = 69;

  /** The exit code of a site whose copies died again and again. */
  int DIED = 70;

  /** Give its name for people, such as {@code Spark}. */
  String name();

  /** Give how its addresses are written, such as {@code spark://HOST:PORT}. */
  String form();

  /** Tell whether an address is one of its. */
  boolean takes(String address);

  /**
   * Have copies train until nothing is left to do.
   *
   * @param notes is told what becomes of the copies
   * @return 0 if a copy has seen every run recorded; {@link Preemption#EXIT_CODE} if all were
   *     stopped and can go on; else the largest exit code of a copy, {@link #DIED} or {@link
   *     #NO_MACHINE}
   * @throws IllegalArgumentException if the order cannot be followed; says what to do
   */
  int train(Order order, Consumer<String> notes);

  /**
   * An order to a site.
   *
   * @param address of the machines
   * @param copies the most that may be at work, 0 for as many as there is room for
   * @param threads of each copy; part of what decides a run's bits, so never a machine's own number
   * @param mixed whether machines of unlike kinds may work, whose bits differ
   * @param insecure whether a site may be used that lets anybody in
   * @param java options and class path of a copy's JVM, its main class and the words of its command
   * @param results the folder that all share
   * @param settings of the site, in its own words
   */
  record Order(
      String address,
      int copies,
      int threads,
      boolean mixed,
      boolean insecure,
      List<String> java,
      Path results,
      Map<String, String> settings) {
    public Order {
      java = List.copyOf(java);
      settings = Map.copyOf(settings);
    }
  }
}
