package org.mosnas.model.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.EncoderLayerSpec;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.memory.Matrix;

/** HAT's rules for what a subnet keeps of every weight. */
class SlicingRulesTest {
  private static final int VOCABULARY = 1000;
  private static final int TARGET_VOCABULARY = 900;

  /** Encoder 512 wide, first layer of 1024; decoder 640 wide, first of two layers of 2048. */
  private static final TranslationSpec SPEC =
      new TranslationSpec(
          512,
          640,
          List.of(
              new EncoderLayerSpec(1024, 8),
              new EncoderLayerSpec(3072, 4),
              new EncoderLayerSpec(2048, 4),
              new EncoderLayerSpec(1024, 8),
              new EncoderLayerSpec(2048, 4),
              new EncoderLayerSpec(3072, 8)),
          List.of(new DecoderLayerSpec(2048, 8, 4, 1), new DecoderLayerSpec(1024, 4, 8, 3)));

  static Stream<Supernet> supernets() {
    return Stream.concat(
        Stream.of(TinySupernet.plain()), TinySpecs.mixtures().map(TinySupernet::mixture));
  }

  @ParameterizedTest
  @CsvSource({
    "embedding, 1000, 640",
    "encoder.layers.0.self.qkv.weight, 1536, 512",
    "encoder.layers.0.self.qkv.bias, 1, 1536",
    "encoder.layers.0.self.out.weight, 512, 512",
    "encoder.layers.0.self.out.bias, 1, 512",
    "encoder.layers.0.self.norm.gain, 1, 512",
    "encoder.layers.0.self.norm.bias, 1, 512",
    "encoder.layers.0.fc1.weight, 1024, 512",
    "encoder.layers.0.fc1.bias, 1, 1024",
    "encoder.layers.0.fc2.weight, 512, 1024",
    "encoder.layers.0.fc2.bias, 1, 512",
    "encoder.layers.0.ffn.norm.gain, 1, 512",
    "encoder.layers.1.fc1.weight, 3072, 512",
    "decoder.layers.0.self.qkv.weight, 1536, 640",
    "decoder.layers.0.self.out.weight, 640, 512",
    "decoder.layers.0.cross.q.weight, 512, 640",
    "decoder.layers.0.cross.q.bias, 1, 512",
    "decoder.layers.0.cross.kv.weight, 1024, 512",
    "decoder.layers.0.cross.kv.bias, 1, 1024",
    "decoder.layers.0.cross.out.weight, 640, 512",
    "decoder.layers.0.cross.norm.gain, 1, 640",
    "decoder.layers.0.fc1.weight, 2048, 640",
    "decoder.layers.0.fc2.weight, 640, 2048",
    "decoder.layers.1.fc2.weight, 640, 1024"
  })
  void keepTheFirstRowsAndColumns(String name, int rows, int columns) {
    assertKept(
        TranslationShape.of(TestSpaces.hatWmt(), VOCABULARY, VOCABULARY), name, rows, columns);
  }

  @ParameterizedTest
  @CsvSource({
    "encoder.embedding, 1000, 512",
    "decoder.embedding, 900, 640",
    "decoder.output, 900, 640"
  })
  void sliceSeparateTablesEachToItsSide(String name, int rows, int columns) {
    TranslationShape shape =
        TranslationShape.of(TestSpaces.hatIwslt(), VOCABULARY, TARGET_VOCABULARY);
    assertKept(shape, name, rows, columns);
  }

  @Test
  void keepTheFirstLayersOnly() {
    Supernet supernet =
        Supernet.plain(TranslationShape.of(TestSpaces.hatWmt(), VOCABULARY, VOCABULARY));
    assertThat(supernet.denseLayout(SPEC).names())
        .anyMatch(name -> name.startsWith("decoder.layers.1."))
        .noneMatch(name -> name.startsWith("decoder.layers.2."));
    assertThat(supernet.layout().names()).anyMatch(name -> name.startsWith("decoder.layers.5."));
  }

  /** No head changes the size of a projection; it changes how the 512 rows are divided. */
  @Test
  void dropNoRowsForHeads() {
    Supernet supernet = TinySupernet.plain();
    for (int heads : new int[] {1, 2, 4, 8}) {
      TranslationSpec spec =
          new TranslationSpec(
              12,
              18,
              List.of(new EncoderLayerSpec(9, heads)),
              List.of(new DecoderLayerSpec(11, heads, heads, 1)));
      assertThat(supernet.denseLayout(spec).parameters())
          .isEqualTo(supernet.denseLayout(withOneHead(spec)).parameters());
    }
  }

  @Test
  void shareMemoryWithTheStoredWeights() {
    Supernet supernet = TinySupernet.plain();
    try (ParameterBank parameters = Initializer.initialize(supernet, 1);
        Workbench bench = new Workbench()) {
      Subnet subnet = supernet.collapse(TinySupernet.small(), parameters, bench);
      Matrix kept = subnet.weight("encoder.layers.0.fc1.weight").value();
      Matrix stored = parameters.matrix("encoder.layers.0.fc1.weight");
      assertThat(kept).isEqualTo(stored.prefix(17, 12));
    }
  }

