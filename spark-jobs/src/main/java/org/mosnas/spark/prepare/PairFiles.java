package org.mosnas.spark.prepare;

import java.util.List;
import org.mosnas.spark.io.Locations;

/**
 * Text files of one part of a corpus: line n of a source file is translated by line n of the target
 * file at the same place.
 *
 * @param source paths or globs of any Hadoop file system; may be empty
 * @param target as many as there are sources, once globs are resolved
 */
public record PairFiles(List<String> source, List<String> target) {
  /**
   * Copies the lists; checks that both or neither name files, and that the names are paths or URIs.
   */
  public PairFiles {
    source = List.copyOf(source);
    target = List.copyOf(target);
    source.forEach(text -> Locations.check("source", text));
    target.forEach(text -> Locations.check("target", text));
    if (source.isEmpty() != target.isEmpty()) {
      throw new IllegalArgumentException(
          (source.isEmpty() ? "source" : "target")
              + " names no file, but the other side names "
              + (source.isEmpty() ? target : source));
    }
  }

  /** One file of each language. */
  public static PairFiles of(String source, String target) {
    return new PairFiles(List.of(source), List.of(target));
  }

  /** No files. */
  public static PairFiles none() {
    return new PairFiles(List.of(), List.of());
  }

  /** Whether no file is named. */
  public boolean isEmpty() {
    return source.isEmpty();
  }
}
