package org.mosnas.model.checkpoint;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;
import org.mosnas.model.averaging.StateSlice;

/**
 * Some consecutive floats of a training's state in a safetensors file: three vectors of one length,
 * the parameters first, so that who needs no moments reads a third of the file.
 */
public final class StateBlockFile {
  private static final String PARAMETERS = "parameters";
  private static final String FIRST_MOMENTS = "first-moments";
  private static final String SECOND_MOMENTS = "second-moments";

  private static final String REMEDY = "Restore it or go back to an older checkpoint";

  /** How much is turned into bytes at a time. */
  private static final int PART_FLOATS = 1 << 16;

  private final String name;
  private final int floats;
  private final Sums sums;

  /**
   * Describes a file.
   *
   * @param name for messages
   * @param floats of each vector
   * @param sums of what was written
   */
  public StateBlockFile(String name, int floats, Sums sums) {
    this.name = name;
    this.floats = floats;
    this.sums = sums;
  }

  /**
   * Checksums of a block: CRC-32C of the bytes of its numbers.
   *
   * @param parameters of the parameters
   * @param moments of the first moments and after them the second
   */
  public record Sums(int parameters, int moments) implements Serializable {}

  /** Writes a block; does not close the stream. */
  public static Sums write(OutputStream out, StateSlice slice) throws IOException {
    byte[] header = header(slice.parameters().length).toBytes();
    out.write(Safetensors.little(Long.BYTES).putLong(header.length).array());
    out.write(header);
    ByteBuffer part = Safetensors.little(PART_FLOATS * Float.BYTES);
    CRC32C parameters = new CRC32C();
    write(out, slice.parameters(), part, parameters);
    CRC32C moments = new CRC32C();
    write(out, slice.firstMoments(), part, moments);
    write(out, slice.secondMoments(), part, moments);
    return new Sums((int) parameters.getValue(), (int) moments.getValue());
  }

  private static SafetensorsHeader header(int floats) {
    Map<String, SafetensorsHeader.Entry> tensors = new LinkedHashMap<>();
    long start = 0;
    for (String tensor : List.of(PARAMETERS, FIRST_MOMENTS, SECOND_MOMENTS)) {
      var entry = new SafetensorsHeader.Entry(TensorType.F32, 1, floats, true, start);
      tensors.put(tensor, entry);
      start = entry.end();
    }
    return new SafetensorsHeader(Map.of("format", "mosnas"), tensors);
  }

  private static void write(OutputStream out, float[] values, ByteBuffer part, CRC32C sum)
      throws IOException {
    for (int from = 0; from < values.length; from += PART_FLOATS) {
      int count = Math.min(PART_FLOATS, values.length - from);
      part.asFloatBuffer().put(values, from, count);
      out.write(part.array(), 0, count * Float.BYTES);
      sum.update(part.array(), 0, count * Float.BYTES);
    }
  }

  /**
   * Reads a block; does not close the stream.
   *
   * @throws CheckpointFormatException if it is damaged or another block
   */
  public StateSlice read(InputStream in) {
    return reading(
        in,
        data -> {
          float[] parameters = readParameters(data);
          CRC32C sum = new CRC32C();
          StateSlice slice = new StateSlice(parameters, values(data, sum), values(data, sum));
          require(sum, sums.moments(), "moments");
          return slice;
        });
  }

  /**
   * Reads the parameters of a block and nothing behind them; does not close the stream.
   *
   * @throws CheckpointFormatException as {@link #read}
   */
  public float[] parameters(InputStream in) {
    return reading(in, this::readParameters);
  }

  private interface Reading<T> {
    T from(DataInputStream data) throws IOException;
  }

  private <T> T reading(InputStream in, Reading<T> reading) {
    try {
      return reading.from(new DataInputStream(in));
    } catch (EOFException e) {
      throw new CheckpointFormatException(
          name + ": the file ends early; it is damaged. " + REMEDY, e);
    } catch (IOException e) {
      throw new CheckpointFormatException(name + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private float[] readParameters(DataInputStream data) throws IOException {
    SafetensorsHeader found = Safetensors.readHeader(data, name);
    if (!found.tensors().equals(header(floats).tensors())) {
      throw new CheckpointFormatException(
          String.format(
              Locale.ROOT,
              "%s: expected parameters and two moments of %,d floats each, was %s; the file is damaged or of another checkpoint. %s",
              name,
              floats,
              found.tensors().keySet(),
              REMEDY));
    }
    CRC32C sum = new CRC32C();
    float[] parameters = values(data, sum);
    require(sum, sums.parameters(), PARAMETERS);
    return parameters;
  }

  private float[] values(DataInputStream data, CRC32C sum) throws IOException {
    float[] values = new float[floats];
    byte[] part = new byte[Math.min(floats, PART_FLOATS) * Float.BYTES];
    for (int from = 0; from < floats; from += PART_FLOATS) {
      int count = Math.min(PART_FLOATS, floats - from);
      data.readFully(part, 0, count * Float.BYTES);
      sum.update(part, 0, count * Float.BYTES);
      ByteBuffer.wrap(part).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values, from, count);
    }
    return values;
  }

  private void require(CRC32C found, int expected, String what) {
    if ((int) found.getValue() != expected) {
      throw new CheckpointFormatException(
          String.format(
              Locale.ROOT,
              "%s: the %s have the checksum %08x, the manifest says %08x; the file is damaged. %s",
              name,
              what,
              (int) found.getValue(),
              expected,
              REMEDY));
    }
  }
}