  @Test
  void refuseAWeightTheSubnetDoesNotHave() {
    Supernet supernet = TinySupernet.plain();
    try (ParameterBank parameters = new ParameterBank(supernet.layout());
        Workbench bench = new Workbench()) {
      Subnet subnet = supernet.collapse(TinySupernet.small(), parameters, bench);
      assertThatThrownBy(() -> subnet.weight("decoder.layers.1.fc1.weight"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("decoder.layers.1.fc1.weight");
    }
  }

  /** What lies outside the slice of a weight, of any expert and any router, gets no gradient. */
  @ParameterizedTest
  @MethodSource("supernets")
  void nothingOutsideTheSliceGetsAGradient(Supernet supernet) {
    try (SupernetRun run = new SupernetRun(supernet)) {
      for (int seed = 0; seed < 5; seed++) {
        TranslationSpec spec = TinySpecs.random(new SplittableRandom(seed));
        run.gradients(spec, TinySupernet.batch(seed));
        for (String name : supernet.layout().names()) {
          assertGradientOnlyInside(run, spec, name, seed);
        }
      }
    }
  }

  private static void assertGradientOnlyInside(
      SupernetRun run, TranslationSpec spec, String name, int seed) {
    Matrix gradient = run.gradients.matrix(name);
    int[] kept = kept(run.supernet, spec, name, gradient);
    boolean any = kept[0] * kept[1] == 0;
    for (int r = 0; r < gradient.rows(); r++) {
      for (int c = 0; c < gradient.columns(); c++) {
        if (r >= kept[0] || c >= kept[1]) {
          assertThat(gradient.get(r, c)).as("seed %d, %s[%d, %d]", seed, name, r, c).isZero();
        }
        any |= gradient.get(r, c) != 0;
      }
    }
    // A rectifier that is off everywhere leaves nothing for what is beside it.
    boolean mayBeOff = name.contains(".fc") || name.contains("router");
    assertThat(any || mayBeOff).as("seed %d, %s", seed, name).isTrue();
  }

  /** Rows and columns that a subnet uses, by the rules; 0 and 0 in layers it does not have. */
  private static int[] kept(Supernet supernet, TranslationSpec spec, String name, Matrix full) {
    if (name.equals("embedding")) {
      return new int[] {full.rows(), Math.max(spec.encoderEmbed(), spec.decoderEmbed())};
    }
    boolean encoder = name.startsWith("encoder");
    int layer = name.charAt("encoder.layers.".length()) - '0';
    if (layer >= (encoder ? spec.encoder().size() : spec.decoder().size())) {
      return new int[] {0, 0};
    }
    int ffn = encoder ? spec.encoder().get(layer).ffn() : spec.decoder().get(layer).ffn();
    int embed = encoder ? spec.encoderEmbed() : spec.decoderEmbed();
    if (name.contains("router.hidden")) {
      return new int[] {full.rows(), full.columns()};
    }
    int experts = supernet.mixture().experts();
    boolean neuronWise = supernet.mixture().routing() == Mixture.Routing.NEURON_WISE;
    int outputs = full.rows() == 1 ? full.columns() : full.rows();
    int inputs = full.columns();
    if (name.contains("router.output")) {
      int neurons = !neuronWise ? 1 : name.contains("fc1") ? ffn : embed;
      outputs = neurons * experts;
    } else if (name.contains("fc1")) {
      outputs = ffn;
      inputs = embed;
    } else if (name.contains("fc2")) {
      outputs = embed;
      inputs = ffn;
    } else if (name.contains("qkv") || name.contains("cross.q")) {
      inputs = embed;
    } else if (name.contains("cross.kv")) {
      inputs = spec.encoderEmbed();
    } else {
      outputs = embed;
    }
    return name.endsWith(".weight") ? new int[] {outputs, inputs} : new int[] {1, outputs};
  }

  private static void assertKept(TranslationShape shape, String name, int rows, int columns) {
    ParameterLayout.Slot slot = Supernet.plain(shape).denseLayout(SPEC).slot(name);
    assertThat(slot.rows()).isEqualTo(rows);
    assertThat(slot.columns()).isEqualTo(columns);
  }

  private static TranslationSpec withOneHead(TranslationSpec spec) {
    return new TranslationSpec(
        spec.encoderEmbed(),
        spec.decoderEmbed(),
        spec.encoder().stream().map(l -> new EncoderLayerSpec(l.ffn(), 1)).toList(),
        spec.decoder().stream()
            .map(l -> new DecoderLayerSpec(l.ffn(), 1, 1, l.attendedLayers()))
            .toList());
  }
}
