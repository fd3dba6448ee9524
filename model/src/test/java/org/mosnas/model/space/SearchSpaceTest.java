package org.mosnas.model.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.ErrorKind;

class SearchSpaceTest {
  private static final SearchSpace WMT = TestSpaces.hatWmt();

  @Test
  void containsItsExtremes() {
    assertThat(WMT.contains(WMT.largest())).isTrue();
    assertThat(WMT.contains(WMT.smallest())).isTrue();
    assertThat(WMT.largest().decoder())
        .hasSize(6)
        .containsOnly(new DecoderLayerSpec(3072, 8, 8, 2));
    assertThat(WMT.smallest().decoder()).containsExactly(new DecoderLayerSpec(1024, 4, 4, 2));
    assertThat(WMT.smallest().encoder()).hasSize(6).containsOnly(new EncoderLayerSpec(1024, 4));
    assertThat(WMT.smallest().encoderEmbed()).isEqualTo(512);
    assertThat(WMT.largest().decoderEmbed()).isEqualTo(640);
  }

  @Test
  void namesTheFirstOffendingDimension() {
    TranslationSpec large = WMT.largest();
    TranslationSpec odd =
        new TranslationSpec(
            640, 640, large.encoder(), List.of(new DecoderLayerSpec(3072, 8, 2, 1)));
    assertThat(WMT.contains(odd)).isFalse();
    assertThatThrownBy(() -> WMT.requireContains(odd))
        .isInstanceOf(IncompatibleSpecException.class)
        .hasMessageContaining(odd.id())
        .hasMessageContaining(
            "encoder-decoder attention heads of decoder layer 1 is 2, allowed are [8, 4]")
        .satisfies(
            e -> assertThat(((IncompatibleSpecException) e).kind()).isEqualTo(ErrorKind.USAGE));
  }
}
