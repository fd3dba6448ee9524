package org.mosnas.model.kernel.cuda;

import java.util.Locale;

/** Scaled dot-product attention of packed sentences; all queued. */
public final class AttentionKernels {
  private static final int THREADS = 128;
  private static final int OWN = 16;
  private static final int LANES = 32;
  private static final int PADDING = 4;
  private static final int FACTORS = 4 * LANES * 4;
  private static final int NARROWEST = 32;
  private static final int WIDEST = 256;

  private final Gpu gpu;

  /** Kernels of a device. */
  public AttentionKernels(Gpu gpu) {
    this.gpu = gpu;
  }

  /**
   * One attention. Its matrices are {@code [tokens, heads * size]}, and may be columns of others.
   *
   * @param query of the queries
   * @param key of the keys, like {@code value}
   * @param heads number of heads
   * @param causal whether query {@code i} of a sentence sees only its keys up to {@code i}
   * @param dropout of the probabilities
   * @param tiles its sentences
   */
  public record Heads(
      DeviceMatrix query,
      DeviceMatrix key,
      DeviceMatrix value,
      int heads,
      boolean causal,
      DeviceDropout dropout,
      AttentionTiles.Uploaded tiles) {
    int size() {
      return query.columns() / heads;
    }
  }

  /**
   * {@code y = softmax(query key^T / sqrt(size)) value}, head by head.
   *
   * @param y {@code [queries, heads * size]}
   * @param logSums set, {@code [queries, heads]}, for the way back
   */
  public void forward(Heads heads, DeviceMatrix y, DeviceMatrix logSums) {
    int width = width(heads.size());
    arguments(gpu.launch("attention_" + width), heads)
        .with(heads.tiles().queries())
        .with(y)
        .with(logSums.address())
        .run(heads.tiles().queryTiles(), heads.heads(), THREADS, 1, shared(width, OWN));
  }

  /**
   * What goes back.
   *
   * @param y result of {@link #forward}
   * @param dy its gradient, of the same stride
   * @param logSums of {@link #forward}
   * @param dots memory for {@code [queries, heads]}
   */
  public record Back(DeviceMatrix y, DeviceMatrix dy, DeviceMatrix logSums, DeviceMatrix dots) {}

  /** A gradient that is set or, if it {@code adds}, added to. */
  public record Gradient(DeviceMatrix matrix, boolean adds) {}

  /** Way back of {@link #forward}. */
  public void backward(Heads heads, Back back, Gradient query, Gradient key, Gradient value) {
    int width = width(heads.size());
    int shared = shared(width, 2 * OWN);
    back(arguments(gpu.launch("attention_queries_" + width), heads), back)
        .with(heads.tiles().queries())
        .with(query.matrix())
        .with(query.adds())
        .run(heads.tiles().queryTiles(), heads.heads(), THREADS, 1, shared);
    back(arguments(gpu.launch("attention_keys_" + width), heads), back)
        .with(heads.tiles().keys())
        .with(key.matrix().address())
        .with(value.matrix().address())
        .with(key.matrix().stride())
        .with(value.matrix().stride())
        .with(key.adds())
        .with(value.adds())
        .run(heads.tiles().keyTiles(), heads.heads(), THREADS, 1, shared);
  }

  /** {@code struct Heads}. */
  private static Launch arguments(Launch launch, Heads heads) {
    return launch
        .with(heads.query().address())
        .with(heads.key().address())
        .with(heads.value().address())
        .with(heads.query().stride())
        .with(heads.key().stride())
        .with(heads.value().stride())
        .with(heads.size())
        .with((float) (1 / Math.sqrt(heads.size())))
        .with(heads.causal())
        .with(heads.dropout())
        .align();
  }

  /** {@code struct Back}. */
  private static Launch back(Launch launch, Back back) {
    return launch
        .with(back.y().address())
        .with(back.dy().address())
        .with(back.dy().stride())
        .with(back.logSums().address())
        .with(back.dots().address());
  }

  /** Columns that the kernel is made for. */
  private int width(int size) {
    int width = NARROWEST;
    while (width < size) {
      width *= 2;
    }
    if (width > WIDEST || shared(width, 2 * OWN) > gpu.sharedBytes()) {
      throw Driver.usage(
          String.format(
              Locale.ROOT,
              "model.engine = cuda has heads of up to %d columns on this card, asked for %d; use more"
                  + " heads or model.engine = tape",
              width > WIDEST ? WIDEST : width / 2,
              size));
    }
    return width;
  }

  private static int shared(int width, int ownRows) {
    return ((ownRows + LANES) * (width + PADDING) + FACTORS) * Float.BYTES;
  }
}
