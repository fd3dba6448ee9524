package org.mosnas.model.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads every member of a gzipped text to its end.
 *
 * <p>{@link GZIPInputStream} drops in silence what stands behind a member and is none itself.
 */
final class WholeGzip extends GZIPInputStream {
  private static final int TRAILER_BYTES = 8;

  private final HonestlyAvailable source;

  private WholeGzip(HonestlyAvailable source) throws IOException {
    super(source, 1 << 16);
    this.source = source;
  }

  /** Unpacks a stream that begins with a member. */
  static WholeGzip of(InputStream packed) throws IOException {
    return new WholeGzip(new HonestlyAvailable(packed));
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int count = super.read(into, from, length);
    // The last question of a member's trailer was whether more stands behind it.
    if (count < 0 && (source.more || inf.getRemaining() > TRAILER_BYTES)) {
      throw new ZipException("what stands behind its end is not gzip data");
    }
    return count;
  }

  /**
   * Says that bytes are available whenever there are any.
   *
   * <p>{@link GZIPInputStream} takes 0, which many network streams answer, for the end of a file of
   * several gzip members, and would drop the rest in silence.
   */
  private static final class HonestlyAvailable extends PushbackInputStream {
    private boolean more;

    HonestlyAvailable(InputStream in) {
      super(in, 1);
    }

    @Override
    public int available() throws IOException {
      int known = super.available();
      if (known == 0) {
        int one = read();
        if (one >= 0) {
          unread(one);
          known = 1;
        }
      }
      more = known > 0;
      return known;
    }
  }
}
