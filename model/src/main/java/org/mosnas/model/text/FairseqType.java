package org.mosnas.model.text;

import java.nio.ByteBuffer;

/** How a fairseq data set stores an id. */
enum FairseqType {
  U8(1, 1) {
    @Override
    long get(ByteBuffer data) {
      return data.get() & 0xff;
    }
  },
  I8(2, 1) {
    @Override
    long get(ByteBuffer data) {
      return data.get();
    }
  },
  I16(3, 2) {
    @Override
    long get(ByteBuffer data) {
      return data.getShort();
    }
  },
  I32(4, 4) {
    @Override
    long get(ByteBuffer data) {
      return data.getInt();
    }
  },
  I64(5, 8) {
    @Override
    long get(ByteBuffer data) {
      return data.getLong();
    }
  },
  U16(8, 2) {
    @Override
    long get(ByteBuffer data) {
      return data.getShort() & 0xffff;
    }
  };

  private final int code;
  private final int width;

  FairseqType(int code, int width) {
    this.code = code;
    this.width = width;
  }

  /** Bytes per id. */
  int width() {
    return width;
  }

  /** Takes the next id from little-endian data. */
  abstract long get(ByteBuffer data);

  /** The type of a code, or null: 6 and 7 are floating point numbers, others unknown. */
  static FairseqType of(long code) {
    for (FairseqType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }
}
