package org.mosnas.model.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Types of the numbers in a safetensors file. */
public enum TensorType {
  /** 32-bit floats: what we write. */
  F32(Float.BYTES) {
    @Override
    float next(ByteBuffer bytes) {
      return bytes.getFloat();
    }
  },
  /** 64-bit floats. */
  F64(Double.BYTES) {
    @Override
    float next(ByteBuffer bytes) {
      return (float) bytes.getDouble();
    }
  },
  /** 16-bit floats of IEEE 754. */
  F16(Short.BYTES) {
    @Override
    float next(ByteBuffer bytes) {
      return ofHalf(bytes.getShort());
    }
  },
  /** The upper halves of 32-bit floats. */
  BF16(Short.BYTES) {
    @Override
    float next(ByteBuffer bytes) {
      return Float.intBitsToFloat(bytes.getShort() << Short.SIZE);
    }
  },
  /** 64-bit integers, such as the numbers of positions. */
  I64(Long.BYTES) {
    @Override
    float next(ByteBuffer bytes) {
      return bytes.getLong();
    }
  },
  /** 32-bit integers. */
  I32(Integer.BYTES) {
    @Override
    float next(ByteBuffer bytes) {
      return bytes.getInt();
    }
  },
  /** Bytes. */
  U8(Byte.BYTES) {
    @Override
    float next(ByteBuffer bytes) {
      return bytes.get() & 0xff;
    }
  };

  private final int bytes;

  TensorType(int bytes) {
    this.bytes = bytes;
  }

  /** Size of one number. */
  int bytes() {
    return bytes;
  }

  /** The next number of a buffer, as a float. */
  abstract float next(ByteBuffer bytes);

  /** The type of a name in a header, if we know it. */
  static Optional<TensorType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  private static float ofHalf(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = half >> 10 & 0x1f;
    int mantissa = half & 0x3ff;
    if (exponent == 0x1f) {
      return Float.intBitsToFloat(sign | 0x7f800000 | mantissa << 13);
    }
    if (exponent == 0) {
      float subnormal = mantissa * 0x1p-24f;
      return sign == 0 ? subnormal : -subnormal;
    }
    return Float.intBitsToFloat(sign | exponent + 112 << 23 | mantissa << 13);
  }
}
