package org.mosnas.spark.io;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/**
 * The one place where a text that somebody wrote becomes a path: arguments of commands, options and
 * keys of the configuration.
 *
 * <p>A text that begins with a scheme and {@code :/} is a URI, of which nothing is decoded, as in
 * all of Hadoop; any other is a path as it stands, colons, blanks, {@code #} and {@code %}
 * included.
 */
public final class Locations {
  private static final Pattern URI_FORM = Pattern.compile("[^/]*://.*|[A-Za-z][\\w+.-]*:/.*");
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][\\w+.-]*):.*");
  private static final String LOCAL = "file";

  private Locations() {}

  /**
   * A file or folder on any Hadoop file system.
   *
   * @param text a path or URI; relative paths start at the working directory of the file system
   * @return absolute, with scheme
   * @throws MosnasException of kind USAGE if the text is neither, of kind DATA if there is no such
   *     file system
   */
  public static Path of(String text, Configuration hadoop) {
    try {
      return qualified(text, hadoop);
    } catch (IllegalArgumentException refused) {
      throw new MosnasException(ErrorKind.USAGE, refused.getMessage(), refused);
    }
  }

  /** As {@link #of(String, Configuration)}, for a setting: what is refused starts with its key. */
  public static Path of(String key, String text, Configuration hadoop) {
    try {
      return of(text, hadoop);
    } catch (MosnasException refused) {
      throw new MosnasException(refused.kind(), key + ": " + refused.getMessage(), refused);
    }
  }

  /**
   * A file or folder on this machine, which need not exist.
   *
   * @throws IllegalArgumentException if the text is no path, or one on another machine
   */
  public static java.nio.file.Path local(String text) {
    Path path = parse(text);
    String scheme = path.toUri().getScheme();
    if (scheme != null && (!scheme.equals(LOCAL) || path.toUri().getAuthority() != null)) {
      throw refuse(text, "it is not on this machine");
    }
    // A path as it stands: Hadoop's leaves out what is double or at the end.
    return java.nio.file.Path.of(scheme == null ? text : path.toUri().getPath());
  }

  /** As {@link #local(String)}, for a setting: what is refused starts with its key. */
  public static java.nio.file.Path local(String key, String text) {
    return named(key, () -> local(text));
  }

  /**
   * Checks that a setting is a path or URI, whatever file systems there are.
   *
   * @param key of the setting
   * @throws IllegalArgumentException that starts with the key, if it is neither
   */
  public static void check(String key, String text) {
    named(key, () -> parse(text));
  }

  private static <T> T named(String key, Supplier<T> path) {
    try {
      return path.get();
    } catch (IllegalArgumentException refused) {
      throw new IllegalArgumentException(key + ": " + refused.getMessage(), refused);
    }
  }

  /** A file or folder by its name in a folder; the name may hold colons. */
  public static Path child(Path folder, String name) {
    return new Path(folder, new Path(null, null, name));
  }

  /** A path as users write it: without its scheme if it is on this machine. */
  public static String shown(Path path) {
    return isLocal(path) ? path.toUri().getPath() : path.toString();
  }

  /** Whether a path is on this machine's own file system. */
  public static boolean isLocal(Path path) {
    return LOCAL.equals(path.toUri().getScheme());
  }

  private static Path parse(String text) {
    if (text.isBlank()) {
      throw refuse(text, "there is nothing in it");
    }
    if (text.equals("~") || text.startsWith("~/")) {
      throw refuse(text, "only a shell knows what ~ is, write the folder in full");
    }
    if (text.indexOf('\0') >= 0) {
      throw refuse(text, "it holds a character NUL");
    }
    try {
      if (URI_FORM.matcher(text).matches()) {
        return new Path(text);
      }
      return new Path(null, null, java.nio.file.Path.of(text).toString());
    } catch (InvalidPathException malformed) {
      throw refuse(text, malformed.getReason());
    } catch (IllegalArgumentException malformed) {
      String reason = ExceptionUtils.getRootCause(malformed).getMessage();
      throw refuse(text, reason.replace(": " + text, ""));
    }
  }

  /** Such as {@code file:a}: Hadoop has no such paths, and nobody means a file of that name. */
  private static boolean isUriWithoutSlash(String text, Configuration hadoop) {
    Matcher scheme = SCHEME.matcher(text);
    if (!scheme.matches() || URI_FORM.matcher(text).matches()) {
      return false;
    }
    try {
      return FileSystem.getFileSystemClass(scheme.group(1), hadoop) != null;
    } catch (IOException none) {
      return false;
    } catch (RuntimeException notInstalled) {
      return true;
    }
  }

  private static Path qualified(String text, Configuration hadoop) {
    Path path = parse(text);
    if (isUriWithoutSlash(text, hadoop)) {
      throw refuse(text, "a URI needs a slash after its scheme");
    }
    Path qualified = onItsFileSystem(text, path, hadoop);
    URI uri = qualified.toUri();
    if (uri.getScheme().endsWith("hdfs") && uri.getPath().contains(":")) {
      throw refuse(text, "names on HDFS have no colons");
    }
    return qualified;
  }

  private static Path onItsFileSystem(String text, Path path, Configuration hadoop) {
    try {
      return path.getFileSystem(hadoop).makeQualified(path);
    } catch (IOException | RuntimeException unusable) {
      // Hadoop wraps what is wrong with a class or a host in what it likes.
      Throwable cause = ExceptionUtils.getRootCause(unusable);
      String reason = String.valueOf(cause.getMessage());
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "'%s' is on no file system that can be used (%s); check scheme and host, and that"
                  + " the library of the file system is on Spark's class path",
              text,
              cause instanceof UnknownHostException ? "no host " + reason : reason),
          unusable);
    }
  }

  private static IllegalArgumentException refuse(String text, String why) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "'%s' is no path or URI (%s); name a file or folder, such as runs/mine",
            text.replaceAll("\\p{Cntrl}", "?"),
            why));
  }
}
