package org.mosnas.model.text;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** Texts and checked-in files for the tests of this package. */
public final class TextFixtures {
  private static final int[][] RANGES = {
    {'a', 'f'}, {'0', '3'}, {' ', '@'}, {0x300, 0x303}, {0x4e00, 0x4e03}, {0x1f600, 0x1f602},
    {0xffed, 0xffed}, {0xff05, 0xff05}, {'@', '@'}, {'%', '%'}, {0xc4, 0xc6}, {0x2013, 0x201e},
    {0x1c, 0x20}, {0xa0, 0xad}, {0x2000, 0x200f}, {0x3000, 0x3002}, {'\'', '\''}, {'<', '>'}
  };

  private TextFixtures() {}

  public static TextLines lines(String text) {
    return lines(text.getBytes(StandardCharsets.UTF_8));
  }

  public static TextLines lines(byte[] bytes) {
    return new TextLines("FILE", new ByteArrayInputStream(bytes));
  }

  public static byte[] gzip(String text) {
    return gzip(text.getBytes(StandardCharsets.UTF_8));
  }

  public static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A format fixture, as version 1 wrote it. */
  public static Path fixture(String name) {
    return Path.of("src/test/resources/org/mosnas/model/text/v1", name);
  }

  /** A line of up to {@code maxLength} characters that like to be next to each other. */
  public static String randomLine(SplittableRandom random, int maxLength) {
    StringBuilder line = new StringBuilder();
    int length = random.nextInt(maxLength + 1);
    for (int i = 0; i < length; i++) {
      int[] range = RANGES[random.nextInt(RANGES.length)];
      line.appendCodePoint(random.nextInt(range[0], range[1] + 1));
    }
    return line.toString();
  }

  /** What arrives after Java serialisation. */
  public static <T> T travelled(T value, Class<T> type) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return type.cast(in.readObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A stream that, like many network streams, never says how much is available. */
  public static InputStream shy(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int available() {
        return 0;
      }

      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, 7));
      }
    };
  }
}
