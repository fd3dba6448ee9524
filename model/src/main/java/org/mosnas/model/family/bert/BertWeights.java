package org.mosnas.model.family.bert;

import org.mosnas.model.network.Head;
import org.mosnas.model.network.Role;
import org.mosnas.model.network.WeightDeclarations;

/** Declares the weights of a BERT, in the order in which files hold them. */
final class BertWeights {
  private final BertShape shape;
  private final WeightDeclarations weights;

  BertWeights(BertShape shape, WeightDeclarations weights) {
    this.shape = shape;
    this.weights = weights;
  }

  void declare() {
    BertSpec envelope = shape.envelope();
    int embed = envelope.embed();
    weights.table(BertNames.WORDS, shape.vocabulary(), embed, Role.EMBEDDING);
    weights.table(BertNames.POSITIONS, shape.positions(), embed, Role.POSITION);
    weights.table(BertNames.TYPES, BertShape.TYPES, embed, Role.POSITION);
    weights.norm(BertNames.EMBEDDINGS_NORM, embed);
    for (int i = 0; i < envelope.layers().size(); i++) {
      layer(envelope, i);
    }
    if (shape.head().kind() == Head.Kind.TOKEN) {
      weights.linear(BertNames.TRANSFORM, embed, embed, Role.PROJECTION);
      weights.norm(BertNames.TRANSFORM_NORM, embed);
      weights.bias(BertNames.TOKEN_BIAS, shape.vocabulary(), Role.OUTPUT);
    } else {
      weights.linear(BertNames.POOLER, embed, embed, Role.PROJECTION);
      weights.table(BertNames.CLASSIFIER, shape.head().outputs(), embed, Role.OUTPUT);
      weights.bias(BertNames.CLASSIFIER_BIAS, shape.head().outputs(), Role.OUTPUT);
    }
  }

  private void layer(BertSpec spec, int index) {
    BertLayerSpec layer = spec.layers().get(index);
    String name = BertNames.layer(index);
    int width = layer.width();
    if (spec.bottlenecks() != Bottlenecks.NONE) {
      weights.linear(
          name + BertNames.BOTTLENECK_IN, width, spec.widthBefore(index), Role.BOTTLENECK);
    }
    weights.linear(name + BertNames.QUERY, width, width, Role.QUERY);
    weights.linear(name + BertNames.KEY, width, width, Role.KEY);
    weights.linear(name + BertNames.VALUE, width, width, Role.VALUE);
    weights.linear(name + BertNames.ATTENTION_OUT, width, width, Role.ATTENTION_OUTPUT);
    weights.norm(name + BertNames.ATTENTION_NORM, width);
    weights.mixedLinear(name, BertNames.FFN_IN, layer.ffn(), width, Role.FEED_FORWARD_IN);
    weights.mixedLinear(name, BertNames.FFN_OUT, width, layer.ffn(), Role.FEED_FORWARD_OUT);
    weights.norm(name + BertNames.FFN_NORM, width);
    if (spec.returns(index)) {
      weights.linear(name + BertNames.BOTTLENECK_OUT, spec.embed(), width, Role.BOTTLENECK);
    }
  }
}
