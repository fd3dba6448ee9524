package org.mosnas.corpus;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosnas.corpus.CorpusSettings.CorpusKind;
import org.mosnas.corpus.text.CorpusSplit;
import org.mosnas.corpus.text.TopicCorpus;

/**
 * English text with a labelled task, on disk.
 *
 * @param directory its folder
 * @param kind where it comes from: {@link CorpusKind#APT} or {@link CorpusKind#GENERATED}
 * @param lines sentences or examples in each file, by its name
 * @param reused whether it was there before, in its folder or in the cache
 * @param notices what the user should know: a fallback that was taken, a damaged cache
 */
public record TextCorpusResult(
    Path directory,
    CorpusKind kind,
    Map<String, Integer> lines,
    boolean reused,
    List<String> notices) {
  /** Copies the collections, keeping their order. */
  public TextCorpusResult {
    lines = Collections.unmodifiableMap(new LinkedHashMap<>(lines));
    notices = List.copyOf(notices);
  }

  /** File of the text of a part: a sentence a line, a blank line between documents. */
  public Path text(CorpusSplit split) {
    return directory.resolve(TopicCorpus.textFile(split));
  }

  /** File of the examples of a part: a header, then text and label with a tab between them. */
  public Path topics(CorpusSplit split) {
    return directory.resolve(TopicCorpus.topicsFile(split));
  }
}
