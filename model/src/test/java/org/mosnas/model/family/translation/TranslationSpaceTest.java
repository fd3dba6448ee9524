package org.mosnas.model.family.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.space.IncompatibleSpecException;
import org.mosnas.model.space.SubnetSampler;

class TranslationSpaceTest {
  private static final TranslationSpace WMT = TestSpaces.hatWmt();

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
        .hasMessageContaining("encoder-decoder attention heads of layer 1 is 2, allowed are [8, 4]")
        .satisfies(
            e -> assertThat(((IncompatibleSpecException) e).kind()).isEqualTo(ErrorKind.USAGE));
  }

  /** The cardinality of item 8.13. */
  @Test
  void countsItsSubnetsExactly() {
    assertThat(WMT.cardinality()).isEqualTo(new BigInteger("417846678672384"));
    assertThat(TestSpaces.hatIwslt().cardinality()).isEqualTo(WMT.cardinality());
  }

  @Test
  void cardinalityEqualsEnumeration() {
    TranslationSpace space =
        new TranslationSpace(
            "few",
            new EncoderChoices(List.of(4, 2), List.of(1, 2), List.of(3), List.of(2, 1)),
            new DecoderChoices(
                List.of(4), List.of(2, 1), List.of(5, 3), List.of(2), List.of(1, 2), List.of(1)),
            4,
            EmbeddingSharing.SEPARATE,
            5);
    Set<TranslationSpec> seen = new HashSet<>();
    for (long seed = 0; seed < 5_000; seed++) {
      seen.add(TestSpaces.random(space, seed));
    }
    // 2 widths, 2 + 4 encoders, 4 + 16 decoders.
    assertThat(space.cardinality()).isEqualTo(BigInteger.valueOf(240));
    assertThat(seen).hasSize(240);
  }

  @Test
  void extremesAttendToTheNearestChoice() {
    assertThat(withAttended(List.of(3, 1)).extremeAttendedLayers()).isEqualTo(1);
    assertThat(withAttended(List.of(3)).largest().decoder().get(0).attendedLayers()).isEqualTo(3);
    assertThat(withAttended(List.of(3, 2)).smallest().decoder().get(0).attendedLayers())
        .isEqualTo(2);
  }

  @Test
  void knowsItsMaxima() {
    TranslationSpace space = TestSpaces.hatIwslt();
    assertThat(space.maxEmbed()).isEqualTo(640);
    assertThat(space.encoder().maxFfn()).isEqualTo(2048);
    assertThat(space.encoder().maxLayers()).isEqualTo(6);
    assertThat(space.encoder().maxHeads()).isEqualTo(4);
    assertThat(space.decoder().maxFfn()).isEqualTo(2048);
    assertThat(space.decoder().maxLayers()).isEqualTo(6);
    assertThat(space.decoder().maxSelfHeads()).isEqualTo(4);
    assertThat(space.decoder().maxCrossHeads()).isEqualTo(4);
  }

  @Test
  void membershipLooksAtEveryDimension() {
    TranslationSpace micro = TestSpaces.micro();
    EncoderLayerSpec e = new EncoderLayerSpec(16, 4);
    DecoderLayerSpec d = new DecoderLayerSpec(16, 4, 4, 1);
    List<EncoderLayerSpec> three = List.of(e, e, e);
    assertThat(micro.contains(new TranslationSpec(8, 8, three, List.of(d, d)))).isTrue();
    List<TranslationSpec> strangers =
        List.of(
            new TranslationSpec(10, 8, three, List.of(d)),
            new TranslationSpec(8, 10, three, List.of(d)),
            new TranslationSpec(8, 8, List.of(e, e), List.of(d)),
            new TranslationSpec(8, 8, three, List.of(d, d, d)),
            new TranslationSpec(8, 8, List.of(e, e, new EncoderLayerSpec(15, 4)), List.of(d)),
            new TranslationSpec(8, 8, List.of(e, new EncoderLayerSpec(16, 8), e), List.of(d)),
            new TranslationSpec(8, 8, three, List.of(d, new DecoderLayerSpec(15, 4, 4, 1))),
            new TranslationSpec(8, 8, three, List.of(d, new DecoderLayerSpec(16, 8, 4, 1))),
            new TranslationSpec(8, 8, three, List.of(d, new DecoderLayerSpec(16, 4, 8, 1))));
    assertThat(strangers).noneMatch(micro::contains);
    assertThat(withAttended(List.of(1)).contains(WMT.largest())).isFalse();
  }

  @Test
  void speaksOfAttentionInHatsCodes() {
    assertThatThrownBy(() -> withAttended(List.of(1, 3)).requireContains(WMT.largest()))
        .hasMessageContaining(
            "arbitrary encoder-decoder attention of layer 1 is 1, allowed are [-1, 2]");
  }

  @Test
  void crossesTheWireUnchanged() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(
          List.of(WMT, WMT.largest(), TranslationCosts.of(WMT, 9, 9), TranslationEncoder.hat()));
      out.writeObject(SubnetSampler.uniform());
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      List<?> values = (List<?>) in.readObject();
      assertThat(values.subList(0, 3))
          .isEqualTo(List.of(WMT, WMT.largest(), TranslationCosts.of(WMT, 9, 9)));
      assertThat(((TranslationEncoder) values.get(3)).encode(WMT.largest(), EncodingKind.FINE))
          .isEqualTo(TranslationEncoder.hat().encode(WMT.largest(), EncodingKind.FINE));
      assertThat(((SubnetSampler) in.readObject()).sample(WMT, 5))
          .isEqualTo(SubnetSampler.uniform().sample(WMT, 5));
    }
  }

  private static TranslationSpace withAttended(List<Integer> attended) {
    DecoderChoices d = WMT.decoder();
    return new TranslationSpace(
        "other",
        WMT.encoder(),
        new DecoderChoices(d.embed(), d.layers(), d.ffn(), d.selfHeads(), d.crossHeads(), attended),
        512,
        EmbeddingSharing.SHARED,
        30);
  }
}
