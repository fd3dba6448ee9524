package org.mosnas.model.supernet;

import static org.mosnas.model.network.TranslationNames.CROSS_KV;
import static org.mosnas.model.network.TranslationNames.CROSS_NORM;
import static org.mosnas.model.network.TranslationNames.CROSS_OUT;
import static org.mosnas.model.network.TranslationNames.CROSS_QUERY;
import static org.mosnas.model.network.TranslationNames.FC1;
import static org.mosnas.model.network.TranslationNames.FC2;
import static org.mosnas.model.network.TranslationNames.FFN_NORM;
import static org.mosnas.model.network.TranslationNames.SELF_NORM;
import static org.mosnas.model.network.TranslationNames.SELF_OUT;
import static org.mosnas.model.network.TranslationNames.SELF_QKV;

import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.network.TranslationNames;
import org.mosnas.model.network.TranslationShape;
import org.mosnas.model.space.DecoderLayerSpec;
import org.mosnas.model.space.EmbeddingSharing;
import org.mosnas.model.space.EncoderLayerSpec;
import org.mosnas.model.space.TranslationSpec;

/** Lays the parameters of a translation supernet out: the envelope's weights, experts, routers. */
final class TranslationLayout {
  private final TranslationShape shape;
  private final Mixture mixture;
  private final int encodingSize;
  private final ParameterLayout layout = new ParameterLayout();
  private final List<MixedMap> mixed = new ArrayList<>();

  TranslationLayout(TranslationShape shape, Mixture mixture, int encodingSize) {
    this.shape = shape;
    this.mixture = mixture;
    this.encodingSize = encodingSize;
    build();
  }

  ParameterLayout layout() {
    return layout;
  }

  List<MixedMap> mixed() {
    return List.copyOf(mixed);
  }

  private void build() {
    TranslationSpec envelope = shape.envelope();
    tables(envelope);
    for (int i = 0; i < envelope.encoder().size(); i++) {
      encoderLayer(
          TranslationNames.encoderLayer(i), envelope.encoder().get(i), envelope.encoderEmbed());
    }
    for (int i = 0; i < envelope.decoder().size(); i++) {
      decoderLayer(TranslationNames.decoderLayer(i), envelope.decoder().get(i), envelope);
    }
  }

  private void tables(TranslationSpec envelope) {
    int encoderEmbed = envelope.encoderEmbed();
    int decoderEmbed = envelope.decoderEmbed();
    EmbeddingSharing sharing = shape.sharing();
    if (sharing == EmbeddingSharing.SHARED) {
      layout.add(
          TranslationNames.encoderTable(sharing),
          shape.sourceVocabulary(),
          Math.max(encoderEmbed, decoderEmbed));
      return;
    }
    layout.add(TranslationNames.encoderTable(sharing), shape.sourceVocabulary(), encoderEmbed);
    layout.add(TranslationNames.decoderTable(sharing), shape.targetVocabulary(), decoderEmbed);
    layout.add(TranslationNames.outputTable(sharing), shape.targetVocabulary(), decoderEmbed);
  }

  private void encoderLayer(String name, EncoderLayerSpec layer, int embed) {
    selfAttention(name, embed);
    feedForward(name, embed, layer.ffn());
  }

  private void decoderLayer(String name, DecoderLayerSpec layer, TranslationSpec envelope) {
    int q = shape.qkvSize();
    int embed = envelope.decoderEmbed();
    selfAttention(name, embed);
    linear(name + CROSS_QUERY, q, embed);
    linear(name + CROSS_KV, 2 * q, envelope.encoderEmbed());
    linear(name + CROSS_OUT, embed, q);
    norm(name + CROSS_NORM, embed);
    feedForward(name, embed, layer.ffn());
  }

  private void selfAttention(String name, int embed) {
    linear(name + SELF_QKV, 3 * shape.qkvSize(), embed);
    linear(name + SELF_OUT, embed, shape.qkvSize());
    norm(name + SELF_NORM, embed);
  }

  private void feedForward(String name, int embed, int ffn) {
    mixedLinear(name, FC1, ffn, embed);
    mixedLinear(name, FC2, embed, ffn);
    norm(name + FFN_NORM, embed);
  }

  private void mixedLinear(String layer, String map, int outputs, int inputs) {
    linear(layer + map, outputs, inputs);
    if (!mixture.mixes()) {
      return;
    }
    boolean own = mixture.scope() == Mixture.RouterScope.MATRIX;
    String router = layer + (own ? map + ".router" : "router");
    MixedMap mixedMap = new MixedMap(layer + map, router);
    for (int i = 1; i < mixture.experts(); i++) {
      linear(mixedMap.expert(i), outputs, inputs);
    }
    if (own || map.equals(FC1)) {
      router(router, mixture.routing() == Mixture.Routing.NEURON_WISE ? outputs : 1);
    }
    mixed.add(mixedMap);
  }

  private void router(String name, int neurons) {
    int inputs = encodingSize;
    for (int i = 0; i < mixture.depth() - 1; i++) {
      linear(Router.hidden(name, i), mixture.hiddenSize(), inputs);
      inputs = mixture.hiddenSize();
    }
    linear(Router.output(name), mixture.experts() * neurons, inputs);
  }

  private void linear(String name, int outputs, int inputs) {
    layout.add(name + ".weight", outputs, inputs);
    layout.add(name + ".bias", 1, outputs);
  }

  private void norm(String name, int size) {
    layout.add(name + ".gain", 1, size);
    layout.add(name + ".bias", 1, size);
  }
}
