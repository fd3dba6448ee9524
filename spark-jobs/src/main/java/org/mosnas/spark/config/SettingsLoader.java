package org.mosnas.spark.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.text.TextLines;

/**
 * Merges the configuration of a command.
 *
 * <p>What wins, first to last: system properties ({@code -Dmosnas.…}), {@code --set}, the overlays
 * of {@code --conf} (later ones first), what the run directory remembers (only where no overlay is
 * given), the {@code reference.conf} of the modules. Keys that no {@code reference.conf} has are
 * refused; those that were renamed are taken with a warning, see {@link FormerKeys}.
 */
public final class SettingsLoader {
  /** The one key under which all of ours live. */
  public static final String ROOT = "mosnas";

  private final Config reference;
  private final Extensions extensions;
  private final FormerKeys formerKeys;
  private final Properties system;
  private final Consumer<String> warnings;

  /**
   * Loads with the {@code reference.conf} files of the class path.
   *
   * @param extensions keys that they do not have
   */
  public static SettingsLoader with(Extensions extensions) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Config reference =
        ConfigFactory.parseResources(
            loader == null ? SettingsLoader.class.getClassLoader() : loader, "reference.conf");
    return new SettingsLoader(
        reference,
        extensions,
        FormerKeys.ALL,
        System.getProperties(),
        warning -> System.err.println("mos: warning: " + warning));
  }

  /**
   * Loads with other defaults.
   *
   * @param reference the defaults
   * @param extensions keys that they do not have
   * @param formerKeys keys that were renamed
   * @param system properties of the process
   * @param warnings takes what a user is to be told
   */
  SettingsLoader(
      Config reference,
      Extensions extensions,
      FormerKeys formerKeys,
      Properties system,
      Consumer<String> warnings) {
    this.reference = reference.withOnlyPath(ROOT);
    this.extensions = extensions;
    this.formerKeys = formerKeys;
    this.system = system;
    this.warnings = warnings;
  }

  /**
   * Loads the configuration.
   *
   * @throws MosnasException of kind USAGE if a file is missing or malformed, a key is unknown, a
   *     substitution has no value, or the seed is none
   */
  public EffectiveConfig load(ConfigSources sources) {
    try {
      Config settings = merge(sources);
      Config known = extensions.defaults(reference, settings.withFallback(reference).resolve());
      Config merged = settings.withFallback(known).resolve();
      Config defaults = known.resolve();
      UnknownKeys.refuse(merged.root(), defaults.root(), formerKeys);
      EffectiveConfig config = new EffectiveConfig(textsAsTyped(merged, defaults));
      config.seed();
      return config;
    } catch (ConfigException refused) {
      throw ConfigFailures.translate(refused);
    } catch (StackOverflowError tooDeep) {
      throw new MosnasException(
          ErrorKind.USAGE, "the configuration nests its groups or lists too deep", tooDeep);
    }
  }

  /**
   * Turns numbers and truth values back into what was typed, such as {@code 1.50}, where the
   * default is none of them: they are names and files that look like one.
   */
  private static Config textsAsTyped(Config merged, Config defaults) {
    Config texts = merged;
    for (Map.Entry<String, ConfigValue> entry : merged.entrySet()) {
      ConfigValueType type = entry.getValue().valueType();
      boolean looksTyped = type == ConfigValueType.NUMBER || type == ConfigValueType.BOOLEAN;
      if (looksTyped && !isTyped(entry.getKey(), defaults)) {
        String typed = merged.getString(entry.getKey());
        texts =
            texts.withValue(
                entry.getKey(),
                ConfigValueFactory.fromAnyRef(typed).withOrigin(entry.getValue().origin()));
      }
    }
    return texts;
  }

  private static boolean isTyped(String path, Config defaults) {
    if (!defaults.hasPathOrNull(path) || defaults.getIsNull(path)) {
      return false;
    }
    ConfigValueType type = defaults.getValue(path).valueType();
    return type == ConfigValueType.NUMBER || type == ConfigValueType.BOOLEAN;
  }

  private Config merge(ConfigSources sources) {
    Map<FormerKeys.Renaming, ConfigValue> found = new LinkedHashMap<>();
    Config merged = formerKeys.rename(systemProperties(), found::putIfAbsent);
    merged =
        merged.withFallback(
            formerKeys.rename(assignments(sources.assignments()), found::putIfAbsent));
    for (int i = sources.overlays().size() - 1; i >= 0; i--) {
      Config overlay = overlay(sources.overlays().get(i));
      merged = merged.withFallback(formerKeys.rename(overlay, found::putIfAbsent));
    }
    if (sources.overlays().isEmpty() && sources.stored().isPresent()) {
      // Its keys are those of the version that wrote it; nobody is to be warned of them.
      merged =
          merged.withFallback(
              formerKeys.rename(stored(sources.stored().get()), (renaming, value) -> {}));
    }
    found.forEach((renaming, value) -> warnings.accept(renaming.warning(value)));
    return merged;
  }

  private static Config stored(ConfigSources.StoredConfig stored) {
    return ConfigFactory.parseString(stored.text(), origin(stored.origin()));
  }

  /** All assignments of a command line; later ones win. */
  private static Config assignments(List<String> assignments) {
    Config merged = ConfigFactory.empty();
    for (String assignment : assignments) {
      merged = assignment(assignment).withFallback(merged);
    }
    return merged;
  }

  private static Config overlay(Path file) {
    if (!Files.exists(file) || Files.isDirectory(file)) {
      throw new MosnasException(
          ErrorKind.USAGE, "no such configuration file: " + file + "; see conf/ for those we ship");
    }
    if (!Files.isReadable(file)) {
      throw new MosnasException(
          ErrorKind.USAGE, "permission denied: cannot read the configuration file " + file);
    }
    String text = text(file);
    if (!Files.isRegularFile(file)) {
      return ConfigFactory.parseString(text, origin(file.toString()));
    }
    // A file named without its folder would not find what it includes.
    return ConfigFactory.parseFile(
        file.toAbsolutePath().toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
  }

  /** A file read strictly: the library would put signs of its own in place of bad ones. */
  private static String text(Path file) {
    try (TextLines lines = TextLines.open(file)) {
      if (lines.isCompressed()) {
        throw new MosnasException(
            ErrorKind.USAGE, file + ": this is gzip data, not a configuration; unpack it first");
      }
      return lines.stream().collect(Collectors.joining("\n"));
    } catch (BadDataException refused) {
      throw new MosnasException(ErrorKind.USAGE, refused.getMessage(), refused);
    }
  }

  private static Config assignment(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals <= 0) {
      throw new MosnasException(
          ErrorKind.USAGE, "expected --set KEY=VALUE, such as --set seed=2, but got " + assignment);
    }
    String key = assignment.substring(0, equals).strip();
    String path = key.startsWith(ROOT + ".") ? key : ROOT + "." + key;
    try {
      ConfigUtil.splitPath(path);
    } catch (ConfigException.BadPath refused) {
      throw new MosnasException(ErrorKind.USAGE, "malformed key in --set " + assignment, refused);
    }
    return AssignedValue.of(key, assignment.substring(equals + 1).strip()).atPath(path);
  }

  private Config systemProperties() {
    Config config = ConfigFactory.empty();
    for (String name : system.stringPropertyNames()) {
      if (name.startsWith(ROOT + ".")) {
        config =
            config.withValue(
                name,
                ConfigValueFactory.fromAnyRef(system.getProperty(name), "system property " + name));
      }
    }
    return config;
  }

  private static ConfigParseOptions origin(String description) {
    return ConfigParseOptions.defaults().setOriginDescription(description);
  }
}
