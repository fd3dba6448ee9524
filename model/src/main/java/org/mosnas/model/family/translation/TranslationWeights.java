package org.mosnas.model.family.translation;

import static org.mosnas.model.family.translation.TranslationNames.CROSS_KV;
import static org.mosnas.model.family.translation.TranslationNames.CROSS_NORM;
import static org.mosnas.model.family.translation.TranslationNames.CROSS_OUT;
import static org.mosnas.model.family.translation.TranslationNames.CROSS_QUERY;
import static org.mosnas.model.family.translation.TranslationNames.FC1;
import static org.mosnas.model.family.translation.TranslationNames.FC2;
import static org.mosnas.model.family.translation.TranslationNames.FFN_NORM;
import static org.mosnas.model.family.translation.TranslationNames.SELF_NORM;
import static org.mosnas.model.family.translation.TranslationNames.SELF_OUT;
import static org.mosnas.model.family.translation.TranslationNames.SELF_QKV;

import org.mosnas.model.network.Role;
import org.mosnas.model.network.WeightDeclarations;

/** Declares the weights of a translation network, in the order in which files hold them. */
final class TranslationWeights {
  private final TranslationShape shape;
  private final WeightDeclarations weights;

  TranslationWeights(TranslationShape shape, WeightDeclarations weights) {
    this.shape = shape;
    this.weights = weights;
  }

  void declare() {
    TranslationSpec envelope = shape.envelope();
    tables(envelope);
    for (int i = 0; i < envelope.encoder().size(); i++) {
      String name = TranslationNames.encoderLayer(i);
      selfAttention(name, envelope.encoderEmbed());
      feedForward(name, envelope.encoderEmbed(), envelope.encoder().get(i).ffn());
    }
    for (int i = 0; i < envelope.decoder().size(); i++) {
      decoderLayer(TranslationNames.decoderLayer(i), envelope.decoder().get(i), envelope);
    }
  }

  private void tables(TranslationSpec envelope) {
    int encoderEmbed = envelope.encoderEmbed();
    int decoderEmbed = envelope.decoderEmbed();
    EmbeddingSharing sharing = shape.sharing();
    int source = shape.sourceVocabulary();
    int target = shape.targetVocabulary();
    if (sharing == EmbeddingSharing.SHARED) {
      int widest = Math.max(encoderEmbed, decoderEmbed);
      weights.table(TranslationNames.encoderTable(sharing), source, widest, Role.EMBEDDING);
      return;
    }
    weights.table(TranslationNames.encoderTable(sharing), source, encoderEmbed, Role.EMBEDDING);
    weights.table(TranslationNames.decoderTable(sharing), target, decoderEmbed, Role.EMBEDDING);
    weights.table(TranslationNames.outputTable(sharing), target, decoderEmbed, Role.OUTPUT);
  }

  private void decoderLayer(String name, DecoderLayerSpec layer, TranslationSpec envelope) {
    int q = shape.qkvSize();
    int embed = envelope.decoderEmbed();
    selfAttention(name, embed);
    weights.linear(name + CROSS_QUERY, q, embed, Role.QUERY);
    weights.linear(name + CROSS_KV, 2 * q, envelope.encoderEmbed(), Role.KEY_VALUE);
    weights.linear(name + CROSS_OUT, embed, q, Role.ATTENTION_OUTPUT);
    weights.norm(name + CROSS_NORM, embed);
    feedForward(name, embed, layer.ffn());
  }

  private void selfAttention(String name, int embed) {
    weights.linear(name + SELF_QKV, 3 * shape.qkvSize(), embed, Role.QUERY_KEY_VALUE);
    weights.linear(name + SELF_OUT, embed, shape.qkvSize(), Role.ATTENTION_OUTPUT);
    weights.norm(name + SELF_NORM, embed);
  }

  private void feedForward(String name, int embed, int ffn) {
    weights.mixedLinear(name, FC1, ffn, embed, Role.FEED_FORWARD_IN);
    weights.mixedLinear(name, FC2, embed, ffn, Role.FEED_FORWARD_OUT);
    weights.norm(name + FFN_NORM, embed);
  }
}
