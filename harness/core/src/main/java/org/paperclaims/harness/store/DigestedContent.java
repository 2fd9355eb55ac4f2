package org.paperclaims.harness.store;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.paperclaims.harness.run.Fingerprint;

/** Tensors on their way into a file, whose size and checksum are noted as they pass. */
final class DigestedContent implements Disk.Content {
  private final Safetensors tensors;
  private RecordJson.StoredFile stored = new RecordJson.StoredFile(0, "");

  DigestedContent(Safetensors tensors) {
    this.tensors = tensors;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    MessageDigest digest = Fingerprint.digest();
    CountingStream counting = new CountingStream(new DigestOutputStream(out, digest));
    tensors.writeTo(counting);
    counting.flush();
    stored = new RecordJson.StoredFile(counting.size, HexFormat.of().formatHex(digest.digest()));
  }

  RecordJson.StoredFile stored() {
    return stored;
  }

  private static final class CountingStream extends OutputStream {
    private final OutputStream out;
    private long size;

    CountingStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      size++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      size += length;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }
}
