package org.mosnas.model.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.mosnas.model.error.BadDataException;

/**
 * The {@code .idx} file of a fairseq data set: where each sentence lies in the {@code .bin} file.
 *
 * @param type how ids are stored
 * @param idOffset what is added to every stored id, a heritage of Lua: 0 or 1
 * @param offsets first byte of each sentence
 * @param lengths ids of each sentence
 */
@SuppressWarnings("ArrayRecordComponent") // read by one class, never compared
record FairseqIndex(FairseqType type, int idOffset, long[] offsets, int[] lengths) {
  private static final byte[] MAPPED_MAGIC = "MMIDIDX\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TORCH_MAGIC = "TNTIDX\0\0".getBytes(StandardCharsets.US_ASCII);

  static FairseqIndex read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw bad(file, channel.size() + " bytes, more than 2 GiB; split the data set");
      }
      MappedByteBuffer data = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      data.order(ByteOrder.LITTLE_ENDIAN);
      if (startsWith(data, MAPPED_MAGIC)) {
        return readMapped(file, data);
      }
      if (startsWith(data, TORCH_MAGIC)) {
        return readTorch(file, data);
      }
      throw bad(file, "starts neither with MMIDIDX nor with TNTIDX; is it fairseq's index?");
    } catch (IOException e) {
      throw BadDataException.unreadable(file, e, "check the path");
    }
  }

  /** The format of fairseq's {@code mmap}: sizes and byte pointers. */
  private static FairseqIndex readMapped(Path file, ByteBuffer data) {
    require(file, data, 17);
    checkVersion(file, data.getLong());
    FairseqType type = type(file, data.get());
    int count = count(file, data.getLong());
    require(file, data, 12L * count);
    int[] lengths = new int[count];
    for (int i = 0; i < count; i++) {
      lengths[i] = data.getInt();
    }
    long[] offsets = new long[count];
    for (int i = 0; i < count; i++) {
      offsets[i] = data.getLong();
    }
    return new FairseqIndex(type, 0, offsets, lengths);
  }

  /** The format of fairseq's {@code cached} and {@code lazy}: offsets in ids, ids plus one. */
  private static FairseqIndex readTorch(Path file, ByteBuffer data) {
    require(file, data, 40);
    checkVersion(file, data.getLong());
    FairseqType type = type(file, data.getLong());
    long width = data.getLong();
    if (width != type.width()) {
      throw bad(file, "ids of " + width + " bytes, expected " + type.width() + " for their type");
    }
    int count = count(file, data.getLong());
    int sizes = count(file, data.getLong());
    require(file, data, 8L * (2L * (count + 1L) + sizes));
    data.position(data.position() + 8 * (count + 1));
    long[] offsets = new long[count];
    int[] lengths = new int[count];
    long from = data.getLong();
    for (int i = 0; i < count; i++) {
      long to = data.getLong();
      if (to < from || to - from > Integer.MAX_VALUE) {
        throw bad(file, "sentence " + i + " reaches from id " + from + " to " + to);
      }
      offsets[i] = from * type.width();
      lengths[i] = (int) (to - from);
      from = to;
    }
    return new FairseqIndex(type, 1, offsets, lengths);
  }

  private static boolean startsWith(ByteBuffer data, byte[] magic) {
    byte[] start = new byte[Math.min(magic.length, data.capacity())];
    data.get(0, start);
    boolean matches = Arrays.equals(start, magic);
    if (matches) {
      data.position(magic.length);
    }
    return matches;
  }

  private static void require(Path file, ByteBuffer data, long bytes) {
    if (data.remaining() < bytes) {
      throw bad(
          file,
          "truncated: "
              + (data.position() + bytes)
              + " bytes expected, "
              + data.capacity()
              + " there; copy it again");
    }
  }

  private static void checkVersion(Path file, long version) {
    if (version != 1) {
      throw bad(file, "version " + version + " of fairseq's index; expected 1");
    }
  }

  private static FairseqType type(Path file, long code) {
    FairseqType type = FairseqType.of(code);
    if (type == null) {
      throw bad(file, "data type " + code + " is not one of whole numbers; are these token ids?");
    }
    return type;
  }

  private static int count(Path file, long count) {
    if (count < 0 || count > Integer.MAX_VALUE - 8) {
      throw bad(file, "says it has " + count + " sentences; is it damaged?");
    }
    return (int) count;
  }

  private static BadDataException bad(Path file, String what) {
    return new BadDataException(file + ": " + what);
  }
}
