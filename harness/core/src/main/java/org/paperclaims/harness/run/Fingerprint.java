package org.paperclaims.harness.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The name of a run: the SHA-256 of its spec's canonical JSON, 64 lower-case hexadecimals. */
public final class Fingerprint {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  private Fingerprint() {}

  /** Compute the fingerprint of a spec. */
  public static String of(RunSpec spec) {
    return sha256(SpecJson.write(spec).getBytes(StandardCharsets.UTF_8));
  }

  /** Tell whether a text has the form of a fingerprint, and so is safe in a file's name. */
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  /** Compute the SHA-256 of bytes in lower-case hexadecimal. */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /** Make a SHA-256 digest. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
