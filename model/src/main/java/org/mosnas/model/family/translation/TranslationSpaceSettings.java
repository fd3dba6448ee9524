package org.mosnas.model.family.translation;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.family.FamilySettings;

/** The search space as the block {@code mosnas.space} of the configuration describes it. */
public final class TranslationSpaceSettings {
  private TranslationSpaceSettings() {}

  /**
   * Reads the space, eagerly.
   *
   * @param root the whole configuration, resolved
   * @throws org.mosnas.model.error.MosnasException of kind USAGE, naming the key, if a key is
   *     missing, of the wrong type or out of range
   */
  public static TranslationSpace from(Config root) {
    return BlockSettings.read(root, FamilySettings.PATH, TranslationSpaceSettings::read);
  }

  static TranslationSpace read(BlockSettings block) {
    EncoderChoices encoder =
        new EncoderChoices(
            block.integers("encoder.embed"),
            block.integers("encoder.layers"),
            block.integers("encoder.ffn"),
            block.integers("encoder.heads"));
    DecoderChoices decoder =
        new DecoderChoices(
            block.integers("decoder.embed"),
            block.integers("decoder.layers"),
            block.integers("decoder.ffn"),
            block.integers("decoder.self-heads"),
            block.integers("decoder.cross-heads"),
            attendedLayers(block));
    return new TranslationSpace(
        block.text("name"),
        encoder,
        decoder,
        block.integer("qkv-size"),
        block.choice("embeddings", EmbeddingSharing.values()),
        block.integer("reference-length"));
  }

  private static List<Integer> attendedLayers(BlockSettings block) {
    List<Integer> layers = new ArrayList<>();
    for (int code : block.integers("decoder.arbitrary-attention")) {
      try {
        layers.add(ArbitraryAttention.layers(code));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("decoder.arbitrary-attention: " + e.getMessage(), e);
      }
    }
    return layers;
  }
}
