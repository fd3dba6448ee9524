package org.mosnas.model.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/**
 * One block of the configuration, read strictly: no number becomes another one to fit its type, and
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

  /** A list of whole numbers. */
  public List<Integer> integers(String key) {
    return root.getList(full(key)).stream().map(value -> integer(key, value)).toList();
  }

  /** A whole number of 64 bits. */
  public long longInteger(String key) {
    return whole(key, root.getValue(full(key)), Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** A whole number, or nothing where the key is null. */
  public Optional<Integer> optionalInteger(String key) {
    return isNull(key) ? Optional.empty() : Optional.of(integer(key));
  }

  /** A finite number. */
  public double number(String key) {
    return number(key, root.getValue(full(key)));
  }

  /** A list of finite numbers. */
  public List<Double> numbers(String key) {
    return root.getList(full(key)).stream().map(value -> number(key, value)).toList();
  }

  private static double number(String key, ConfigValue value) {
    try {
      BigDecimal exact = new BigDecimal(numeral(value));
      double number = Double.parseDouble(numeral(value));
      if (Double.isFinite(number) && (number != 0 || exact.signum() == 0)) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Refused below, with those that no double is near to.
    }
    throw new IllegalArgumentException(key + " must be a finite number, was " + shown(value));
  }

  /** A finite number, or nothing where the key is null. */
  public Optional<Double> optionalNumber(String key) {
    return isNull(key) ? Optional.empty() : Optional.of(number(key));
  }

  /**
   * What a number may be, ends included.
   *
   * @param min the least, if there is one
   * @param max the most, if there is one
   */
  public record Interval(Optional<Double> min, Optional<Double> max) {}

  /**
   * What a number may be: null for anything, a number for the most, or a group with {@code min},
   * {@code max} or both.
   */
  public Interval interval(String key) {
    if (isNull(key) || !(root.getValue(full(key)) instanceof ConfigObject ends)) {
      return new Interval(Optional.empty(), optionalNumber(key));
    }
    for (String end : ends.keySet()) {
      if (!end.equals("min") && !end.equals("max")) {
        throw new IllegalArgumentException(
            key + "." + end + " is unknown; give a number, or a group with min, max or both");
      }
    }
    return new Interval(end(key + ".min"), end(key + ".max"));
  }

  private Optional<Double> end(String key) {
    return root.hasPath(full(key)) ? Optional.of(number(key)) : Optional.empty();
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
    List<String> names = Arrays.stream(values).map(Labels::of).toList();
    return values[names.indexOf(choice(key, names))];
  }

  /**
   * One of some names.
   *
   * @throws IllegalArgumentException if the text is none of them, naming all
   */
  public String choice(String key, Collection<String> names) {
    String text = root.getString(full(key));
    if (names.contains(text)) {
      return text;
    }
    throw new IllegalArgumentException(
        key + " must be one of " + String.join(", ", names) + ", was " + text);
  }

  /** Null is a value that a key of reference.conf may have; a key that is not there is an error. */
  private boolean isNull(String key) {
    return root.getIsNull(full(key));
  }

  private static int integer(String key, ConfigValue value) {
    return (int) whole(key, value, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private static long whole(String key, ConfigValue value, long least, long most) {
    BigDecimal number;
    try {
      number = new BigDecimal(numeral(value));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + " must be an integer, was " + shown(value), e);
    }
    if (number.stripTrailingZeros().scale() > 0) {
      throw new IllegalArgumentException(key + " must be an integer, was " + shown(value));
    }
    if (number.compareTo(BigDecimal.valueOf(least)) < 0
        || number.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw new IllegalArgumentException(
          key + " must be an integer from " + least + " to " + most + ", was " + shown(value));
    }
    return number.longValueExact();
  }

  /** A number as it was written; what is no number, and no text either, is nothing. */
  private static String numeral(ConfigValue value) {
    boolean isNumeral =
        value.valueType() == ConfigValueType.NUMBER || value.valueType() == ConfigValueType.STRING;
    // The library's own text of a number: its value may have lost digits by now.
    return isNumeral ? value.atKey("it").getString("it") : "";
  }

  private static String shown(ConfigValue value) {
    return value.valueType() == ConfigValueType.NUMBER
        ? numeral(value)
        : value.render(ConfigRenderOptions.concise());
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
