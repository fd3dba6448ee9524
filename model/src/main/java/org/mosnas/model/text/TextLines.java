package org.mosnas.model.text;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipException;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.BadLineException;

/**
 * The lines of a UTF-8 text, read one at a time and strictly: what a line, a blank line and a byte
 * order mark are is said here and nowhere else.
 *
 * <p>A line ends at {@code \n} and nowhere else; one {@code \r} directly before it goes with it,
 * any other is a character of its line. A byte order mark is skipped at the start of a user's text,
 * and gzip is recognised there by its magic bytes, whatever the name; {@linkplain #stored files of
 * our own} begin with their first character. What is no text by its first bytes is refused ({@link
 * FileKind}). Not thread-safe.
 *
 * <p>Any failure is a {@link BadDataException} that names file and line; after a {@link
 * BadLineException} the next line can be read. The caller closes.
 */
public final class TextLines implements Sentences {
  /** Longer lines are refused: such a file is not text. */
  private static final int MAX_LINE_BYTES = 1 << 26;

  private final String name;
  private final InputStream in;
  private final boolean startsText;
  private final int maxLineBytes;
  private boolean compressed;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private byte[] line = new byte[512];
  private int length;
  private long lineNumber;

  /** Bytes of the text before the buffer. */
  private long bufferStart;

  /** Bytes of the text before the line read last. */
  private long lineStart;

  private String next;

  /**
   * Reads a user's text from a stream, which this object owns from now on.
   *
   * @param name what messages call the text, usually its path
   * @param in plain or gzipped bytes
   */
  public TextLines(String name, InputStream in) {
    this(name, in, MAX_LINE_BYTES);
  }

  private TextLines(String name, InputStream in, int maxLineBytes) {
    this.name = name;
    this.startsText = true;
    this.maxLineBytes = maxLineBytes;
    try {
      this.in = gunzip(in);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private TextLines(String name, long linesBefore, InputStream in) {
    this.name = name;
    this.startsText = false;
    this.maxLineBytes = MAX_LINE_BYTES;
    this.lineNumber = linesBefore;
    this.in = in;
  }

  /** As {@link #TextLines(String, InputStream)}; a line of more bytes than {@code max} is bad. */
  public static TextLines limited(String name, InputStream in, int max) {
    return new TextLines(name, in, max);
  }

  /**
   * Reads the rest of a plain text from the start of one of its lines.
   *
   * @param linesBefore lines of the text before the first byte of {@code in}
   */
  public static TextLines rest(String name, InputStream in, long linesBefore) {
    return new TextLines(name, linesBefore, in);
  }

  /** Reads a file that this program wrote: plain, and no character of it means anything else. */
  public static TextLines stored(String name, InputStream in) {
    return new TextLines(name, 0, in);
  }

  /** Opens a local file. */
  public static TextLines open(Path file) {
    try {
      return new TextLines(file.toString(), Files.newInputStream(file));
    } catch (IOException e) {
      throw BadDataException.unreadable(file, e, "check the path");
    }
  }

  /**
   * Whether there is nothing to read in a line: nothing but white space, control characters such as
   * NUL, and format characters that nobody sees, such as zero width spaces and soft hyphens.
   */
  public static boolean isBlank(String line) {
    return line.codePoints().allMatch(TextLines::isUnseen);
  }

  private static boolean isUnseen(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.FORMAT ->
          true;
      default -> false;
    };
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = read();
    }
    return next != null;
  }

  /** Whether more of the text has arrived already, so that {@link #hasNext} hardly waits. */
  public boolean hasArrived() {
    try {
      return next != null || position < limit || in.available() > 0;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException(name + " has " + lineNumber + " lines");
    }
    String result = next;
    next = null;
    return result;
  }

  /** The next line, which {@link #next} returns too; empty at the end. */
  Optional<String> peek() {
    return hasNext() ? Optional.of(next) : Optional.empty();
  }

  @Override
  public String name() {
    return name;
  }

  /** Number of the line read last, counted from 1; 0 before the first. */
  public long lineNumber() {
    return lineNumber;
  }

  /**
   * Bytes from where reading began to the start of the line that {@link #next} returns next; of the
   * unpacked text if it is compressed.
   */
  public long offset() {
    return hasNext() ? lineStart : bufferStart + position;
  }

