package org.paperclaims.harness.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tries in a folder what a store rests on, and says what its file system cannot do. */
final class FileSystemProbe {
  private static final String SEE = "; docs/store.md says which file systems hold";

  private final LeaseFiles files;

  FileSystemProbe(LeaseFiles files) {
    this.files = files;
  }

  /**
   * Try a folder.
   *
   * @return what a person should know, though the store works: one sentence each
   * @throws StoreException if a store in it would lose or mix what several processes write
   * @throws IOException if it cannot be written
   */
  List<String> of(Path folder) throws IOException {
    Path one = SyncedDisk.temporary(folder.resolve("probe"));
    Path other = SyncedDisk.temporary(folder.resolve("probe"));
    List<String> notes = new ArrayList<>();
    try {
      files.create(one, "one");
      refuseCreationOverAnother(folder, one);
      if (!links(one, other)) {
        notes.add(
            "the file system of "
                + folder
                + " has no hard links: leases are made by exclusive creation, which it keeps too"
                + SEE);
      }
      files.delete(other);
      files.create(other, "other");
      refuseRenamesThatFail(folder, one, other);
      return notes;
    } finally {
      files.delete(one);
      files.delete(other);
    }
  }

  private void refuseCreationOverAnother(Path folder, Path there) throws IOException {
    try {
      files.create(there, "two");
    } catch (FileAlreadyExistsException e) {
      return;
    }
    throw new StoreException(
        "the file system of "
            + folder
            + " lets two processes create one file, so that both would do one run; choose a"
            + " results folder on another with -Dclaims.results=FOLDER"
            + SEE);
  }

  private boolean links(Path file, Path link) {
    try {
      files.link(link, file);
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private void refuseRenamesThatFail(Path folder, Path from, Path to) throws IOException {
    String why;
    try {
      files.replace(from, to);
      if (files.read(to).filter("one"::equals).isPresent()) {
        return;
      }
      why = "the old file was still there";
    } catch (IOException | UnsupportedOperationException e) {
      why = String.valueOf(e);
    }
    throw new StoreException(
        "the file system of "
            + folder
            + " cannot rename a file over another ("
            + why
            + "), and nothing can be stored safely without; choose a results folder on another with"
            + " -Dclaims.results=FOLDER"
            + SEE);
  }
}
