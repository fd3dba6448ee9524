package org.mosnas.spark.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/** Refuses keys that no {@code reference.conf} has, and suggests the one that was meant. */
final class UnknownKeys {
  private final List<String> knownPaths = new ArrayList<>();
  private final Map<String, String> successors = new TreeMap<>();
  private final List<String> complaints = new ArrayList<>();

  private UnknownKeys() {}

  /**
   * Compares the keys.
   *
   * @param actual what was configured, merged with the defaults
   * @param reference the defaults; an empty group there takes any key
   * @param formerKeys keys that were renamed, to suggest what they are called now
   * @throws MosnasException of kind USAGE that names every unknown key, where it stands, and what
   *     it resembles
   */
  static void refuse(ConfigObject actual, ConfigObject reference, FormerKeys formerKeys) {
    UnknownKeys keys = new UnknownKeys();
    formerKeys.renamings().forEach(key -> keys.successors.put(key.former(), key.current()));
    keys.collect("", reference);
    keys.compare("", actual, reference);
    if (!keys.complaints.isEmpty()) {
      throw new MosnasException(ErrorKind.USAGE, String.join("; also ", keys.complaints));
    }
  }

  private void collect(String path, ConfigObject group) {
    for (String key : new TreeSet<>(group.keySet())) {
      knownPaths.add(join(path, key));
      if (group.get(key) instanceof ConfigObject inner) {
        collect(join(path, key), inner);
      }
    }
  }

  private void compare(String path, ConfigObject actual, ConfigObject reference) {
    for (String key : new TreeSet<>(actual.keySet())) {
      ConfigValue value = actual.get(key);
      ConfigValue known = reference.get(key);
      String full = join(path, key);
      if (known == null) {
        complaints.add(unknown(path, key, value));
      } else if (known instanceof ConfigObject group) {
        compareGroup(full, value, group);
      } else if (value instanceof ConfigObject && known.valueType() != ConfigValueType.NULL) {
        complaints.add(full + where(value) + " takes a value, not a group of keys");
      }
    }
  }

  private void compareGroup(String path, ConfigValue value, ConfigObject group) {
    if (!(value instanceof ConfigObject inner)) {
      complaints.add(
          path
              + where(value)
              + " is a group of keys ("
              + String.join(", ", new TreeSet<>(group.keySet()))
              + "), not a value");
    } else if (!group.isEmpty()) {
      compare(path, inner, group);
    }
  }

  private String unknown(String path, String key, ConfigValue value) {
    String complaint = "unknown key " + join(path, key) + where(value);
    return closest(path, key)
        .map(suggestion -> complaint + "; did you mean " + suggestion + "?")
        .orElse(complaint + "; docs/configuration.md lists all keys");
  }

  /** A sibling that is nearly the same, or the same name in another group. */
  private Optional<String> closest(String path, String key) {
    Optional<String> sibling =
        knownPaths.stream()
            .filter(known -> parent(known).equals(path))
            .map(UnknownKeys::name)
            .min(Comparator.comparingInt(known -> distance(key, known)))
            .filter(known -> distance(key, known) <= Math.max(2, key.length() / 3));
    return formerly(path, key)
        .or(() -> sibling)
        .or(
            () ->
                knownPaths.stream()
                    .filter(known -> distance(key, name(known)) <= 1)
                    .min(Comparator.comparingInt(known -> distance(join(path, key), known))));
  }

  /** What the key is called now that was meant, if it has its former name in its old place. */
  private Optional<String> formerly(String path, String key) {
    return successors.entrySet().stream()
        .filter(former -> parent(former.getKey()).equals(path))
        .filter(former -> distance(key, name(former.getKey())) <= 1)
        .map(Map.Entry::getValue)
        .map(now -> parent(now).equals(path) ? name(now) : now)
        .findFirst();
  }

  private static String where(ConfigValue value) {
    return " (" + ConfigFailures.where(value.origin()) + ")";
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String parent(String path) {
    return path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** Levenshtein's distance. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
