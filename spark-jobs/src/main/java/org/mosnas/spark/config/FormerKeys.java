package org.mosnas.spark.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/**
 * Keys of the configuration that were renamed. They work for one version more, with a warning.
 *
 * @param renamings all of them
 */
record FormerKeys(List<Renaming> renamings) {
  /** The keys that this version still takes. A key is removed from here one version later. */
  static final FormerKeys ALL =
      new FormerKeys(List.of(new Renaming("search.random-arm", "search.random-search")));

  /** Copies the list. */
  FormerKeys {
    renamings = List.copyOf(renamings);
  }

  /**
   * A key that was renamed.
   *
   * @param before its former path below {@code mosnas}
   * @param now its path below {@code mosnas}
   */
  record Renaming(String before, String now) {
    /** The former path with its root. */
    String former() {
      return SettingsLoader.ROOT + "." + before;
    }

    /** The path with its root. */
    String current() {
      return SettingsLoader.ROOT + "." + now;
    }

    /** What a user is told who set the former key. */
    String warning(ConfigValue value) {
      return former()
          + " is now "
          + current()
          + "; the old key works in this version only ("
          + ConfigFailures.where(value.origin())
          + ")";
    }
  }

  /**
   * One source of the configuration with the present keys in place of the former ones.
   *
   * @param source all that one place sets; need not be resolved
   * @param found told of every former key and what it was set to
   * @throws MosnasException of kind USAGE if a former key is set and its successor too
   */
  Config rename(Config source, BiConsumer<Renaming, ConfigValue> found) {
    Config renamed = source;
    for (Renaming renaming : renamings) {
      Optional<ConfigValue> value = find(source, renaming.former());
      if (value.isEmpty()) {
        continue;
      }
      find(source, renaming.current())
          .ifPresent(
              successor -> {
                throw refuse(renaming, value.get(), successor);
              });
      found.accept(renaming, value.get());
      renamed = renamed.withoutPath(renaming.former()).withValue(renaming.current(), value.get());
    }
    return renamed;
  }

  /**
   * What stands at a path, resolved or not. Nothing is found in a group that begins with a
   * substitution: what it holds is not known before all sources are merged.
   */
  private static Optional<ConfigValue> find(Config source, String path) {
    ConfigValue value = source.root();
    try {
      for (String key : ConfigUtil.splitPath(path)) {
        if (!(value instanceof ConfigObject group)) {
          return Optional.empty();
        }
        value = group.get(key);
      }
    } catch (ConfigException.NotResolved unknownYet) {
      return Optional.empty();
    }
    return Optional.ofNullable(value);
  }

  private static MosnasException refuse(
      Renaming renaming, ConfigValue former, ConfigValue successor) {
    return new MosnasException(
        ErrorKind.USAGE,
        renaming.former()
            + " ("
            + ConfigFailures.where(former.origin())
            + ") is the former name of "
            + renaming.current()
            + ", which is set too ("
            + ConfigFailures.where(successor.origin())
            + "); remove the former");
  }
}
