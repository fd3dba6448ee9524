package org.mosnas.model.family.bert;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Head;
import org.mosnas.model.network.WeightDeclarations;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterBank;

/**
 * Puts the units of a plain BERT in order of importance: the neurons of every feed-forward network,
 * the heads of every attention, and the units of the stream, which are the same in all layers. A
 * unit is as important as all its weights together, and keeps them, so the network goes on to
 * compute what it computed, up to the order in which floats are summed.
 */
final class UnitOrder {
  private final BertShape shape;
  private final ParameterBank values;
  private final ParameterBank importances;

  private UnitOrder(BertShape shape, ParameterBank values, ParameterBank importances) {
    this.shape = shape;
    this.values = values;
    this.importances = importances;
  }

  /**
   * The network in order.
   *
   * @param network without bottlenecks
   * @param importances of its parameters, {@code [floats]}; 0 or more
   */
  static DenseSubnet of(DenseSubnet network, float[] importances) {
    BertShape shape = (BertShape) network.shape();
    if (shape.envelope().bottlenecks() != Bottlenecks.NONE) {
      throw new IllegalArgumentException(
          "only units of networks without bottlenecks can be put in order, got "
              + shape.envelope().id());
    }
    try (ParameterBank values = network.toBank();
        ParameterBank weighed = network.toBank()) {
      weighed.assign(importances);
      new UnitOrder(shape, values, weighed).sort();
      return new DenseSubnet(shape, values.toArray());
    }
  }

  private void sort() {
    BertSpec spec = shape.envelope();
    // All scores before the first change: a weight belongs to units of several kinds.
    List<Units> kinds = new ArrayList<>();
    List<int[]> orders = new ArrayList<>();
    kinds.add(stream(spec));
    for (int i = 0; i < spec.layers().size(); i++) {
      kinds.add(heads(spec.layers().get(i), BertNames.layer(i)));
      kinds.add(neurons(spec.layers().get(i), BertNames.layer(i)));
    }
    kinds.forEach(units -> orders.add(units.order(importances)));
    for (int i = 0; i < kinds.size(); i++) {
      kinds.get(i).permute(values, orders.get(i));
    }
  }

  private Units stream(BertSpec spec) {
    Units stream = new Units(spec.embed(), 1);
    stream.columns(BertNames.WORDS).columns(BertNames.POSITIONS).columns(BertNames.TYPES);
    stream.norm(BertNames.EMBEDDINGS_NORM);
    for (int i = 0; i < spec.layers().size(); i++) {
      String name = BertNames.layer(i);
      for (String map :
          List.of(BertNames.QUERY, BertNames.KEY, BertNames.VALUE, BertNames.FFN_IN)) {
        stream.inputs(name + map);
      }
      stream.outputs(name + BertNames.ATTENTION_OUT).outputs(name + BertNames.FFN_OUT);
      stream.norm(name + BertNames.ATTENTION_NORM).norm(name + BertNames.FFN_NORM);
    }
    if (shape.head().kind() == Head.Kind.TOKEN) {
      // What it makes is compared with the embeddings, whose units are those of the stream.
      stream.inputs(BertNames.TRANSFORM).outputs(BertNames.TRANSFORM);
      stream.norm(BertNames.TRANSFORM_NORM);
    } else {
      stream.inputs(BertNames.POOLER);
    }
    return stream;
  }

  private static Units heads(BertLayerSpec layer, String name) {
    return new Units(layer.heads(), layer.width() / layer.heads())
        .outputs(name + BertNames.QUERY)
        .outputs(name + BertNames.KEY)
        .outputs(name + BertNames.VALUE)
        .inputs(name + BertNames.ATTENTION_OUT);
  }

  private static Units neurons(BertLayerSpec layer, String name) {
    return new Units(layer.ffn(), 1)
        .outputs(name + BertNames.FFN_IN)
        .inputs(name + BertNames.FFN_OUT);
  }

  /** Units of one kind, and the rows and columns of weights that are theirs. */
  private static final class Units {
    private final int count;
    private final int size;
    private final List<String> byRow = new ArrayList<>();
    private final List<String> byColumn = new ArrayList<>();

    /**
     * None has weights yet.
     *
     * @param size rows or columns that each has of a weight, side by side
     */
    Units(int count, int size) {
      this.count = count;
      this.size = size;
    }

    /** What a map makes is theirs. */
    Units outputs(String map) {
      byRow.add(map + ".weight");
      return columns(map + ".bias");
    }

    /** What a map takes is theirs. */
    Units inputs(String map) {
      return columns(map + ".weight");
    }

    Units norm(String name) {
      return columns(name + WeightDeclarations.NORM_WEIGHT).columns(name + ".bias");
    }

    Units columns(String name) {
      byColumn.add(name);
      return this;
    }

    /** Numbers of the units, the most important first; of equal ones the first first. */
    int[] order(ParameterBank importances) {
      double[] sums = new double[count];
      for (String name : byRow) {
        add(importances.matrix(name), true, sums);
      }
      for (String name : byColumn) {
        add(importances.matrix(name), false, sums);
      }
      return IntStream.range(0, count)
          .boxed()
          .sorted(Comparator.comparing(unit -> -sums[unit]))
          .mapToInt(unit -> unit)
          .toArray();
    }

    private void add(Matrix m, boolean rows, double[] sums) {
      float[] all = m.toArray();
      for (int i = 0; i < all.length; i++) {
        sums[(rows ? i / m.columns() : i % m.columns()) / size] += all[i];
      }
    }

    void permute(ParameterBank bank, int[] order) {
      for (String name : byRow) {
        Matrix m = bank.matrix(name);
        float[] before = m.toArray();
        float[] after = new float[before.length];
        int stretch = size * m.columns();
        for (int i = 0; i < count; i++) {
          System.arraycopy(before, order[i] * stretch, after, i * stretch, stretch);
        }
        m.assign(after);
      }
      for (String name : byColumn) {
        Matrix m = bank.matrix(name);
        float[] before = m.toArray();
        float[] after = new float[before.length];
        for (int row = 0; row < before.length; row += m.columns()) {
          for (int i = 0; i < count; i++) {
            System.arraycopy(before, row + order[i] * size, after, row + i * size, size);
          }
        }
        m.assign(after);
      }
    }
  }
}
