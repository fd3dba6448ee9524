package org.mosnas.spark.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/** The whole configuration of a command: merged, resolved, without unknown keys. Immutable. */
public final class EffectiveConfig {
  private static final Set<String> SECRETS =
      Set.of("password", "secret", "token", "key", "credentials");
  private static final ConfigRenderOptions READABLE =
      ConfigRenderOptions.defaults().setOriginComments(false).setComments(false).setJson(false);

  private final Config config;

  EffectiveConfig(Config config) {
    this.config = config;
  }

  /** Seed of every random draw of the run. */
  public long seed() {
    return bind(
        root -> BlockSettings.read(root, SettingsLoader.ROOT, block -> block.longInteger("seed")));
  }

  /** One of some names at a key below {@code mosnas}. */
  public String choice(String key, List<String> names) {
    return bind(
        root -> BlockSettings.read(root, SettingsLoader.ROOT, block -> block.choice(key, names)));
  }

  /**
   * Reads settings, which know their own path.
   *
   * @param from reads the settings from the whole configuration, whose one root is {@code mosnas}
   * @throws MosnasException of kind USAGE with key, file and line if a value has the wrong type or
   *     is out of range
   */
  public <S> S bind(Function<Config, S> from) {
    try {
      return from.apply(config);
    } catch (ConfigException refused) {
      throw ConfigFailures.translate(refused);
    } catch (IllegalArgumentException refused) {
      throw new MosnasException(ErrorKind.USAGE, "configuration: " + refused.getMessage(), refused);
    }
  }

  /** The configuration as HOCON that a later command can read; values of secrets are replaced. */
  public String render() {
    return redact(config.root()).render(READABLE);
  }

  /** Every key in dotted form without the leading {@code mosnas.}, sorted; secrets are replaced. */
  public SortedMap<String, String> flat() {
    SortedMap<String, String> keys = new TreeMap<>();
    String root = SettingsLoader.ROOT + ".";
    for (Map.Entry<String, ConfigValue> entry : redact(config.root()).toConfig().entrySet()) {
      if (entry.getKey().startsWith(root)) {
        String value = entry.getValue().render(ConfigRenderOptions.concise());
        keys.put(entry.getKey().substring(root.length()), value);
      }
    }
    return keys;
  }

  /**
   * A fingerprint of some groups of keys: equal for equal values, whatever file they came from.
   *
   * @param groups paths below {@code mosnas}
   * @return 64 hexadecimal digits
   */
  public String fingerprint(String... groups) {
    StringBuilder text = new StringBuilder();
    Arrays.stream(groups)
        .sorted()
        .map(group -> SettingsLoader.ROOT + "." + group)
        .forEach(
            path ->
                text.append(path)
                    .append('=')
                    .append(config.getValue(path).render(ConfigRenderOptions.concise()))
                    .append('\n'));
    return Checksums.sha256(text.toString());
  }

  private static ConfigObject redact(ConfigObject object) {
    ConfigObject redacted = object;
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      ConfigValue value = entry.getValue();
      if (value instanceof ConfigObject inner) {
        redacted = redacted.withValue(entry.getKey(), redact(inner));
      } else if (value.valueType() == ConfigValueType.STRING && isSecret(entry.getKey())) {
        redacted = redacted.withValue(entry.getKey(), ConfigValueFactory.fromAnyRef("(redacted)"));
      }
    }
    return redacted;
  }

  private static boolean isSecret(String key) {
    return Arrays.stream(key.toLowerCase(Locale.ROOT).split("[-_.]")).anyMatch(SECRETS::contains);
  }
}
