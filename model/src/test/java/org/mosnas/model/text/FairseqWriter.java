package org.mosnas.model.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes fairseq's two binary formats, for the tests of reading them. */
final class FairseqWriter {
  private FairseqWriter() {}

  static void writeMapped(Path prefix, int[][] sentences, FairseqType type) throws IOException {
    ByteBuffer index = buffer(26 + 12 * sentences.length);
    index.put("MMIDIDX\0\0".getBytes(StandardCharsets.US_ASCII)).putLong(1);
    index.put((byte) code(type)).putLong(sentences.length);
    for (int[] sentence : sentences) {
      index.putInt(sentence.length);
    }
    long pointer = 0;
    for (int[] sentence : sentences) {
      index.putLong(pointer);
      pointer += (long) sentence.length * type.width();
    }
    writeBoth(prefix, index, ids(sentences, type, 0));
  }

  static void writeTorch(Path prefix, int[][] sentences) throws IOException {
    ByteBuffer index = buffer(48 + 16 * (sentences.length + 1) + 8 * sentences.length);
    index.put("TNTIDX\0\0".getBytes(StandardCharsets.US_ASCII)).putLong(1).putLong(4).putLong(4);
    index.putLong(sentences.length).putLong(sentences.length);
    for (int i = 0; i <= sentences.length; i++) {
      index.putLong(i);
    }
    long offset = 0;
    index.putLong(offset);
    for (int[] sentence : sentences) {
      offset += sentence.length;
      index.putLong(offset);
    }
    for (int[] sentence : sentences) {
      index.putLong(sentence.length);
    }
    writeBoth(prefix, index, ids(sentences, FairseqType.I32, 1));
  }

  private static ByteBuffer ids(int[][] sentences, FairseqType type, int offset) {
    int count = 0;
    for (int[] sentence : sentences) {
      count += sentence.length;
    }
    ByteBuffer data = buffer(count * type.width());
    for (int[] sentence : sentences) {
      for (int id : sentence) {
        switch (type.width()) {
          case 1 -> data.put((byte) (id + offset));
          case 2 -> data.putShort((short) (id + offset));
          case 4 -> data.putInt(id + offset);
          default -> data.putLong(id + offset);
        }
      }
    }
    return data;
  }

  private static int code(FairseqType type) {
    return switch (type) {
      case U8 -> 1;
      case I8 -> 2;
      case I16 -> 3;
      case I32 -> 4;
      case I64 -> 5;
      case U16 -> 8;
    };
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void writeBoth(Path prefix, ByteBuffer index, ByteBuffer data) throws IOException {
    Files.write(Path.of(prefix + ".idx"), bytes(index));
    Files.write(Path.of(prefix + ".bin"), bytes(data));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.position()];
    buffer.get(0, bytes);
    return bytes;
  }
}
