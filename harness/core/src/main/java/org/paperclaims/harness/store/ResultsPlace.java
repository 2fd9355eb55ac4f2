package org.paperclaims.harness.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.plugins.Plugins;

/**
 * Where results lie: in a folder, or in a bucket, of which this machine has a working copy. Nothing
 * but the working copy is ever read or written by what is above the store.
 */
public final class ResultsPlace {
  /** A file system's path has one slash where an address has two. */
  private static final Pattern ADDRESS = Pattern.compile("([a-z][a-z0-9]+):/+([^/].*?)/*");

  /** Names the bucket in the folder that is a working copy of it. */
  private static final String MARKER = "bucket.txt";

  private static final Map<String, Path> OPENED = new ConcurrentHashMap<>();

  private ResultsPlace() {}

  /**
   * Give the folder of results that were named. That of a bucket is a working copy below the user's
   * cache, which gets the bucket's ledger the first time that it is asked for.
   *
   * @param named a folder, or an address such as {@code s3://bucket/prefix}
   * @throws StoreException if it is an address that nothing on the class path opens, or the bucket
   *     cannot be reached; says what to do. Or if it is a folder that this user may not read
   */
  public static Path folder(String named) {
    return inBucket(named).orElseGet(() -> readable(Path.of(named)));
  }

  /**
   * Refuse a folder that may not be read, which looks like an empty one.
   *
   * @throws StoreException if it is one
   */
  public static Path readable(Path folder) {
    if (Files.isDirectory(folder) && !(Files.isReadable(folder) && Files.isExecutable(folder))) {
      throw new StoreException(
          "the results folder %s may not be read by this user".formatted(folder));
    }
    return folder;
  }

  /** Tell whether results that were named would lie in a bucket. */
  public static boolean isAddress(String named) {
    return ADDRESS.matcher(named).matches();
  }

  /**
   * Give the working copy of a bucket.
   *
   * @return nothing if it is no address that was named
   * @throws StoreException as {@link #folder} does
   */
  public static Optional<Path> inBucket(String named) {
    Matcher address = ADDRESS.matcher(named);
    return address.matches()
        ? Optional.of(
            OPENED.computeIfAbsent(
                address.group(1) + "://" + address.group(2).replaceAll("/+", "/"),
                ResultsPlace::opened))
        : Optional.empty();
  }

  /** Give the address of the bucket that a folder is a working copy of; else the folder's path. */
  public static String name(Path results) {
    return address(results).orElseGet(results::toString);
  }

  /** Tell whether a folder is a working copy of a bucket. */
  public static boolean isInBucket(Path results) {
    return address(results).isPresent();
  }

  /** Put a file of the folder itself into the bucket, if the folder is a working copy of one. */
  public static void share(Path results, Path file) {
    address(results)
        .ifPresent(
            address -> {
              try (Bucket bucket = new Bucket(open(address), new SyncedDisk())) {
                bucket.putTop(file);
              }
            });
  }

  private static Path opened(String address) {
    Path folder =
        copies()
            .resolve(
                readable(address)
                    + "-"
                    + Fingerprint.sha256(address.getBytes(StandardCharsets.UTF_8)).substring(0, 8));
    try {
      Files.createDirectories(folder);
      Path marker = folder.resolve(MARKER);
      if (!Files.exists(marker)) {
        new SyncedDisk().replace(marker, address + "\n");
      }
    } catch (IOException e) {
      throw new StoreException.Unwritable(
          "cannot make the working copy %s of %s (%s); set HOME to a folder that can be written"
              .formatted(folder, address, e),
          e);
    }
    try (ObjectStore objects = open(address)) {
      refuseWithoutCreation(objects, address);
    }
    RunStore.open(folder, note -> System.err.println("claims: " + note)).close();
    return folder;
  }

  /** A file system takes no longer names, and people read no longer ones. */
  private static String readable(String address) {
    String name = address.replaceAll("[^A-Za-z0-9.-]+", "-");
    return name.substring(0, Math.min(100, name.length()));
  }

  /** A server that writes over an object where it was told not to would let two hold one lease. */
  static void refuseWithoutCreation(ObjectStore objects, String address) {
    String key = "probe/" + UUID.randomUUID();
    try {
      boolean first = objects.create(key, new byte[] {1});
      boolean second = objects.create(key, new byte[] {2});
      objects.delete(key);
      if (!first || second) {
        throw new StoreException(
            "%s is on a server that does not keep an object which was to be created only if it is absent (If-None-Match: *), and two machines would do one run; use another server, or a folder"
                .formatted(address));
      }
    } catch (IOException e) {
      throw Bucket.unreachable("write to", e);
    }
  }

  static ObjectStore open(String address) {
    String scheme = address.substring(0, address.indexOf(':'));
    List<ObjectStoreProvider> all = Plugins.of(ObjectStoreProvider.class);
    ObjectStoreProvider provider =
        all.stream()
            .filter(p -> p.scheme().equals(scheme))
            .findFirst()
            .orElseThrow(
                () ->
                    new StoreException(
                        "nothing on the class path opens %s; results lie in a folder%s"
                            .formatted(
                                address,
                                scheme.equals("s3")
                                    ? ", or in a bucket with paper-claims-s3: build with -Ps3"
                                    : "")));
    try {
      return provider.open(address);
    } catch (IOException e) {
      throw new StoreException(
          "cannot open %s: %s".formatted(address, Brief.of(e.getMessage())), e);
    }
  }

  private static Path copies() {
    return Datasets.home()
        .resolve(".cache")
        .resolve("paper-claims")
        .resolve("buckets")
        .toAbsolutePath()
        .normalize();
  }

  /**
   * Give the address of the bucket that a folder is a working copy of, if it is one. A folder that
   * somebody brings is none, whatever it says: results go nowhere that its user has not named.
   */
  static Optional<String> address(Path results) {
    Path marker = results.resolve(MARKER);
    if (!copies().equals(results.toAbsolutePath().normalize().getParent())
        || !Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(marker).strip());
    } catch (IOException e) {
      throw new StoreException("cannot read " + marker + ": " + Brief.of(e.getMessage()), e);
    }
  }
}
