package org.paperclaims.harness.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The file system that a folder lies on, as Linux names it, and what is known of its kind that no
 * trial on one machine shows.
 *
 * @param type such as {@code ext4} or {@code nfs4}
 * @param options that it is mounted with
 */
record Mount(String type, List<String> options) {
  private static final Path MOUNTS = Path.of("/proc/self/mounts");

  /** Their renames are copies that are deleted after, or their clients see one another's late. */
  private static final Set<String> NOT_SHARED =
      Set.of(
          "cifs",
          "smb3",
          "smbfs",
          "fuse.s3fs",
          "fuse.mount-s3",
          "fuse.goofys",
          "fuse.gcsfuse",
          "fuse.blobfuse",
          "fuse.blobfuse2",
          "fuse.rclone",
          "fuse.sshfs");

  Mount {
    options = List.copyOf(options);
  }

  /** Find the file system of a folder; nothing where it cannot be asked. */
  static Optional<Mount> of(Path folder) {
    try {
      String mounts = Files.readString(MOUNTS, StandardCharsets.ISO_8859_1);
      return in(mounts, folder.toRealPath());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Find the mount that holds a path: the longest, and of several the last, which hides others. */
  static Optional<Mount> in(String mounts, Path path) {
    Optional<Mount> found = Optional.empty();
    int longest = -1;
    for (String line : mounts.lines().toList()) {
      String[] words = line.split(" ", -1);
      if (words.length < 4) {
        continue;
      }
      Path point = Path.of(words[1].replace("\\040", " "));
      if (path.startsWith(point) && point.getNameCount() >= longest) {
        longest = point.getNameCount();
        found = Optional.of(new Mount(words[2], Arrays.asList(words[3].split(",", -1))));
      }
    }
    return found;
  }

  /** Say what a person should know before several machines share a folder on it. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (NOT_SHARED.contains(type)) {
      warnings.add(
          type
              + " does not rename files at once for all its clients: let one machine at a time use"
              + " the folder");
    }
    if (type.equals("nfs") || type.equals("nfs4")) {
      option("vers")
          .filter(v -> v.startsWith("2") || v.startsWith("3") || v.equals("4.0"))
          .ifPresent(
              v ->
                  warnings.add(
                      "NFS "
                          + v
                          + " may repeat a request whose reply was lost: mount it with vers=4.1 or"
                          + " newer"));
      for (String wrong : List.of("soft", "softerr", "nocto")) {
        if (options.contains(wrong)) {
          warnings.add("NFS is mounted with " + wrong + ": mount it with hard, and without nocto");
        }
      }
    }
    return warnings;
  }

  private Optional<String> option(String name) {
    return options.stream()
        .filter(o -> o.startsWith(name + "="))
        .map(o -> o.substring(name.length() + 1))
        .findFirst();
  }
}
