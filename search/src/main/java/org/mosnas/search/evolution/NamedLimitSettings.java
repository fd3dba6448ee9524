package org.mosnas.search.evolution;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.search.evolution.SearchSettings.LimitSettings;

/**
 * What one member of a family may cost: an entry of the list {@code mosnas.search.limits}.
 *
 * @param name of the member, letters, digits and dashes; empty where there is no family
 * @param limit what it may cost
 */
public record NamedLimitSettings(String name, LimitSettings limit) {
  /** Path of the list. */
  public static final String PATH = SearchSettings.PATH + ".limits";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,39}");
  private static final Set<String> KEYS =
      Set.of("name", "latency-ms", "latency-fraction", "parameters", "flops");

  /** Names that rows of the table have which are no members. */
  private static final Set<String> RESERVED =
      Set.of(
          "largest",
          "smallest",
          "searched",
          "winner",
          "random-search",
          "from-scratch",
          "published",
          "cut");

  /** How the rows are called of what is cut out of a published network. */
  private static final String CUT = "cut-";

  /** Checks the name. */
  public NamedLimitSettings {
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name must be 1 to 40 letters, digits and dashes, the first no dash, was \""
              + name
              + "\"");
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (RESERVED.contains(lower) || lower.startsWith(CUT)) {
      throw new IllegalArgumentException(
          "name must be none that the table has already, was \"" + name + "\"");
    }
  }

  /** The limit of the one subnet that is searched for where there is no family. */
  static NamedLimitSettings only(LimitSettings limit) {
    return new NamedLimitSettings("", limit);
  }

  /**
   * Reads the list, eagerly. An entry takes from {@code mosnas.search.limit} what it does not say.
   *
   * @param root the whole configuration, resolved
   * @throws MosnasException of kind USAGE, naming the entry and its key
   */
  static List<NamedLimitSettings> from(Config root) {
    Config common = root.getConfig(LimitSettings.PATH);
    List<NamedLimitSettings> limits = new ArrayList<>();
    for (ConfigValue entry : entries(root)) {
      limits.add(read(entry, PATH + "." + (limits.size() + 1), common));
    }
    return limits;
  }

  private static List<? extends ConfigValue> entries(Config root) {
    ConfigValue list = root.getValue(PATH);
    if (list.valueType() != ConfigValueType.LIST) {
      throw refused(
          list, PATH + " must be a list of limits, such as [{ name = small, parameters = 3e6 }]");
    }
    return root.getList(PATH);
  }

  private static NamedLimitSettings read(ConfigValue entry, String path, Config common) {
    if (!(entry instanceof ConfigObject keys)) {
      throw refused(
          entry, path + " must be a group of keys, such as { name = small, flops = 2e9 }");
    }
    for (String key : keys.keySet()) {
      if (!KEYS.contains(key)) {
        throw refused(
            keys.get(key),
            String.format(
                Locale.ROOT,
                "unknown key %s.%s; known are name, latency-ms, latency-fraction, parameters, flops",
                path,
                key));
      }
    }
    if (!keys.containsKey("name")) {
      throw refused(entry, path + " has no name");
    }
    return BlockSettings.read(
        keys.toConfig().withFallback(common).atPath(path),
        path,
        block -> new NamedLimitSettings(block.text("name"), LimitSettings.read(block)));
  }

  private static MosnasException refused(ConfigValue value, String what) {
    return new MosnasException(
        ErrorKind.USAGE, value.origin().description() + ": " + what + "; correct the setting");
  }

  /** Refuses two of a name; file systems may not tell upper from lower case. */
  static void requireApart(List<NamedLimitSettings> limits) {
    Set<String> names = new HashSet<>();
    for (NamedLimitSettings limit : limits) {
      if (!names.add(limit.name().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "limits must have names that differ in more than case, two are called \""
                + limit.name()
                + "\"");
      }
    }
  }
}
