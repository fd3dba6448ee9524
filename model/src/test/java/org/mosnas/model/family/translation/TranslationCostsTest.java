package org.mosnas.model.family.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mosnas.model.family.translation.TestSpecs.attending;
import static org.mosnas.model.family.translation.TestSpecs.uniform;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.space.SubnetCost;

/** Items 8.1 to 8.3 of the specification. */
class TranslationCostsTest {
  private static final int VOCABULARY = 32_768;
  private static final TranslationSpace WMT = TestSpaces.hatWmt();
  private static final TranslationSpace IWSLT = TestSpaces.hatIwslt();
  private static final TranslationCosts WMT_FORMULA =
      TranslationCosts.of(WMT, VOCABULARY, VOCABULARY);
  private static final TranslationCosts IWSLT_FORMULA = TranslationCosts.of(IWSLT, 8_848, 6_632);

  static Stream<Arguments> table() {
    TranslationCosts big =
        new TranslationCosts(1024, EmbeddingSharing.SHARED, VOCABULARY, VOCABULARY, 30);
    TranslationSpec titan =
        new TranslationSpec(
            512,
            512,
            TestSpecs.encoder(List.of(3072, 3072, 3072, 3072, 3072, 3072), 8, 4, 8, 8, 8, 4),
            List.of(
                new DecoderLayerSpec(2048, 8, 4, 1),
                new DecoderLayerSpec(2048, 8, 8, 2),
                new DecoderLayerSpec(3072, 8, 8, 2),
                new DecoderLayerSpec(3072, 4, 8, 2),
                new DecoderLayerSpec(3072, 8, 8, 1)));
    TranslationSpec xeon =
        new TranslationSpec(
            512,
            512,
            TestSpecs.encoder(List.of(3072, 3072, 3072, 3072, 3072, 3072), 4, 4, 8, 8, 8, 4),
            List.of(
                new DecoderLayerSpec(3072, 8, 4, 1),
                new DecoderLayerSpec(3072, 8, 8, 2),
                new DecoderLayerSpec(3072, 8, 8, 2),
                new DecoderLayerSpec(3072, 4, 8, 2),
                new DecoderLayerSpec(3072, 4, 8, 1),
                new DecoderLayerSpec(3072, 4, 8, 1)));
    TranslationSpec example =
        new TranslationSpec(
            512,
            640,
            TestSpecs.encoder(List.of(3072, 2048, 1024, 1024, 1024, 1024), 4, 8, 4, 8, 8, 8),
            List.of(new DecoderLayerSpec(1024, 4, 4, 1)));
    TranslationSpec iwslt =
        new TranslationSpec(
            512,
            512,
            TestSpecs.encoder(List.of(1024, 1024, 1024, 1024, 1024, 1024), 4, 4, 2, 4, 4, 4),
            List.of(new DecoderLayerSpec(2048, 4, 4, 1)));
    return Stream.of(
        Arguments.of("WMT largest 1", WMT_FORMULA, WMT.largest(), 70_900_992, 4_528_681_188L),
        Arguments.of(
            "WMT largest -1", WMT_FORMULA, attending(WMT.largest(), 1), 70_900_992, 4_281_692_388L),
        Arguments.of(
            "WMT largest 2", WMT_FORMULA, attending(WMT.largest(), 3), 70_900_992, 4_775_669_988L),
        Arguments.of("WMT smallest 1", WMT_FORMULA, WMT.smallest(), 15_771_136, 992_532_648L),
        Arguments.of(
            "WMT smallest -1", WMT_FORMULA, attending(WMT.smallest(), 1), 15_771_136, 959_232_168L),
        Arguments.of("base", WMT_FORMULA, uniform(512, 2048, 8, 6, 1), 44_138_496, 2_677_125_348L),
        Arguments.of("IWSLT largest", IWSLT_FORMULA, IWSLT.largest(), 55_160_064, 2_740_558_024L),
        Arguments.of("IWSLT smallest", IWSLT_FORMULA, IWSLT.smallest(), 12_097_536, 589_153_420L),
        Arguments.of("big", big, uniform(1024, 4096, 16, 6, 1), 176_357_376, 10_639_073_508L),
        Arguments.of("LLMAS example 1", WMT_FORMULA, example, 19_576_448, 1_187_328_168L),
        Arguments.of("HAT titanxp 208.1 ms", WMT_FORMULA, titan, 49_380_864, 3_087_759_576L),
        Arguments.of("HAT xeon 450.9 ms", WMT_FORMULA, xeon, 56_733_696, 3_532_001_508L),
        Arguments.of("HAT iwslt 45.6 ms", IWSLT_FORMULA, iwslt, 16_820_736, 781_008_012L));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void givesThePublishedNumbers(
      String name, TranslationCosts formula, TranslationSpec spec, long parameters, long flops) {
    assertThat(formula.cost(spec).parameters()).as(name).isEqualTo(parameters);
    assertThat(formula.cost(spec).flops()).as(name).isEqualTo(flops);
  }

  @Test
  void givesEveryRowOfHatsTable() {
    List<ReferenceArchitectures.Row> rows = ReferenceArchitectures.hat();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(30);
    for (ReferenceArchitectures.Row row : rows) {
      SubnetCost cost = WMT_FORMULA.atLength(row.length()).cost(row.spec());
      assertThat(cost.parameters()).as("%s", row).isEqualTo(row.number("params_no_embed"));
      assertThat(cost.flops()).as("%s", row).isEqualTo(row.number("flops_no_last_layer"));
    }
  }

  @Test
  void givesEveryRowOfTheSeedArchitectures() {
    List<ReferenceArchitectures.Row> rows = ReferenceArchitectures.mosSeeds();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(60);
    for (ReferenceArchitectures.Row row : rows) {
      // LLMAS counts V * D of the decoder, whatever the encoder uses.
      int vocabulary = Math.toIntExact(row.number("embed_params") / row.spec().decoderEmbed());
      SubnetCost cost = TranslationCosts.of(WMT, vocabulary, vocabulary).cost(row.spec());
      assertThat(cost.parameters()).as("%s", row).isEqualTo(row.number("params_no_embed"));
      assertThat(cost.flops()).as("%s", row).isEqualTo(row.number("flops_no_last_layer"));
      assertThat(cost.outputLayerFlops()).as("%s", row).isEqualTo(row.number("last_layer_flops"));
    }
  }

  @Test
  void countsASharedMatrixOnceAtTheWiderSide() {
    TranslationSpec wideDecoder = TestSpecs.widths(WMT.smallest(), 512, 640);
    assertThat(WMT_FORMULA.cost(WMT.smallest()).embeddingParameters()).isEqualTo(16_777_216);
    assertThat(WMT_FORMULA.cost(wideDecoder).embeddingParameters()).isEqualTo(20_971_520);
    assertThat(WMT_FORMULA.cost(wideDecoder).outputLayerFlops()).isEqualTo(1_258_291_200);
  }

  @ParameterizedTest
  @CsvSource({
    "32768, 20971520, 16777216",
    "44512, 28487680, 22790144",
    "49600, 31744000, 25395200"
  })
  void countsTheEmbeddingsOfEveryDictionary(int vocabulary, long widest, long narrowest) {
    TranslationCosts formula = TranslationCosts.of(WMT, vocabulary, vocabulary);
    assertThat(formula.cost(WMT.largest()).embeddingParameters()).isEqualTo(widest);
    assertThat(formula.cost(WMT.smallest()).embeddingParameters()).isEqualTo(narrowest);
  }

  @Test
  void countsThreeSeparateMatrices() {
    assertThat(IWSLT_FORMULA.cost(IWSLT.largest()).embeddingParameters())
        .isEqualTo(8_848 * 640L + 2 * 6_632 * 640L);
    assertThat(IWSLT_FORMULA.cost(IWSLT.largest()).outputLayerFlops())
        .isEqualTo(2 * 640L * 23 * 6_632);
  }

  @Test
  void refusesTwoVocabulariesForOneMatrix() {
    assertThatThrownBy(() -> TranslationCosts.of(WMT, 100, 200))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("100 source and 200 target");
  }
}
