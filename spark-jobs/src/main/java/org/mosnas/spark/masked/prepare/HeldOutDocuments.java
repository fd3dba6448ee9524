package org.mosnas.spark.masked.prepare;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.spark.data.Split;

/**
 * Which documents of the training text are held out for validation and test: those whose hashes are
 * the smallest. All documents equal to one of these leave the training text, the first of them is
 * held out.
 */
final class HeldOutDocuments implements Serializable {
  private static final long serialVersionUID = 1;

  private final Map<Long, Split> splits = new HashMap<>();
  private final Map<Long, Long> firstIds = new HashMap<>();

  /**
   * A document by what it says.
   *
   * @param hash of its lines
   * @param id of the first document that has these lines
   */
  record Hashed(long hash, long id) implements Comparable<Hashed>, Serializable {
    @Override
    public int compareTo(Hashed other) {
      return Long.compare(hash, other.hash);
    }
  }

  /**
   * Holds documents out.
   *
   * @param smallest in the order of their hashes; the first ones are for the test
   * @param test how many are
   */
  HeldOutDocuments(List<Hashed> smallest, int test) {
    for (int i = 0; i < smallest.size(); i++) {
      splits.put(smallest.get(i).hash(), i < test ? Split.TEST : Split.VALID);
      firstIds.put(smallest.get(i).hash(), smallest.get(i).id());
    }
  }

  /** Hash of a document. */
  static long hash(List<String> lines) {
    return Long.parseUnsignedLong(Checksums.sha256(String.join("\n", lines)).substring(0, 16), 16);
  }

  /** Whether a document of the training text belongs to a part. */
  boolean isIn(Split split, long id, List<String> lines) {
    if (splits.isEmpty()) {
      return split == Split.TRAIN;
    }
    long hash = hash(lines);
    Split found = splits.getOrDefault(hash, Split.TRAIN);
    return found == split && (split == Split.TRAIN || firstIds.get(hash) == id);
  }
}
