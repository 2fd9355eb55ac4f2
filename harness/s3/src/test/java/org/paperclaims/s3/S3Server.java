package org.paperclaims.s3;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** A server that speaks S3, on the loopback, with what it keeps in memory. */
final class S3Server implements AutoCloseable {
  static final String BUCKET = "claims";

  private final BlobStore objects = new TransientNio2BlobStore();
  private final S3Proxy proxy;

  S3Server() throws Exception {
    objects.createContainer(BUCKET);
    proxy =
        S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.NONE, "identity", "credential")
            .build();
    proxy.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + proxy.getPort());
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      objects.close();
    }
  }
}
