package org.mosnas.spark.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mosnas.model.checksum.Checksums;

/**
 * Everything that decides a result, by name: settings, and the inputs by what they were made from.
 *
 * <p>Immutable. Written beside the result as JSON; {@link #fingerprint} is its short name.
 */
public final class MadeFrom {
  private static final int DIGITS = 16;
  private static final int LONGEST_SHOWN = 60;

  private final SortedMap<String, JsonNode> parts;
  private final List<String> former;

  private MadeFrom(SortedMap<String, JsonNode> parts, List<String> former) {
    this.parts = parts;
    this.former = former;
  }

  /** To begin with. */
  public static MadeFrom nothing() {
    return new MadeFrom(new TreeMap<>(), List.of());
  }

  /**
   * As this, and from a part more.
   *
   * @param part a record of settings, a JSON tree, a text or a number
   */
  public MadeFrom with(String name, Object part) {
    SortedMap<String, JsonNode> more = new TreeMap<>(parts);
    more.put(name, CanonicalJson.of(part));
    return new MadeFrom(more, former);
  }

  /** As this, and accepting results that an older version named so. */
  public MadeFrom formerly(String fingerprint) {
    List<String> more = new ArrayList<>(former);
    more.add(fingerprint);
    return new MadeFrom(parts, more);
  }

  /** Its short name. */
  public Fingerprint fingerprint() {
    return new Fingerprint(Checksums.sha256(toJson().toString()).substring(0, DIGITS), former);
  }

  /** All parts. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    parts.forEach(json::set);
    return json;
  }

  /**
   * The first difference to what another result was made from, for messages.
   *
   * @param other that result's {@link #toJson}
   * @return such as "profile.threads was 1, is 2"; empty if there is none
   */
  public Optional<String> difference(JsonNode other) {
    return difference("", other, toJson());
  }

  private static Optional<String> difference(String path, JsonNode was, JsonNode is) {
    // By their texts: numbers that were read have other types than those that were not yet written.
    if (was.toString().equals(is.toString())) {
      return Optional.empty();
    }
    if (!was.isObject() || !is.isObject()) {
      return Optional.of(
          String.format(Locale.ROOT, "%s was %s, is %s", path, shown(was), shown(is)));
    }
    for (String key : keys(was, is)) {
      String inside = path.isEmpty() ? key : path + "." + key;
      Optional<String> first = difference(inside, was.path(key), is.path(key));
      if (first.isPresent()) {
        return first;
      }
    }
    return Optional.empty();
  }

  /** Plain values first: they tell more than what was computed of them. */
  private static List<String> keys(JsonNode was, JsonNode is) {
    Set<String> keys = new TreeSet<>();
    was.fieldNames().forEachRemaining(keys::add);
    is.fieldNames().forEachRemaining(keys::add);
    return keys.stream()
        .sorted(Comparator.comparing((String key) -> was.path(key).isContainerNode()))
        .toList();
  }

  private static String shown(JsonNode node) {
    String text = node.isMissingNode() ? "not there" : node.toString();
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }

  @Override
  public String toString() {
    return toJson().toString();
  }
}
