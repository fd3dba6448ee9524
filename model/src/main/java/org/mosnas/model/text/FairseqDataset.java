package org.mosnas.model.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.mosnas.model.error.BadDataException;

/**
 * The sentences of one language that fairseq's preprocessing stored as ids: a pair of files {@code
 * PREFIX.idx} and {@code PREFIX.bin} in the format {@code mmap}, {@code cached} or {@code lazy}.
 *
 * <p>The index is held in memory, about 12 bytes a sentence; ids are read when asked for. Sentences
 * end with {@code </s>}. Thread-safe; the caller closes.
 */
public final class FairseqDataset implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final FairseqIndex index;
  private final int vocabularySize;

  private FairseqDataset(Path file, FileChannel channel, FairseqIndex index, int vocabularySize) {
    this.file = file;
    this.channel = channel;
    this.index = index;
    this.vocabularySize = vocabularySize;
  }

  /**
   * Opens both files and checks that they fit together.
   *
   * @param prefix path without {@code .idx} and {@code .bin}, such as {@code train.en-de.en}
   * @param vocabularySize size of the dictionary; larger ids are refused when they are read
   * @throws BadDataException if a file is missing, damaged or cut off
   */
  public static FairseqDataset open(Path prefix, int vocabularySize) {
    FairseqIndex index = FairseqIndex.read(Path.of(prefix + ".idx"));
    Path file = Path.of(prefix + ".bin");
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      FairseqDataset dataset = new FairseqDataset(file, channel, index, vocabularySize);
      try {
        dataset.checkBounds(channel.size());
      } catch (BadDataException | IOException e) {
        channel.close();
        throw e;
      }
      return dataset;
    } catch (IOException e) {
      throw BadDataException.unreadable(file, e, "check the path");
    }
  }

  /** Number of sentences. */
  public int size() {
    return index.lengths().length;
  }

  /** Number of ids of a sentence, {@code </s>} included. */
  public int length(int sentence) {
    return index.lengths()[sentence];
  }

  /** The ids of a sentence, {@code </s>} included. */
  public int[] sentence(int sentence) {
    FairseqType type = index.type();
    ByteBuffer data = read(sentence).order(ByteOrder.LITTLE_ENDIAN);
    int[] ids = new int[length(sentence)];
    for (int i = 0; i < ids.length; i++) {
      long id = type.get(data) - index.idOffset();
      if (id < 0 || id >= vocabularySize) {
        throw new BadDataException(
            file
                + ": sentence "
                + sentence
                + " has id "
                + id
                + ", but the dictionary has "
                + vocabularySize
                + " entries; use the dictionary the data was made with");
      }
      ids[i] = (int) id;
    }
    return ids;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new BadDataException(file + ": cannot be closed (" + e + ")", e);
    }
  }

  private ByteBuffer read(int sentence) {
    ByteBuffer data =
        ByteBuffer.allocate(Math.multiplyExact(length(sentence), index.type().width()));
    long offset = index.offsets()[sentence];
    try {
      while (data.hasRemaining()) {
        if (channel.read(data, offset + data.position()) < 0) {
          throw new BadDataException(file + ": became shorter while it was read");
        }
      }
    } catch (IOException e) {
      throw BadDataException.unreadable(file, e, "check the disk");
    }
    return data.flip();
  }

  private void checkBounds(long bytes) {
    for (int i = 0; i < size(); i++) {
      long offset = index.offsets()[i];
      long end = offset + (long) length(i) * index.type().width();
      if (length(i) < 0 || offset < 0 || end > bytes) {
        throw new BadDataException(
            file
                + ": sentence "
                + i
                + " lies at bytes "
                + offset
                + " to "
                + end
                + " of "
                + bytes
                + "; copy .bin and .idx again, together");
      }
    }
  }
}
