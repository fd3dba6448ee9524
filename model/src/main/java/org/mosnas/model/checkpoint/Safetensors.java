package org.mosnas.model.checkpoint;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.ParameterLayout;

/**
 * Reads and writes safetensors files: eight bytes with the length of a JSON header, the header, the
 * tensors as little-endian floats.
 */
public final class Safetensors {
  private static final int MAX_HEADER_BYTES = 100_000_000;

  /** How much is written at a time. */
  private static final int PART_FLOATS = 1 << 18;

  private Safetensors() {}

  /** Writes every parameter of {@code bank}; does not close the stream. */
  public static void write(OutputStream out, ParameterBank bank, Map<String, String> metadata)
      throws IOException {
    write(out, bank.layout(), metadata, bank::toArray);
  }

  /**
   * Writes a flat vector in {@code layout}; does not close the stream.
   *
   * @param values {@code [floats]}
   */
  public static void write(
      OutputStream out, ParameterLayout layout, float[] values, Map<String, String> metadata)
      throws IOException {
    write(out, layout, metadata, (from, to) -> Arrays.copyOfRange(values, from, to));
  }

  /** A flat vector of which some floats are in memory at a time. */
  @FunctionalInterface
  public interface Vector {
    /** The floats from {@code from} to {@code to}, exclusive. */
    float[] range(int from, int to);
  }

  /** Writes a flat vector in {@code layout} in small parts; does not close the stream. */
  public static void write(
      OutputStream out, ParameterLayout layout, Map<String, String> metadata, Vector values)
      throws IOException {
    byte[] header = header(layout, metadata).toBytes();
    out.write(little(Long.BYTES).putLong(header.length).array());
    out.write(header);
    for (ParameterLayout.Slot slot : layout.slots().values()) {
      int end = slot.offset() + slot.size();
      for (int from = slot.offset(); from < end; from += PART_FLOATS) {
        int to = Math.min(end, from + PART_FLOATS);
        ByteBuffer bytes = little((to - from) * Float.BYTES);
        bytes.asFloatBuffer().put(values.range(from, to));
        out.write(bytes.array());
      }
    }
  }

  private static SafetensorsHeader header(ParameterLayout layout, Map<String, String> metadata) {
    Map<String, SafetensorsHeader.Entry> tensors = new LinkedHashMap<>();
    long start = 0;
    for (Map.Entry<String, ParameterLayout.Slot> named : layout.slots().entrySet()) {
      ParameterLayout.Slot slot = named.getValue();
      var entry =
          new SafetensorsHeader.Entry(
              TensorType.F32, slot.rows(), slot.columns(), slot.rows() == 1, start);
      tensors.put(named.getKey(), entry);
      start = entry.end();
    }
    return new SafetensorsHeader(metadata, tensors);
  }

  /**
   * Reads a file into {@code bank}; names and shapes must be those of its layout.
   *
   * @param name of the file, for messages
   * @return the metadata
   * @throws CheckpointFormatException if the file is damaged or of another network
   */
  public static Map<String, String> read(InputStream in, String name, ParameterBank bank) {
    return read(
        in,
        name,
        bank.layout(),
        (slot, values) ->
            bank.memory().view(slot.offset(), slot.rows(), slot.columns()).assign(values));
  }

  /**
   * Reads a file into a flat vector in {@code layout}.
   *
   * @param values result, {@code [floats]}
   * @return the metadata
   * @throws CheckpointFormatException if the file is damaged or of another network
   */
  public static Map<String, String> read(
      InputStream in, String name, ParameterLayout layout, float[] values) {
    return read(
        in,
        name,
        layout,
        (slot, read) -> System.arraycopy(read, 0, values, slot.offset(), read.length));
  }

  private static Map<String, String> read(
      InputStream in,
      String name,
      ParameterLayout layout,
      BiConsumer<ParameterLayout.Slot, float[]> sink) {
    return readAll(
            in,
            name,
            header -> requireSameTensors(header, layout, name),
            (tensor, values) -> sink.accept(layout.slot(tensor), values))
        .metadata();
  }

  /**
   * Reads every tensor of a file of whatever network, as floats, in the order of the file.
   *
   * @param check is shown what there is before anything is read
   * @param sink is given every tensor, row by row, by name
   * @return what there was
   * @throws CheckpointFormatException if the file is damaged, or what {@code check} throws
   */
  public static SafetensorsHeader readAll(
      InputStream in,
      String name,
      Consumer<SafetensorsHeader> check,
      BiConsumer<String, float[]> sink) {
    DataInputStream data = new DataInputStream(in);
    try {
      SafetensorsHeader header = readHeader(data, name);
      check.accept(header);
      for (Map.Entry<String, SafetensorsHeader.Entry> tensor : header.tensors().entrySet()) {
        sink.accept(tensor.getKey(), values(data, tensor.getValue()));
      }
      if (data.read() >= 0) {
        throw new CheckpointFormatException(
            name + ": the file goes on after its last tensor; it is damaged");
      }
      return header;
    } catch (EOFException e) {
      throw new CheckpointFormatException(
          name + ": the file ends early; it is damaged. Restore it or go back to an older one", e);
    } catch (IOException e) {
      throw new CheckpointFormatException(name + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static float[] values(DataInputStream data, SafetensorsHeader.Entry tensor)
      throws IOException {
    byte[] bytes = new byte[Math.multiplyExact(tensor.floats(), tensor.type().bytes())];
    data.readFully(bytes);
    ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[tensor.floats()];
    if (tensor.type() == TensorType.F32) {
      numbers.asFloatBuffer().get(values);
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.type().next(numbers);
    }
    return values;
  }

  static SafetensorsHeader readHeader(DataInputStream data, String name) throws IOException {
    byte[] lengthBytes = new byte[Long.BYTES];
    data.readFully(lengthBytes);
    long length = ByteBuffer.wrap(lengthBytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length <= 0 || length > MAX_HEADER_BYTES) {
      throw new CheckpointFormatException(
          name + ": a header of " + length + " bytes; the file is not safetensors");
    }
    byte[] json = data.readNBytes((int) length);
    if (json.length < length) {
      throw new EOFException("a header of " + length + " bytes");
    }
    return SafetensorsHeader.parse(json, name);
  }

  private static void requireSameTensors(
      SafetensorsHeader header, ParameterLayout layout, String name) {
    for (Map.Entry<String, ParameterLayout.Slot> wanted : layout.slots().entrySet()) {
      SafetensorsHeader.Entry found = header.tensors().get(wanted.getKey());
      ParameterLayout.Slot slot = wanted.getValue();
      if (found == null || found.rows() != slot.rows() || found.columns() != slot.columns()) {
        throw new CheckpointFormatException(
            String.format(
                Locale.ROOT,
                "%s: tensor %s is %s, expected %dx%d; the file is of another space, vocabulary or"
                    + " mixture",
                name,
                wanted.getKey(),
                found == null ? "missing" : found.rows() + "x" + found.columns(),
                slot.rows(),
                slot.columns()));
      }
      if (found.type() != TensorType.F32) {
        throw new CheckpointFormatException(
            name + ": tensor " + wanted.getKey() + " is of " + found.type() + ", expected F32");
      }
    }
    for (String tensor : header.tensors().keySet()) {
      if (!layout.names().contains(tensor)) {
        throw new CheckpointFormatException(
            name
                + ": has a tensor "
                + tensor
                + " that this network does not; it is of another space");
      }
    }
  }

  static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
