package org.mosnas.spark.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.mosnas.corpus.CorpusManifest;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.json.StrictJson;
import org.mosnas.spark.io.AtomicFiles;

/** What is told of the text that a run built itself. */
public final class BuiltCorpus {
  private BuiltCorpus() {}

  /**
   * Reads it from a run directory.
   *
   * @return nothing if the run was given its text
   * @throws BadDataException if it is damaged
   */
  public static Optional<CorpusManifest> in(AtomicFiles files, Path directory) {
    Path file = new Path(directory, RunLayout.CORPUS_MANIFEST);
    if (!files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(CorpusManifest.fromJson(files.readText(file)));
    } catch (JsonProcessingException broken) {
      throw new BadDataException(
          file + ": not the manifest of a corpus (" + StrictJson.problem(broken) + ")", broken);
    }
  }
}
