package org.paperclaims.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.paperclaims.harness.store.ObjectStore;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The objects of a bucket below a prefix. */
final class S3Objects implements ObjectStore {
  /** How often an object is created whose creation failed, and which is not there. */
  private static final int TRIES = 3;

  private final S3Client client;
  private final String bucket;
  private final String prefix;

  S3Objects(S3Client client, String bucket, String prefix) {
    this.client = client;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  @Override
  public boolean create(String key, byte[] content) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        client.putObject(
            request -> request.bucket(bucket).key(prefix + key).ifNoneMatch("*"),
            RequestBody.fromBytes(content));
        return true;
      } catch (SdkException e) {
        // Whatever went wrong, what is there now says who has made it: a request that is sent
        // again, as its reply was lost, meets the object that it made.
        Optional<byte[]> there = there(key, content.length + 1, e);
        if (there.isPresent()) {
          return Arrays.equals(there.get(), content);
        }
        if (attempt == TRIES) {
          throw failed("create", key, e);
        }
      }
    }
  }

  private Optional<byte[]> there(String key, int bytes, SdkException why) throws IOException {
    try (InputStream in = client.getObject(request -> request.bucket(bucket).key(prefix + key))) {
      return Optional.of(in.readNBytes(bytes));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw failed("create", key, why);
    }
  }

  @Override
  public void put(String key, byte[] content) throws IOException {
    put(key, RequestBody.fromBytes(content));
  }

  @Override
  public void put(String key, Path file) throws IOException {
    put(key, RequestBody.fromFile(file));
  }

  private void put(String key, RequestBody body) throws IOException {
    try {
      client.putObject(request -> request.bucket(bucket).key(prefix + key), body);
    } catch (SdkException e) {
      throw failed("write", key, e);
    }
  }

  @Override
  public Optional<byte[]> get(String key, int limit) throws IOException {
    try (ResponseInputStream<GetObjectResponse> in =
        client.getObject(request -> request.bucket(bucket).key(prefix + key))) {
      byte[] content = in.readNBytes(limit);
      if (in.read() >= 0) {
        in.abort();
        throw new IOException("%s has more than %d bytes".formatted(name(key), limit));
      }
      return Optional.of(content);
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw failed("read", key, e);
    }
  }

  @Override
  public boolean get(String key, Path into) throws IOException {
    try (InputStream in = client.getObject(request -> request.bucket(bucket).key(prefix + key))) {
      Files.copy(in, into);
      return true;
    } catch (NoSuchKeyException e) {
      return false;
    } catch (SdkException e) {
      throw failed("read", key, e);
    }
  }

  @Override
  public List<Entry> list(String start) throws IOException {
    try {
      List<Entry> entries = new ArrayList<>();
      client
          .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix + start))
          .contents()
          .forEach(o -> entries.add(new Entry(o.key().substring(prefix.length()), o.eTag())));
      return entries;
    } catch (SdkException e) {
      throw failed("list", start, e);
    }
  }

  @Override
  public void delete(String key) throws IOException {
    try {
      client.deleteObject(request -> request.bucket(bucket).key(prefix + key));
    } catch (SdkException e) {
      throw failed("delete", key, e);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private IOException failed(String what, String key, SdkException e) {
    return new IOException("cannot " + what + " " + name(key) + ": " + e.getMessage(), e);
  }

  private String name(String key) {
    return "s3://" + bucket + "/" + prefix + key;
  }
}
