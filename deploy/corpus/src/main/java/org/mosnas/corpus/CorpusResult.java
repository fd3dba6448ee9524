package org.mosnas.corpus;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosnas.corpus.CorpusSettings.CorpusKind;
import org.mosnas.corpus.text.CorpusSplit;

/**
 * A corpus on disk.
 *
 * @param directory its folder
 * @param kind where it comes from: {@link CorpusKind#APT} or {@link CorpusKind#GENERATED}
 * @param sourceSuffix suffix of the source's files, such as {@code en}
 * @param targetSuffix suffix of the target's files, such as {@code de}
 * @param lines sentence pairs in each part, by {@link CorpusSplit#label()}
 * @param reused whether it was there before, in its folder or in the cache
 * @param notices what the user should know: a fallback that was taken, a damaged cache
 */
public record CorpusResult(
    Path directory,
    CorpusKind kind,
    String sourceSuffix,
    String targetSuffix,
    Map<String, Integer> lines,
    boolean reused,
    List<String> notices) {
  /** Copies the collections, keeping their order. */
  public CorpusResult {
    lines = Collections.unmodifiableMap(new LinkedHashMap<>(lines));
    notices = List.copyOf(notices);
  }

  /** File of the source sentences of a part, one a line. */
  public Path source(CorpusSplit split) {
    return directory.resolve(split.label() + "." + sourceSuffix);
  }

  /** File of the target sentences of a part, one a line. */
  public Path target(CorpusSplit split) {
    return directory.resolve(split.label() + "." + targetSuffix);
  }
}
