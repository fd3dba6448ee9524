package org.mosnas.model.engine.cuda;

import org.mosnas.model.engine.cuda.DeviceWeights.DeviceWeight;
import org.mosnas.model.kernel.cuda.DeviceMatrix;
import org.mosnas.model.kernel.cuda.RowKernels;
import org.mosnas.model.kernel.cuda.RowLists;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;

/** Embeddings of the tokens of one batch, with computed positions or with learned ones. */
final class CudaEmbeddings {
  /** Rows that are added up one after another; more become partial sums first. */
  private static final int MOST_ROWS = 64;

  private final CudaBench bench;
  private final RowKernels rows;
  private final Tokens tokens;

  CudaEmbeddings(CudaBench bench, Tokens tokens) {
    this.bench = bench;
    this.rows = bench.rows();
    this.tokens = tokens;
  }

  /**
   * Tables whose rows are added up.
   *
   * @param words {@code [vocab, maxEmbed]}
   * @param positions {@code [positions, maxEmbed]}
   * @param types {@code [types, maxEmbed]}
   */
  record Tables(DeviceWeight words, DeviceWeight positions, DeviceWeight types) {}

  /**
   * Scaled rows of a table and sinusoidal positions.
   *
   * @param table {@code [vocab, maxEmbed]}
   * @param fullWidth at which positions are computed
   * @param y set, {@code [tokens, embed]}, dense
   */
  void scaled(DeviceMatrix table, int fullWidth, DeviceMatrix y) {
    int count = tokens.firstPosition() + tokens.segments().longest();
    DeviceMatrix positions = bench.positions(fullWidth, count);
    long ids = bench.ints(tokens.ids());
    rows.embed(table, positions, ids, bench.ints(places()), scale(y), y);
  }

  /** Way back of {@link #scaled}. */
  void scaledBackward(DeviceMatrix dy, DeviceWeight table) {
    addRows(bench, dy, tokens.ids(), scale(dy), table.gradient().columns(0, dy.columns()));
  }

  private static float scale(DeviceMatrix y) {
    return (float) Math.sqrt(y.columns());
  }

  /**
   * Sums of the rows of three tables.
   *
   * @param types of the tokens, {@code [tokens]}
   * @param y set, {@code [tokens, embed]}, dense
   */
  void sum(Tables tables, int[] types, DeviceMatrix y) {
    rows.gatherRows(tables.words().value(), bench.ints(tokens.ids()), y, false);
    rows.gatherRows(tables.positions().value(), bench.ints(places()), y, true);
    rows.gatherRows(tables.types().value(), bench.ints(types), y, true);
  }

  /** Way back of {@link #sum}. */
  void sumBackward(DeviceMatrix dy, Tables tables, int[] types) {
    int embed = dy.columns();
    addRows(bench, dy, tokens.ids(), 1, tables.words().gradient().columns(0, embed));
    addRows(bench, dy, places(), 1, tables.positions().gradient().columns(0, embed));
    addRowsToFew(dy, types, tables.types().gradient().columns(0, embed));
  }

  private int[] places() {
    Segments segments = tokens.segments();
    int[] places = new int[tokens.ids().length];
    for (int b = 0; b < segments.count(); b++) {
      for (int t = 0; t < segments.length(b); t++) {
        places[segments.start(b) + t] = tokens.firstPosition() + t;
      }
    }
    return places;
  }

  /** {@code y[targets[r]] += scale * x[r]}, those of one target in a fixed order. */
  static void addRows(CudaBench bench, DeviceMatrix x, int[] targets, float scale, DeviceMatrix y) {
    addRows(bench, x, RowLists.of(targets), scale, y);
  }

  private static void addRows(
      CudaBench bench, DeviceMatrix x, RowLists lists, float scale, DeviceMatrix y) {
    bench.rows().addRows(x, lists.at(bench.ints(lists.packed())), scale, y);
  }

  /** As {@link #addRows}, for so few targets that one block for each would keep a card waiting. */
  private void addRowsToFew(DeviceMatrix x, int[] targets, DeviceMatrix y) {
    RowLists whole = RowLists.of(targets);
    RowLists split = whole.split(MOST_ROWS);
    int[] targetsOfParts = whole.targetsOfParts(MOST_ROWS);
    DeviceMatrix parts = bench.cleared(targetsOfParts.length, x.columns());
    addRows(bench, x, split, 1, parts);
    addRows(bench, parts, targetsOfParts, 1, y);
  }
}
