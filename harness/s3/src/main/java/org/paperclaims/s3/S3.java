package org.paperclaims.s3;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.paperclaims.harness.store.ObjectStore;
import org.paperclaims.harness.store.ObjectStoreProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Opens {@code s3://bucket/prefix}. Credentials, region and server come from where the AWS command
 * line has them: variables such as {@code AWS_ACCESS_KEY_ID}, {@code AWS_REGION} and {@code
 * AWS_ENDPOINT_URL_S3}, files in {@code ~/.aws}, or the machine's role.
 */
public final class S3 implements ObjectStoreProvider {
  private static final Pattern ADDRESS =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.+))?");

  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public ObjectStore open(String address) throws IOException {
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches()) {
      throw new IOException(
          "found '%s'; an address is s3://BUCKET/PREFIX, and a bucket's name has 3 to 63 small letters, digits, dots and hyphens"
              .formatted(address));
    }
    String prefix = parts.group(2) == null ? "" : parts.group(2) + "/";
    try {
      return new S3Objects(client(endpoint()), parts.group(1), prefix);
    } catch (SdkException | IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** A server that is not Amazon's. */
  private static Optional<URI> endpoint() {
    return Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL_S3"))
        .or(() -> Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL")))
        .or(() -> Optional.ofNullable(System.getProperty("aws.endpointUrl")))
        .filter(url -> !url.isBlank())
        .map(URI::create);
  }

  private static S3Client client(Optional<URI> endpoint) throws IOException {
    S3ClientBuilder client =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            // All that is stored is verified by this project's own checksums, and not every server
            // knows these.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    // Servers other than Amazon's have no host name for each bucket, and mostly no regions.
    endpoint.ifPresent(url -> client.endpointOverride(url).forcePathStyle(true));
    client.region(region(endpoint.isPresent()));
    return client.build();
  }

  private static Region region(boolean ofAnother) throws IOException {
    try {
      return new DefaultAwsRegionProviderChain().getRegion();
    } catch (SdkException e) {
      if (ofAnother) {
        return Region.US_EAST_1;
      }
      throw new IOException(
          "no region is named; set AWS_REGION, or AWS_ENDPOINT_URL_S3 for a server that is not Amazon's",
          e);
    }
  }
}
