package org.mosnas.model.config;

import static java.util.stream.Collectors.joining;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/**
 * One block of the configuration, read strictly: no fraction is cut off to make an integer, and
 * whatever is refused is named with its key and where it stands.
 */
public final class BlockSettings {
  private final Config root;
  private final String path;

  private BlockSettings(Config root, String path) {
    this.root = root;
    this.path = path;
  }

  /**
   * Builds a settings record from a block.
   *
   * @param root the whole configuration, resolved
   * @param path path of the block
   * @param build reads the keys; an {@code IllegalArgumentException} that it throws starts with the
   *     key it is about, as the checks of settings records do
   * @throws MosnasException of kind USAGE if a key is missing, of the wrong type or out of range
   */
  public static <T> T read(Config root, String path, Function<BlockSettings, T> build) {
    BlockSettings block = new BlockSettings(root, path);
    try {
      return build.apply(block);
    } catch (ConfigException e) {
      throw new MosnasException(ErrorKind.USAGE, e.getMessage() + "; correct the setting", e);
    } catch (IllegalArgumentException e) {
      throw new MosnasException(
          ErrorKind.USAGE, block.located(e.getMessage()) + "; correct the setting", e);
    }
  }

  /** A whole number. */
  public int integer(String key) {
    return integer(key, root.getValue(full(key)));
  }

  /** A whole number, or nothing where the key is null. */
  public Optional<Integer> optionalInteger(String key) {
    return isNull(key) ? Optional.empty() : Optional.of(integer(key));
  }

  /** A finite number. */
  public double number(String key) {
    double number = root.getDouble(full(key));
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(key + " must be a finite number, was " + number);
    }
    return number;
  }

  /** A finite number, or nothing where the key is null. */
  public Optional<Double> optionalNumber(String key) {
    return isNull(key) ? Optional.empty() : Optional.of(number(key));
  }

  /** True or false. */
  public boolean flag(String key) {
    return root.getBoolean(full(key));
  }

  /** A text. */
  public String text(String key) {
    return root.getString(full(key));
  }

  /** A text, or nothing where the key is null. */
  public Optional<String> optionalText(String key) {
    return isNull(key) ? Optional.empty() : Optional.of(text(key));
  }

  /** A list of texts, where one text is a list of one. */
  public List<String> texts(String key) {
    return root.getValue(full(key)).valueType() == ConfigValueType.STRING
        ? List.of(text(key))
        : root.getStringList(full(key));
  }

  /**
   * One of the values of an enum, written in kebab case.
   *
   * @param key of the setting
   * @param values what is allowed
   */
  public <E extends Enum<E>> E choice(String key, E[] values) {
    String text = root.getString(full(key));
    for (E value : values) {
      if (kebab(value).equals(text)) {
        return value;
      }
    }
    String allowed = Arrays.stream(values).map(BlockSettings::kebab).collect(joining(", "));
    throw new IllegalArgumentException(key + " must be one of " + allowed + ", was " + text);
  }

  private static String kebab(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Null is a value that a key of reference.conf may have; a key that is not there is an error. */
  private boolean isNull(String key) {
    return root.getIsNull(full(key));
  }

  private int integer(String key, ConfigValue value) {
    ConfigValueType type = value.valueType();
    if (type == ConfigValueType.NUMBER || type == ConfigValueType.STRING) {
      try {
        return Integer.parseInt(String.valueOf(value.unwrapped()));
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
    String key = full(message.split("[ :]", 2)[0]);
    String where =
        root.hasPathOrNull(key) && !root.getIsNull(key)
            ? root.getValue(key).origin().description() + ": "
            : "";
    return where + path + "." + message;
  }

  private String full(String key) {
    return path + "." + key;
  }
}
