package org.paperclaims.harness.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * The state of a file as the file system tells it without reading the file. Two equal states mean,
 * short of foul play, that nobody has written to the file in between.
 *
 * @param size in bytes; -1 if there is no such file
 * @param modified when its content was written
 * @param key of the file itself, so that another one in its place is noticed; empty where the file
 *     system has none
 */
record FileState(long size, FileTime modified, String key) {
  static FileState of(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      String key = Optional.ofNullable(found.fileKey()).map(Object::toString).orElse("");
      return new FileState(found.size(), found.lastModifiedTime(), key);
    } catch (IOException e) {
      return new FileState(-1, FileTime.fromMillis(0), "");
    }
  }
}
