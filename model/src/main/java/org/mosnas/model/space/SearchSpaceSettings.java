package org.mosnas.model.space;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/** The search space as the block {@code mosnas.space} of the configuration describes it. */
public final class SearchSpaceSettings {
  /** Path of the block. */
  public static final String PATH = "mosnas.space";

  private final Config config;

  private SearchSpaceSettings(Config config) {
    this.config = config;
  }

  /**
   * Reads the space, eagerly.
   *
   * @param root the whole configuration, resolved
   * @throws MosnasException of kind USAGE, naming the key, if a key is missing, of the wrong type
   *     or out of range
   */
  public static SearchSpace from(Config root) {
    SearchSpaceSettings settings = new SearchSpaceSettings(root);
    try {
      return settings.space();
    } catch (ConfigException e) {
      throw new MosnasException(ErrorKind.USAGE, e.getMessage() + "; correct the space", e);
    } catch (IllegalArgumentException e) {
      throw new MosnasException(
          ErrorKind.USAGE, settings.located(e.getMessage()) + "; correct the space", e);
    }
  }

  private SearchSpace space() {
    EncoderChoices encoder =
        new EncoderChoices(
            integers("encoder.embed"),
            integers("encoder.layers"),
            integers("encoder.ffn"),
            integers("encoder.heads"));
    DecoderChoices decoder =
        new DecoderChoices(
            integers("decoder.embed"),
            integers("decoder.layers"),
            integers("decoder.ffn"),
            integers("decoder.self-heads"),
            integers("decoder.cross-heads"),
            attendedLayers());
    return new SearchSpace(
        config.getString(path("name")),
        encoder,
        decoder,
        integer("qkv-size"),
        embeddings(),
        integer("reference-length"));
  }

  private List<Integer> attendedLayers() {
    List<Integer> layers = new ArrayList<>();
    for (int code : integers("decoder.arbitrary-attention")) {
      try {
        layers.add(ArbitraryAttention.layers(code));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("decoder.arbitrary-attention: " + e.getMessage(), e);
      }
    }
    return layers;
  }

  private EmbeddingSharing embeddings() {
    String value = config.getString(path("embeddings"));
    for (EmbeddingSharing sharing : EmbeddingSharing.values()) {
      if (sharing.name().toLowerCase(Locale.ROOT).equals(value)) {
        return sharing;
      }
    }
    throw new IllegalArgumentException("embeddings must be shared or separate, was " + value);
  }

  private List<Integer> integers(String key) {
    ConfigList list = config.getList(path(key));
    List<Integer> values = new ArrayList<>();
    for (ConfigValue value : list) {
      values.add(integer(key, value));
    }
    return values;
  }

  private int integer(String key) {
    return integer(key, config.getValue(path(key)));
  }

  /** Typesafe Config would cut off the fraction of 1.5; we refuse it. */
  private static int integer(String key, ConfigValue value) {
    String text = String.valueOf(value.unwrapped());
    if (value.valueType() == ConfigValueType.NUMBER
        || value.valueType() == ConfigValueType.STRING) {
      try {
        return Integer.parseInt(text);
      } catch (NumberFormatException e) {
        throw notAnInteger(key, value, e);
      }
    }
    throw notAnInteger(key, value, null);
  }

  private static IllegalArgumentException notAnInteger(
      String key, ConfigValue value, NumberFormatException cause) {
    return new IllegalArgumentException(
        key + " must be an integer, was " + value.render(ConfigRenderOptions.concise()), cause);
  }

  /** The message of a check, which starts with its key, with full path and the key's origin. */
  private String located(String message) {
    String path = path(message.split("[ :]", 2)[0]);
    String where = config.getValue(path).origin().description();
    return where + ": " + PATH + "." + message;
  }

  private static String path(String key) {
    return PATH + "." + key;
  }
}
