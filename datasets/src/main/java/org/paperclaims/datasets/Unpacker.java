package org.paperclaims.datasets;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/**
 * Unpacks files from an archive, and trusts nothing that its headers say: no entry may lie outside
 * of the folder, no name may come twice, nothing but plain files is written, and the sum of all
 * bytes is bounded.
 */
final class Unpacker {
  private static final int CHUNK = 1 << 12;
  private final Path archive;
  private final long most;

  /**
   * Make an unpacker.
   *
   * @param archive ending in {@code .tar.gz} or {@code .zip}
   * @param most bytes that may come out of it
   */
  Unpacker(Path archive, long most) {
    this.archive = archive;
    this.most = most;
  }

  /**
   * Unpack the wanted files of one folder in the archive.
   *
   * @param folder the archive's folder, without a trailing slash
   * @param wanted is asked about names relative to the folder, with slashes
   * @throws DamagedDataException if the archive is damaged or dangerous
   */
  void unpack(String folder, Predicate<String> wanted, Path target) {
    Set<String> written = new HashSet<>();
    long total = 0;
    long reached = 0;
    try (FileChannel channel = FileChannel.open(archive)) {
      try {
        ArchiveInputStream<?> entries = open(channel);
        for (ArchiveEntry entry = entries.getNextEntry();
            entry != null;
            entry = entries.getNextEntry()) {
          String name = entry.getName();
          refuseOutside(name);
          if (entry.isDirectory() || !name.startsWith(folder + "/")) {
            continue;
          }
          String inside = name.substring(folder.length() + 1);
          if (!wanted.test(inside)) {
            continue;
          }
          if (entry instanceof TarArchiveEntry tar && !isPlain(tar)) {
            throw damaged("holds " + name + ", which is a link or a device");
          }
          if (!written.add(inside)) {
            throw damaged("holds " + name + " twice");
          }
          total += write(entries, name, target.resolve(inside), most - total);
        }
      } finally {
        reached = channel.position();
      }
    } catch (DamagedDataException e) {
      throw e;
    } catch (IOException | RuntimeException | LinkageError e) {
      // The library throws what it likes when the bytes are not what they should be, and misses
      // classes of others where a byte says that an entry is packed as only they unpack it.
      throw new DamagedDataException(
          archive + " cannot be unpacked: " + e + ", at offset " + reached, e);
    }
  }

  private ArchiveInputStream<?> open(FileChannel channel) throws IOException {
    InputStream in = new BufferedInputStream(Channels.newInputStream(channel), CHUNK);
    return archive.toString().endsWith(".zip")
        ? new ZipArchiveInputStream(in)
        : new TarArchiveInputStream(new GZIPInputStream(in, CHUNK));
  }

  /** Say whether an entry is a plain file; the library's own question counts links as files. */
  private static boolean isPlain(TarArchiveEntry entry) {
    byte kind = entry.getLinkFlag();
    return kind == TarConstants.LF_NORMAL || kind == TarConstants.LF_OLDNORM;
  }

  private void refuseOutside(String name) {
    Path root = Path.of("/folder");
    boolean absolute = name.startsWith("/") || name.contains("\\") || name.matches("^[A-Za-z]:.*");
    if (absolute || !root.resolve(name).normalize().startsWith(root)) {
      throw damaged("holds " + name + ", which lies outside of its folder");
    }
  }

  private long write(InputStream entry, String name, Path file, long allowed) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    long written = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] chunk = new byte[CHUNK];
      for (int n = entry.read(chunk); n >= 0; n = entry.read(chunk)) {
        written += n;
        if (written > allowed) {
          throw damaged("holds more than the " + most + " bytes expected, at " + name);
        }
        out.write(chunk, 0, n);
      }
    }
    return written;
  }

  private DamagedDataException damaged(String what) {
    return new DamagedDataException(archive + " " + what + ": nothing of it is used");
  }
}
