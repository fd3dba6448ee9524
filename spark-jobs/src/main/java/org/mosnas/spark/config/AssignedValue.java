package org.mosnas.spark.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.regex.Pattern;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/**
 * The value of a {@code --set}, which means what was typed: lists, groups of keys and texts in
 * double quotes are HOCON, and so are numbers and words that JSON knows; all else is a text as it
 * stands, of which no part is a comment, a substitution or another key.
 */
final class AssignedValue {
  private static final Pattern SCALAR =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?|true|false|null");
  private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern COMMENT = Pattern.compile("#|//");

  private AssignedValue() {}

  /**
   * Reads a value.
   *
   * @param key that it is for
   * @throws MosnasException of kind USAGE if it begins as HOCON and is none
   */
  static ConfigValue of(String key, String text) {
    String origin = "--set " + key;
    boolean isStructured = text.startsWith("[") || text.startsWith("{");
    if (isStructured || text.startsWith("\"") || SCALAR.matcher(text).matches()) {
      return hocon(key, text, isStructured).withOrigin(ConfigOriginFactory.newSimple(origin));
    }
    return ConfigValueFactory.fromAnyRef(text, origin);
  }

  private static ConfigValue hocon(String key, String text, boolean isStructured) {
    String bare = QUOTED.matcher(text).replaceAll("");
    if (isStructured ? !isOneGroup(bare) : text.startsWith("\"") && !bare.isEmpty()) {
      throw refuse(key, text, "it does not end where it is closed", null);
    }
    if (isStructured && COMMENT.matcher(bare).find()) {
      throw refuse(key, text, "# and // begin a comment", null);
    }
    try {
      Config parsed =
          ConfigFactory.parseString(
              "v = " + text, ConfigParseOptions.defaults().setOriginDescription("--set " + key));
      if (parsed.isResolved()) {
        return parsed.root().get("v");
      }
    } catch (ConfigException malformed) {
      throw refuse(key, text, "some sign in it means something else", malformed);
    }
    throw refuse(key, text, "substitutions belong into a file", null);
  }

  /** Whether the bracket that opens first is closed by the last sign, without what is quoted. */
  private static boolean isOneGroup(String bare) {
    int open = 0;
    for (int i = 0; i < bare.length(); i++) {
      char sign = bare.charAt(i);
      if (sign == '[' || sign == '{') {
        open++;
      } else if (sign == ']' || sign == '}') {
        open--;
      }
      if (open == 0) {
        return i == bare.length() - 1;
      }
    }
    return false;
  }

  private static MosnasException refuse(String key, String text, String why, Throwable cause) {
    return new MosnasException(
        ErrorKind.USAGE,
        "--set "
            + key
            + ": "
            + text
            + " is no value in HOCON ("
            + why
            + "); put every text in double quotes and the whole pair in single quotes, such as --set"
            + " 'prepare.train.source=[\"a.en\"]'",
        cause);
  }
}
