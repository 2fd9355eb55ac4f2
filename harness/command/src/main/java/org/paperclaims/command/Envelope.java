package org.paperclaims.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.paperclaims.harness.suite.SettingsException;

/**
 * Statements in signed envelopes (DSSE 1.0), with Ed25519 keys in PEM files as OpenSSL writes them.
 */
final class Envelope {
  /** The type of a statement. */
  static final String STATEMENT = "application/vnd.in-toto+json";

  /** The type of a bundle's manifest, so that no signature of the one is one of the other. */
  static final String MANIFEST = "text/plain";

  private static final String KIND = "Ed25519";
  private static final int LONGEST_KEY = 10_000;

  private Envelope() {}

  /**
   * Make a pair of keys: the private one in a file that nobody else may read, the public one in a
   * file of the same name and {@code .pub}.
   *
   * @throws SettingsException if one of the files is there
   */
  static void makeKeys(Path file) throws IOException {
    Path open = file.resolveSibling(file.getFileName() + ".pub");
    for (Path one : new Path[] {file, open}) {
      if (Files.exists(one)) {
        throw new SettingsException(one + " is there already; name another file, and lose no key");
      }
    }
    try {
      KeyPair pair = KeyPairGenerator.getInstance(KIND).generateKeyPair();
      Path made =
          file.getFileSystem().supportedFileAttributeViews().contains("posix")
              ? Files.createFile(
                  file,
                  PosixFilePermissions.asFileAttribute(
                      PosixFilePermissions.fromString("rw-------")))
              : Files.createFile(file);
      Files.writeString(made, pem("PRIVATE KEY", pair.getPrivate()));
      Files.writeString(open, pem("PUBLIC KEY", pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has Ed25519", e);
    }
  }

  private static String pem(String what, Key key) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
        + "\n-----END "
        + what
        + "-----\n";
  }

  /**
   * Read a private key.
   *
   * @throws SettingsException if it is none
   */
  static PrivateKey privateKey(Path file) throws IOException {
    try {
      return KeyFactory.getInstance(KIND)
          .generatePrivate(new PKCS8EncodedKeySpec(bytes(file, "PRIVATE KEY")));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw noKey(file, "private");
    }
  }

  /**
   * Read a public key.
   *
   * @throws SettingsException if it is none
   */
  static PublicKey publicKey(Path file) throws IOException {
    try {
      return KeyFactory.getInstance(KIND)
          .generatePublic(new X509EncodedKeySpec(bytes(file, "PUBLIC KEY")));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw noKey(file, "public");
    }
  }

  private static byte[] bytes(Path file, String what) throws IOException {
    if (Files.size(file) > LONGEST_KEY) {
      throw new IllegalArgumentException("too long");
    }
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    String begin = "-----BEGIN " + what + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END " + what + "-----");
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("no key");
    }
    return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
  }

  private static SettingsException noKey(Path file, String what) {
    return new SettingsException(
        "%s is no %s key of the kind Ed25519 in PEM; `claims attest --make-key FILE` makes a pair, and so does openssl genpkey -algorithm ed25519"
            .formatted(file, what));
  }

  /** Sign a text of a type. Ed25519 draws nothing: the same key and text give the same bytes. */
  static String signed(String text, String type, PrivateKey key) throws JsonProcessingException {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    try {
      Signature signature = Signature.getInstance(KIND);
      signature.initSign(key);
      signature.update(encoded(type, payload));
      ObjectNode root = Json.object();
      root.put("payloadType", type);
      root.put("payload", Base64.getEncoder().encodeToString(payload));
      root.putArray("signatures")
          .addObject()
          .put("sig", Base64.getEncoder().encodeToString(signature.sign()));
      return Json.text(root) + "\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has Ed25519", e);
    }
  }

  /** Tell whether an envelope holds a text of a type, and a signature by a key. */
  static boolean holds(String envelope, String text, String type, PublicKey key) {
    try {
      JsonNode root = JsonMapper.builder().build().readTree(envelope);
      byte[] payload = Base64.getDecoder().decode(root.path("payload").asText());
      if (!root.path("payloadType").asText().equals(type)
          || !new String(payload, StandardCharsets.UTF_8).equals(text)) {
        return false;
      }
      for (JsonNode one : root.path("signatures")) {
        Signature signature = Signature.getInstance(KIND);
        signature.initVerify(key);
        signature.update(encoded(type, payload));
        if (signature.verify(Base64.getDecoder().decode(one.path("sig").asText()))) {
          return true;
        }
      }
      return false;
    } catch (JsonProcessingException | GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Give what is signed: DSSE's pre-authentication encoding. */
  private static byte[] encoded(String type, byte[] payload) {
    byte[] head =
        ("DSSEv1 " + type.length() + " " + type + " " + payload.length + " ")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] all = java.util.Arrays.copyOf(head, head.length + payload.length);
    System.arraycopy(payload, 0, all, head.length, payload.length);
    return all;
  }
}
