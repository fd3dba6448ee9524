package org.mosnas.model.engine.cost;

import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.TranslationNames;
import org.mosnas.model.network.TranslationNetwork;
import org.mosnas.model.network.TranslationShape;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SubnetCost;
import org.mosnas.model.space.TranslationSpec;

/**
 * The cost of a translation subnet, from interpreting its network over one sentence pair.
 *
 * @param subnet parameters and operations
 * @param activationBytes memory of the values that a training pass keeps, per sentence pair
 */
public record NetworkCost(SubnetCost subnet, long activationBytes) {

  /** The cost at the reference length of a space. */
  public static NetworkCost of(
      SearchSpace space, int sourceVocabulary, int targetVocabulary, TranslationSpec spec) {
    TranslationShape shape = TranslationShape.of(space, sourceVocabulary, targetVocabulary);
    return of(shape, spec, space.referenceLength());
  }

  /**
   * The cost at a length.
   *
   * @param shape of the supernet or of the subnet itself
   * @param spec any subnet; it need not be in a space
   * @param length tokens of the source and of the target
   */
  public static NetworkCost of(TranslationShape shape, TranslationSpec spec, int length) {
    CostOps ops = new CostOps(table -> words(shape, table));
    Segments sentence = Segments.of(length);
    int[] ids = new int[length];
    new TranslationNetwork(shape, spec, DropoutRates.NONE)
        .loss(
            ops,
            Tokens.of(Tokens.Side.SOURCE, ids, sentence),
            Tokens.of(Tokens.Side.TARGET, ids, sentence),
            ids,
            0);
    return new NetworkCost(ops.cost(), ops.activationBytes());
  }

  private static int words(TranslationShape shape, String table) {
    return table.equals(TranslationNames.encoderTable(shape.sharing()))
        ? shape.sourceVocabulary()
        : shape.targetVocabulary();
  }
}
