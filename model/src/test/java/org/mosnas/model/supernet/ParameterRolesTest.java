package org.mosnas.model.supernet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.EncoderLayerSpec;
import org.mosnas.model.family.translation.FullWidth;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.supernet.ParameterLayout.Kind;
import org.mosnas.model.supernet.ParameterLayout.Slot;

/** What every parameter of a supernet of one layer on each side is for. */
class ParameterRolesTest {
  @Test
  void everyModuleOfANeuronWiseMixture() {
    ParameterLayout layout = layout(EmbeddingSharing.SEPARATE, Mixture.neuronWise(3, 4));
    assertThat(modules(layout))
        .containsExactly(
            "encoder.embedding EMBEDDING",
            "decoder.embedding EMBEDDING",
            "decoder.output OUTPUT",
            "encoder.layers.0.self.qkv QUERY_KEY_VALUE",
            "encoder.layers.0.self.out ATTENTION_OUTPUT",
            "encoder.layers.0.self.norm NORM",
            "encoder.layers.0.fc1 FEED_FORWARD_IN",
            "encoder.layers.0.fc1.expert1 FEED_FORWARD_IN",
            "encoder.layers.0.fc1.expert2 FEED_FORWARD_IN",
            "encoder.layers.0.fc1.router.hidden0 ROUTER_HIDDEN",
            "encoder.layers.0.fc1.router.output ROUTER_OUTPUT",
            "encoder.layers.0.fc2 FEED_FORWARD_OUT",
            "encoder.layers.0.fc2.expert1 FEED_FORWARD_OUT",
            "encoder.layers.0.fc2.expert2 FEED_FORWARD_OUT",
            "encoder.layers.0.fc2.router.hidden0 ROUTER_HIDDEN",
            "encoder.layers.0.fc2.router.output ROUTER_OUTPUT",
            "encoder.layers.0.ffn.norm NORM",
            "decoder.layers.0.self.qkv QUERY_KEY_VALUE",
            "decoder.layers.0.self.out ATTENTION_OUTPUT",
            "decoder.layers.0.self.norm NORM",
            "decoder.layers.0.cross.q QUERY",
            "decoder.layers.0.cross.kv KEY_VALUE",
            "decoder.layers.0.cross.out ATTENTION_OUTPUT",
            "decoder.layers.0.cross.norm NORM",
            "decoder.layers.0.fc1 FEED_FORWARD_IN",
            "decoder.layers.0.fc1.expert1 FEED_FORWARD_IN",
            "decoder.layers.0.fc1.expert2 FEED_FORWARD_IN",
            "decoder.layers.0.fc1.router.hidden0 ROUTER_HIDDEN",
            "decoder.layers.0.fc1.router.output ROUTER_OUTPUT",
            "decoder.layers.0.fc2 FEED_FORWARD_OUT",
            "decoder.layers.0.fc2.expert1 FEED_FORWARD_OUT",
            "decoder.layers.0.fc2.expert2 FEED_FORWARD_OUT",
            "decoder.layers.0.fc2.router.hidden0 ROUTER_HIDDEN",
            "decoder.layers.0.fc2.router.output ROUTER_OUTPUT",
            "decoder.layers.0.ffn.norm NORM");
  }

  @Test
  void oneRouterOfALayerAndOneTable() {
    Mixture mixture =
        new Mixture(2, Mixture.Routing.LAYER_WISE, Mixture.RouterScope.LAYER, 4, 3, 0);
    List<String> encoder =
        modules(layout(EmbeddingSharing.SHARED, mixture)).stream()
            .filter(module -> !module.startsWith("decoder."))
            .toList();
    assertThat(encoder)
        .containsExactly(
            "embedding EMBEDDING",
            "encoder.layers.0.self.qkv QUERY_KEY_VALUE",
            "encoder.layers.0.self.out ATTENTION_OUTPUT",
            "encoder.layers.0.self.norm NORM",
            "encoder.layers.0.fc1 FEED_FORWARD_IN",
            "encoder.layers.0.fc1.expert1 FEED_FORWARD_IN",
            "encoder.layers.0.router.hidden0 ROUTER_HIDDEN",
            "encoder.layers.0.router.hidden1 ROUTER_HIDDEN",
            "encoder.layers.0.router.output ROUTER_OUTPUT",
            "encoder.layers.0.fc2 FEED_FORWARD_OUT",
            "encoder.layers.0.fc2.expert1 FEED_FORWARD_OUT",
            "encoder.layers.0.ffn.norm NORM");
  }

  @Test
  void aSubnetOnItsOwnHasNeitherExpertsNorRouters() {
    List<String> mixed = modules(layout(EmbeddingSharing.SHARED, Mixture.neuronWise(2, 4)));
    assertThat(modules(layout(EmbeddingSharing.SHARED, Mixture.NONE)))
        .containsExactlyElementsOf(
            mixed.stream()
                .filter(module -> !module.contains(".expert") && !module.contains(".router"))
                .toList());
  }

  @Test
  void theWeightOfABiasIsThatOfItsModule() {
    ParameterLayout layout = layout(EmbeddingSharing.SEPARATE, Mixture.neuronWise(2, 4));
    for (String module : List.of("encoder.layers.0.fc1.router.hidden0", "decoder.layers.0.fc2")) {
      Slot weight = layout.slot(module + ".weight");
      assertThat(layout.weightOf(module + ".bias")).isEqualTo(weight);
      assertThat(layout.weightOf(module + ".weight")).isEqualTo(weight);
    }
  }

  /** Every module once, with its role; all its parts have it. */
  private static List<String> modules(ParameterLayout layout) {
    Set<String> modules = new LinkedHashSet<>();
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, Slot> entry : layout.slots().entrySet()) {
      String name = entry.getKey();
      Slot slot = entry.getValue();
      String part = name.substring(name.lastIndexOf('.') + 1);
      Kind kind =
          switch (part) {
            case "weight", "gain" -> Kind.WEIGHT;
            case "bias" -> Kind.BIAS;
            default -> Kind.TABLE;
          };
      assertThat(slot.kind()).as(name).isEqualTo(kind);
      assertThat(slot.rows() == 1).as(name).isEqualTo(kind == Kind.BIAS || part.equals("gain"));
      String module = kind == Kind.TABLE ? name : name.substring(0, name.lastIndexOf('.'));
      modules.add(module + " " + slot.role());
      parts.add(name);
    }
    assertThat(parts).doesNotHaveDuplicates();
    return List.copyOf(modules);
  }

  private static ParameterLayout layout(EmbeddingSharing sharing, Mixture mixture) {
    TranslationSpec spec =
        new TranslationSpec(
            8, 6, List.of(new EncoderLayerSpec(12, 2)), List.of(new DecoderLayerSpec(10, 2, 2, 1)));
    TranslationShape shape = new TranslationShape(spec, 4, sharing, 9, 9, new FullWidth(8, 6));
    return new Supernet(shape, mixture, new TinySupernet.WidthInput()).layout();
  }
}
