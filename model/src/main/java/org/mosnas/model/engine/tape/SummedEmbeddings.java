package org.mosnas.model.engine.tape;

import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.Weights.Weight;

/**
 * Looks the embeddings of tokens, of their positions and of their types up and adds them.
 *
 * @param words {@code [vocab, maxEmbed]}
 * @param positions {@code [positions, maxEmbed]}
 * @param types {@code [types, maxEmbed]}
 * @param tokens what is looked up
 * @param typeIds types of the tokens, {@code [tokens]}
 */
@SuppressWarnings("ArrayRecordComponent") // a view for the length of one call, never compared
record SummedEmbeddings(
    Weight words, Weight positions, Weight types, Tokens tokens, int[] typeIds) {

  /** Sets {@code y}, {@code [tokens, embed]}. */
  void forward(Matrix y) {
    int embed = y.columns();
    Matrix ofWords = words.value().columns(0, embed);
    Matrix ofPositions = positions.value().columns(0, embed);
    Matrix ofTypes = types.value().columns(0, embed);
    Segments segments = tokens.segments();
    for (int b = 0; b < segments.count(); b++) {
      for (int t = 0; t < segments.length(b); t++) {
        int row = segments.start(b) + t;
        Elementwise.setScaledRow(1f, ofWords, tokens.ids()[row], y, row);
        Elementwise.addScaledRow(1f, ofPositions, tokens.firstPosition() + t, y, row);
        Elementwise.addScaledRow(1f, ofTypes, typeIds[row], y, row);
      }
    }
  }

  /** Adds the gradient of the sum to those of the tables. */
  void backward(Matrix dy) {
    int embed = dy.columns();
    Matrix ofWords = words.gradient().columns(0, embed);
    Matrix ofPositions = positions.gradient().columns(0, embed);
    Matrix ofTypes = types.gradient().columns(0, embed);
    Segments segments = tokens.segments();
    for (int b = 0; b < segments.count(); b++) {
      for (int t = 0; t < segments.length(b); t++) {
        int row = segments.start(b) + t;
        Elementwise.addScaledRow(1f, dy, row, ofWords, tokens.ids()[row]);
        Elementwise.addScaledRow(1f, dy, row, ofPositions, tokens.firstPosition() + t);
        Elementwise.addScaledRow(1f, dy, row, ofTypes, typeIds[row]);
      }
    }
  }
}