  /** Whether the text is gzipped. */
  public boolean isCompressed() {
    return compressed;
  }

  /** The remaining lines; closing the stream closes this. */
  public Stream<String> stream() {
    Spliterator<String> lines =
        Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL);
    return StreamSupport.stream(lines, false).onClose(this::close);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private String read() {
    try {
      return readLine() ? decode() : null;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Collects the bytes of the next line; false at the end of the text. */
  private boolean readLine() throws IOException {
    if (position == limit && !fill()) {
      return false;
    }
    lineStart = bufferStart + position;
    length = 0;
    boolean fits = true;
    boolean ended;
    do {
      int end = endInBuffer();
      fits = fits && append(end);
      ended = end < limit;
      position = ended ? end + 1 : end;
    } while (!ended && fill());
    lineNumber++;
    if (!fits) {
      throw new BadLineException(
          where(lineNumber)
              + ": line of more than "
              + maxLineBytes
              + " bytes; expected text with one sentence per line");
    }
    if (ended && length > 0 && line[length - 1] == '\r') {
      length--;
    }
    return true;
  }

  /** Where the line ends that {@link #position} is in, or the buffer if that comes first. */
  private int endInBuffer() {
    int end = position;
    while (end < limit && buffer[end] != '\n') {
      end++;
    }
    return end;
  }

  private boolean fill() throws IOException {
    boolean atStart = lineNumber == 0 && bufferStart + limit == 0;
    bufferStart += limit;
    position = 0;
    limit = Math.max(0, in.read(buffer));
    if (atStart && startsText) {
      requireText();
    }
    return limit > 0;
  }

  /** Refuses what is known not to be text by its first bytes. */
  private void requireText() throws IOException {
    int read = limit;
    while (read > 0 && FileKind.needsMore(buffer, limit)) {
      read = in.read(buffer, limit, buffer.length - limit);
      limit += Math.max(0, read);
    }
    FileKind.of(buffer, limit)
        .ifPresent(
            kind -> {
              throw new BadDataException(name + ": " + kind.complaint());
            });
  }

  /** Adds what is in the buffer up to {@code end}; false if the line gets too long. */
  private boolean append(int end) {
    int count = end - position;
    if (count > maxLineBytes - length) {
      return false;
    }
    if (line.length - length < count) {
      line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
    }
    System.arraycopy(buffer, position, line, length, count);
    length += count;
    return true;
  }

  private String decode() {
    int start = startsText && lineNumber == 1 && startsWithByteOrderMark() ? 3 : 0;
    String text = new String(line, start, length - start, StandardCharsets.UTF_8);
    if (text.indexOf('\ufffd') >= 0) {
      // Either the replacement of something invalid, or the character itself.
      checkUtf8();
    }
    return text;
  }

  private boolean startsWithByteOrderMark() {
    return length >= 3
        && line[0] == (byte) 0xef
        && line[1] == (byte) 0xbb
        && line[2] == (byte) 0xbf;
  }

  private void checkUtf8() {
    ByteBuffer bytes = ByteBuffer.wrap(line, 0, length);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(bytes);
    } catch (CharacterCodingException e) {
      int at = bytes.position();
      throw new BadLineException(
          String.format(
              Locale.ROOT,
              "%s: invalid UTF-8 at byte %d (0x%02X) of the line; convert the file to UTF-8, for"
                  + " example with: iconv -f ISO-8859-1 -t UTF-8",
              where(lineNumber),
              at + 1,
              line[at] & 0xff),
          e);
    }
  }

  private String where(long number) {
    return name + ":" + number;
  }

  private BadDataException unreadable(IOException e) {
    String where = where(lineNumber + 1);
    if (e instanceof EOFException) {
      return new BadDataException(
          where + ": gzip data ends too early; fetch or compress the file again", e);
    }
    if (e instanceof ZipException) {
      return new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: broken gzip data (%s); fetch or compress the file again",
              where,
              e.getMessage()),
          e);
    }
    return BadDataException.unreadable(where, e, "check the disk");
  }

  private InputStream gunzip(InputStream raw) throws IOException {
    InputStream in = new BufferedInputStream(raw, 1 << 16);
    in.mark(2);
    compressed = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return compressed ? WholeGzip.of(in) : in;
  }
}
