package org.paperclaims.datasets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Kinds of files, told by how they begin: a file's name is what somebody called it. */
enum FileKind {
  NOTHING("nothing: it is empty"),
  ZEROS("zeros, as a file that was never filled"),
  JPEG("JPEG"),
  PNG("PNG"),
  GIF("GIF"),
  BMP("BMP"),
  WEBP("WebP"),
  TIFF("TIFF"),
  HEIF("HEIF or AVIF"),
  JPEG_2000("JPEG 2000"),
  JPEG_XL("JPEG XL"),
  GZIP("a gzip archive"),
  ZIP("a zip archive"),
  TAR("a tar archive"),
  BZIP2("a bzip2 archive"),
  XZ("an xz archive"),
  SEVEN_ZIP("a 7z archive"),
  MATLAB("MATLAB's version 5"),
  HDF5("HDF5, as MATLAB writes it from version 7.3 on"),
  LFS_POINTER("a Git LFS pointer, which stands for the file; `git lfs pull` gets the file itself"),
  WEB_PAGE("a web page"),
  TEXT("text"),
  UNKNOWN("no format that is known here");

  /** Bytes at a file's beginning that are enough to tell. */
  static final int ENOUGH = 512;

  /** Letters of a text that a message shows. */
  private static final int SHOWN = 60;

  private final String words;

  FileKind(String words) {
    this.words = words;
  }

  /** Say it so that it follows "begins as". */
  String words() {
    return words;
  }

  /** Tell whether this stands in a file's place and is no data of any set. */
  boolean placeholder() {
    return this == LFS_POINTER
        || this == WEB_PAGE
        || this == TEXT
        || this == ZEROS
        || this == NOTHING;
  }

  /** Tell whether a file of this name, which is no archive, was packed, or saved another way. */
  boolean packed(String name) {
    return switch (this) {
      case GZIP, ZIP, TAR, BZIP2, XZ, SEVEN_ZIP -> !name.endsWith(".zip") && !name.endsWith("gz");
      case HDF5 -> true;
      default -> false;
    };
  }

  /** Tell whether a file of this name may begin so. */
  boolean mayBe(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith("gz")
        ? this == GZIP
        : lower.endsWith(".zip") ? this == ZIP : !lower.endsWith(".mat") || this == MATLAB;
  }

  /**
   * Tell what a file is.
   *
   * @param start of its content, {@link #ENOUGH} bytes or more if it has as many
   */
  static FileKind of(byte[] start) {
    if (start.length == 0) {
      return NOTHING;
    }
    if (begins(start, 0, 0xFF, 0xD8)) {
      return JPEG;
    }
    if (begins(start, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
      return PNG;
    }
    if (begins(start, 0, 'G', 'I', 'F', '8')) {
      return GIF;
    }
    if (begins(start, 0, 'R', 'I', 'F', 'F') && begins(start, 8, 'W', 'E', 'B', 'P')) {
      return WEBP;
    }
    if (begins(start, 0, 'I', 'I', 42, 0) || begins(start, 0, 'M', 'M', 0, 42)) {
      return TIFF;
    }
    if (begins(start, 0, 0x1F, 0x8B)) {
      return GZIP;
    }
    if (begins(start, 0, 'P', 'K', 3, 4)) {
      return ZIP;
    }
    if (begins(start, 4, 'f', 't', 'y', 'p')) {
      return HEIF;
    }
    if (begins(start, 4, 'j', 'P', ' ', ' ') || begins(start, 0, 0xFF, 0x4F, 0xFF, 0x51)) {
      return JPEG_2000;
    }
    if (begins(start, 4, 'J', 'X', 'L', ' ') || begins(start, 0, 0xFF, 0x0A)) {
      return JPEG_XL;
    }
    if (begins(start, 0, 'B', 'Z', 'h') && begins(start, 4, '1', 'A', 'Y')) {
      return BZIP2;
    }
    if (begins(start, 0, 0xFD, '7', 'z', 'X', 'Z', 0)) {
      return XZ;
    }
    if (begins(start, 0, '7', 'z', 0xBC, 0xAF)) {
      return SEVEN_ZIP;
    }
    if (begins(start, 0, 'M', 'A', 'T', 'L', 'A', 'B', ' ', '5')) {
      return MATLAB;
    }
    if (begins(start, 0, 0x89, 'H', 'D', 'F')) {
      return HDF5;
    }
    if (begins(start, 257, 'u', 's', 't', 'a', 'r')) {
      return TAR;
    }
    if (begins(start, 0, 'B', 'M')) {
      return BMP;
    }
    return text(start);
  }

  private static FileKind text(byte[] start) {
    byte[] head = Arrays.copyOf(start, Math.min(start.length, ENOUGH));
    String text =
        new String(head, StandardCharsets.UTF_8)
            .replace("\uFEFF", "")
            .strip()
            .toLowerCase(Locale.ROOT);
    if (text.startsWith("version https://git-lfs.github.com/")) {
      return LFS_POINTER;
    }
    if (text.matches("(?s)<(!doctype html|html|head|body|script|meta|title|!--|\\?xml).*")) {
      return WEB_PAGE;
    }
    boolean zeros = true;
    boolean printed = true;
    for (byte b : head) {
      zeros &= b == 0;
      printed &= (b >= ' ' && b != 127) || b == '\n' || b == '\r' || b == '\t';
    }
    return zeros ? ZEROS : printed ? TEXT : UNKNOWN;
  }

  /** Give the first line of a text, or as much of it as fits into a message. */
  static String firstLine(byte[] start) {
    String text = new String(start, StandardCharsets.US_ASCII).strip();
    String line = text.lines().findFirst().orElse("");
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
  }

  private static boolean begins(byte[] content, int at, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (content.length <= at + i || (content[at + i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
