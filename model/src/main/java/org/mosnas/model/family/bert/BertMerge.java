package org.mosnas.model.family.bert;

import java.util.Set;
import java.util.TreeSet;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;

/**
 * Makes one map of the two between neighbouring layers: nothing lies between them, so the network
 * computes the same with fewer parameters.
 */
public final class BertMerge {
  private BertMerge() {}

  /** The subnet as it is shipped; itself if its bottlenecks are merged or it has none. */
  public static DenseSubnet merged(DenseSubnet subnet) {
    BertShape shape = (BertShape) subnet.shape();
    BertSpec spec = shape.envelope();
    if (spec.bottlenecks() != Bottlenecks.PAIRED) {
      return subnet;
    }
    BertShape merged = shape.single(spec.merged());
    try (ParameterBank from = subnet.toBank();
        ParameterBank to = new ParameterBank(Supernet.plain(merged).layout())) {
      Set<String> composed = new TreeSet<>();
      for (int i = 1; i < spec.layers().size(); i++) {
        composed.add(BertNames.layer(i) + BertNames.BOTTLENECK_IN);
      }
      for (String name : to.layout().names()) {
        String map = name.substring(0, name.lastIndexOf('.'));
        if (!composed.contains(map)) {
          to.matrix(name).assign(from.matrix(name).toArray());
        }
      }
      for (int i = 1; i < spec.layers().size(); i++) {
        compose(from, to, i);
      }
      return new DenseSubnet(merged, to.toArray());
    }
  }

  /** The map from layer {@code index - 1} to layer {@code index}. */
  private static void compose(ParameterBank from, ParameterBank to, int index) {
    String out = BertNames.layer(index - 1) + BertNames.BOTTLENECK_OUT;
    String in = BertNames.layer(index) + BertNames.BOTTLENECK_IN;
    Matrix first = from.matrix(out + ".weight");
    Matrix firstBias = from.matrix(out + ".bias");
    Matrix second = from.matrix(in + ".weight");
    Matrix secondBias = from.matrix(in + ".bias");
    for (int r = 0; r < second.rows(); r++) {
      double[] row = new double[first.columns()];
      double bias = secondBias.get(0, r);
      for (int k = 0; k < second.columns(); k++) {
        double factor = second.get(r, k);
        bias += factor * firstBias.get(0, k);
        for (int c = 0; c < row.length; c++) {
          row[c] += factor * first.get(k, c);
        }
      }
      for (int c = 0; c < row.length; c++) {
        to.matrix(in + ".weight").set(r, c, (float) row[c]);
      }
      to.matrix(in + ".bias").set(0, r, (float) bias);
    }
  }
}
