package org.mosnas.spark.data;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.HexFormat;
import org.mosnas.model.checksum.Checksums;

/** A stream that knows size and checksum of what was read from it. */
public final class CountingDigest extends DigestInputStream {
  private long bytes;

  /** Counts what is read from a stream. */
  public CountingDigest(InputStream in) {
    super(in, Checksums.digest());
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    bytes += read < 0 ? 0 : 1;
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    bytes += Math.max(0, read);
    return read;
  }

  /** Reads what is left. */
  public CountingDigest toEnd() throws IOException {
    byte[] buffer = new byte[1 << 16];
    while (read(buffer, 0, buffer.length) >= 0) {
      // Counted and digested on the way.
    }
    return this;
  }

  /** Bytes read so far. */
  public long bytes() {
    return bytes;
  }

  /** SHA-256 of what was read; ask once, at the end. */
  public String sha256() {
    return HexFormat.of().formatHex(getMessageDigest().digest());
  }
}
