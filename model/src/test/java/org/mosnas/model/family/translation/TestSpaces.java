package org.mosnas.model.family.translation;

import java.util.List;
import org.mosnas.model.space.SubnetSampler;

/** Spaces that the tests of every module share. */
public final class TestSpaces {
  private TestSpaces() {}

  /** The subnet that a seed draws. */
  public static TranslationSpec random(TranslationSpace space, long seed) {
    return (TranslationSpec) SubnetSampler.uniform().sample(space, seed);
  }

  /** HAT's space for WMT (its {@code space0.yml}), values in HAT's order. */
  public static TranslationSpace hatWmt() {
    return hat("hat-wmt", List.of(3072, 2048, 1024), List.of(8, 4), EmbeddingSharing.SHARED, 30);
  }

  /** HAT's space for IWSLT (its {@code space1.yml}), values in HAT's order. */
  public static TranslationSpace hatIwslt() {
    return hat("hat-iwslt", List.of(2048, 1024, 512), List.of(4, 2), EmbeddingSharing.SEPARATE, 23);
  }

  /**
   * A space whose networks compute in microseconds: embed 8 or 6, 3 encoder and 1–2 decoder layers.
   */
  public static TranslationSpace micro() {
    return new TranslationSpace(
        "micro",
        new EncoderChoices(List.of(8, 6), List.of(3), List.of(16, 12), List.of(4, 2)),
        new DecoderChoices(
            List.of(8, 6),
            List.of(2, 1),
            List.of(16, 12),
            List.of(4, 2),
            List.of(4, 2),
            List.of(1, 2, 3)),
        8,
        EmbeddingSharing.SHARED,
        7);
  }

  private static TranslationSpace hat(
      String name, List<Integer> ffn, List<Integer> heads, EmbeddingSharing sharing, int length) {
    List<Integer> embed = List.of(640, 512);
    return new TranslationSpace(
        name,
        new EncoderChoices(embed, List.of(6), ffn, heads),
        new DecoderChoices(embed, List.of(6, 5, 4, 3, 2, 1), ffn, heads, heads, List.of(1, 2, 3)),
        512,
        sharing,
        length);
  }
}
