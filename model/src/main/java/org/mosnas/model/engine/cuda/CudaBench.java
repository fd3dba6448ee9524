package org.mosnas.model.engine.cuda;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.mosnas.model.kernel.cuda.AttentionKernels;
import org.mosnas.model.kernel.cuda.AttentionTiles;
import org.mosnas.model.kernel.cuda.DeviceArena;
import org.mosnas.model.kernel.cuda.DeviceMatrix;
import org.mosnas.model.kernel.cuda.DeviceMemory;
import org.mosnas.model.kernel.cuda.Gpu;
import org.mosnas.model.kernel.cuda.LossKernels;
import org.mosnas.model.kernel.cuda.MixKernels;
import org.mosnas.model.kernel.cuda.Precision;
import org.mosnas.model.kernel.cuda.Products;
import org.mosnas.model.kernel.cuda.RowKernels;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Sinusoids;

/**
 * What one replica needs to compute on a device: an arena, the kernels, tables of positions, and
 * integers that were uploaded, each list once. Not thread-safe; closed by its owner.
 */
public final class CudaBench implements AutoCloseable {
  private static final int FIRST_POSITIONS = 256;

  private final Gpu gpu;
  private final DeviceArena arena;
  private final RowKernels rows;
  private final Products products;
  private final AttentionKernels attention;
  private final LossKernels losses;
  private final MixKernels mixes;
  private final Map<Integer, Positions> positions = new HashMap<>();
  private final Map<Ints, Long> uploaded = new HashMap<>();

  /**
   * Opens the device of the settings.
   *
   * @param precision of the products of passes that train
   * @throws org.mosnas.model.error.MosnasException of kind USAGE where there is no usable device
   */
  public CudaBench(Precision precision) {
    this.gpu = Gpu.open();
    this.arena = gpu.arena();
    this.rows = new RowKernels(gpu, arena);
    this.products = new Products(gpu, rows, arena, precision);
    this.attention = new AttentionKernels(gpu);
    this.losses = new LossKernels(gpu);
    this.mixes = new MixKernels(gpu);
  }

  /** A table of positions and how many there are. */
  private record Positions(DeviceMemory memory, int count) {}

  /** Integers that are equal if their content is. */
  private static final class Ints {
    private final int[] values;
    private final int hash;

    Ints(int[] values) {
      this.values = values;
      this.hash = Arrays.hashCode(values);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Ints ints && Arrays.equals(values, ints.values);
    }
  }

  /** The device. */
  public Gpu gpu() {
    return gpu;
  }

  /** Memory of the running step. */
  public DeviceArena arena() {
    return arena;
  }

  /** Products of matrices. */
  public Products products() {
    return products;
  }

  /** Kernels row by row. */
  public RowKernels rows() {
    return rows;
  }

  AttentionKernels attention() {
    return attention;
  }

  /** Kernels of losses and of softmax. */
  public LossKernels losses() {
    return losses;
  }

  /** Kernels of mixtures. */
  public MixKernels mixes() {
    return mixes;
  }

  /** Takes everything in the arena back. */
  public void reset() {
    arena.reset();
    uploaded.clear();
  }

  /** Takes everything in the arena back that was handed out since {@code mark}. */
  public void release(DeviceArena.Mark mark) {
    arena.release(mark);
    uploaded.clear();
  }

  /** Address of these integers in the arena, where they are until it is released. */
  public long ints(int[] values) {
    return uploaded.computeIfAbsent(
        new Ints(values),
        ints -> {
          long address = arena.allocateBytes((long) values.length * Integer.BYTES);
          gpu.upload(values, address);
          return address;
        });
  }

  /** The tiles of an attention over these sentences, in the arena. */
  AttentionTiles.Uploaded tiles(Segments queries, Segments keys) {
    AttentionTiles tiles = AttentionTiles.of(queries, keys);
    return tiles.at(ints(tiles.packed()));
  }

  /** A cleared matrix in the arena. */
  public DeviceMatrix cleared(int rowCount, int columns) {
    DeviceMatrix matrix = arena.allocate(rowCount, columns);
    rows.clear(matrix);
    return matrix;
  }

  /** At least {@code count} positions, {@code [positions, width]}. */
  DeviceMatrix positions(int width, int count) {
    Positions table = positions.get(width);
    if (table == null || table.count() < count) {
      if (table != null) {
        table.memory().close();
      }
      int capacity = Math.max(FIRST_POSITIONS, Integer.highestOneBit(count - 1) * 2);
      table = new Positions(upload(width, capacity), capacity);
      positions.put(width, table);
    }
    return table.memory().view(0, table.count(), width);
  }

  private DeviceMemory upload(int width, int count) {
    float[] values = new float[width * count];
    for (int p = 0; p < count; p++) {
      System.arraycopy(Sinusoids.row(p + Sinusoids.FIRST_ROW, width), 0, values, p * width, width);
    }
    DeviceMemory memory = gpu.allocate((long) values.length * Float.BYTES);
    gpu.upload(values, memory.address());
    return memory;
  }

  @Override
  public void close() {
    gpu.enter();
    gpu.synchronize();
    positions.values().forEach(table -> table.memory().close());
    arena.close();
    gpu.close();
  }
}
