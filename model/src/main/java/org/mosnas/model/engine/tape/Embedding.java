package org.mosnas.model.engine.tape;

import org.mosnas.model.engine.PositionTable;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;

/** Looks embeddings of tokens up and adds those of their positions. */
final class Embedding {
  private Embedding() {}

  static void forward(
      Matrix table, PositionTable positionTable, Tokens tokens, float scale, Matrix y) {
    Segments segments = tokens.segments();
    int last = tokens.firstPosition() + segments.longest();
    Matrix positions = positionTable.positions(last).columns(0, y.columns());
    Matrix embeddings = table.columns(0, y.columns());
    for (int b = 0; b < segments.count(); b++) {
      for (int t = 0; t < segments.length(b); t++) {
        int row = segments.start(b) + t;
        Elementwise.setScaledRow(scale, embeddings, tokens.ids()[row], y, row);
        Elementwise.addScaledRow(1f, positions, tokens.firstPosition() + t, y, row);
      }
    }
  }

  static void backward(Tokens tokens, float scale, Matrix dy, Matrix tableGradient) {
    Matrix sums = tableGradient.columns(0, dy.columns());
    for (int row = 0; row < dy.rows(); row++) {
      Elementwise.addScaledRow(scale, dy, row, sums, tokens.ids()[row]);
    }
  }
}
