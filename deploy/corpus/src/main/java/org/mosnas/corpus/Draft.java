package org.mosnas.corpus;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A corpus that is not on disk yet.
 *
 * @param manifest what is said of it, still without files
 * @param files lines by the name of their file, in the order of writing
 */
record Draft(CorpusManifest manifest, Map<String, List<String>> files) {
  /** Copies the map, keeping its order. */
  Draft {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }
}
