package org.mosnas.search.report.content;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a result comes from.
 *
 * @param commit commit of the program; empty if unknown
 * @param seed seed of the run
 * @param hardware what it ran on, by name
 * @param data SHA-256 of the text files, by path
 * @param settings every key of the configuration in dotted form, and its value
 */
public record Origin(
    String commit,
    long seed,
    Map<String, String> hardware,
    Map<String, String> data,
    Map<String, String> settings) {
  /** Copies the maps, keeping their order. */
  public Origin {
    hardware = Collections.unmodifiableMap(new LinkedHashMap<>(hardware));
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }
}
