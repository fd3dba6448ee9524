package org.mosnas.spark.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/** Tells in one line, with file and line number, what the configuration library complains of. */
final class ConfigFailures {
  private static final Pattern EXCEPTION_NAME = Pattern.compile("(?:[a-z]+\\.)+\\w+Exception: ");

  private ConfigFailures() {}

  static MosnasException translate(ConfigException refused) {
    ConfigOrigin origin = refused.origin();
    String message = refused.getMessage().lines().findFirst().orElse("unreadable");
    String prefix = origin == null ? "" : origin.description() + ": ";
    if (!prefix.isEmpty() && message.startsWith(prefix)) {
      message = message.substring(prefix.length());
    }
    String where = origin == null ? "" : where(origin) + ": ";
    return new MosnasException(
        ErrorKind.USAGE,
        "configuration: " + where + plain(message) + "; docs/configuration.md has all keys",
        refused);
  }

  /** Without the names of classes. */
  private static String plain(String message) {
    if (message.startsWith("Cannot concatenate object or list")) {
      return "a value where a group of keys is expected; set the keys in it";
    }
    return EXCEPTION_NAME.matcher(message).replaceAll("");
  }

  /** The file, as seen from the working directory, and the line; or what else the origin says. */
  static String where(ConfigOrigin origin) {
    if (origin.filename() == null) {
      return origin.description();
    }
    Path file = Path.of(origin.filename()).toAbsolutePath().normalize();
    Path here = Path.of("").toAbsolutePath();
    String shown = (file.startsWith(here) ? here.relativize(file) : file).toString();
    return origin.lineNumber() > 0 ? shown + ":" + origin.lineNumber() : shown;
  }
}
