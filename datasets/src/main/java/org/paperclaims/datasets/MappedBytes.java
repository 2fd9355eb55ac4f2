package org.paperclaims.datasets;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A file's bytes, outside of the heap. Only absolute reads: safe for use by several threads. */
record MappedBytes(Path file, ByteBuffer bytes) {}
