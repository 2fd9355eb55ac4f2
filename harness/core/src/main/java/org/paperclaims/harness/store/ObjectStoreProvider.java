package org.paperclaims.harness.store;

import java.io.IOException;
import org.apiguardian.api.API;

/**
 * Opens buckets by their addresses. Found with {@link java.util.ServiceLoader}, so an
 * implementation has a public constructor without parameters.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public interface ObjectStoreProvider {
  /** Give the scheme of its addresses, such as {@code s3}. */
  String scheme();

  /**
   * Open the objects below a prefix.
   *
   * @param address such as {@code s3://bucket/prefix}, without a slash at its end
   * @throws IOException if they cannot be reached; says what to do
   */
  ObjectStore open(String address) throws IOException;
}
