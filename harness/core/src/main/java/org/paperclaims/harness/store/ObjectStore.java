package org.paperclaims.harness.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Objects of a bucket below one prefix, to which all keys are relative. A put replaces an object
 * whole, and whoever gets or lists after it meets it. Safe for several threads.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public interface ObjectStore extends AutoCloseable {
  /**
   * An object.
   *
   * @param tag that every put changes, unless it puts the same bytes
   */
  record Entry(String key, String tag) {}

  /**
   * Create an object, unless it is there; of several callers one succeeds.
   *
   * @param content that no other caller has, as the reply to a request may be lost: whoever sends
   *     it again knows by the content whose the object is
   * @return whether the object that is there is this one
   */
  boolean create(String key, byte[] content) throws IOException;

  /** Write an object. */
  void put(String key, byte[] content) throws IOException;

  /** Write an object from a file. */
  void put(String key, Path file) throws IOException;

  /**
   * Read an object.
   *
   * @param limit in bytes; an object that has more is not read
   * @return nothing if it is not there
   * @throws IOException if it has more bytes
   */
  Optional<byte[]> get(String key, int limit) throws IOException;

  /**
   * Read an object into a file that is not there.
   *
   * @return false if there is no such object
   */
  boolean get(String key, Path into) throws IOException;

  /** List all objects whose keys begin with a prefix, in the order of their keys. */
  List<Entry> list(String prefix) throws IOException;

  /** Remove an object, if it is there. */
  void delete(String key) throws IOException;

  @Override
  void close();
}
