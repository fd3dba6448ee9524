package org.mosnas.spark.prepare;

import java.io.IOException;
import org.apache.spark.api.java.function.Function;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.text.ParallelText;
import org.mosnas.model.text.Sentences;

/**
 * Finds out whether all sentences of two marked up files have their counterparts.
 *
 * <p>What is wrong is returned, not thrown: trying again would not help.
 */
final class MatchSegments implements Function<InputPair, String> {
  private static final long serialVersionUID = 1;

  private final HadoopFiles files;

  MatchSegments(HadoopFiles files) {
    this.files = files;
  }

  /** What the user is told; empty if all is well. */
  @Override
  public String call(InputPair pair) throws IOException {
    try (ParallelText text = ParallelText.of(open(pair.source()), open(pair.target()))) {
      while (text.hasNext()) {
        text.next();
      }
      return "";
    } catch (BadDataException e) {
      return e.getMessage();
    }
  }

  private Sentences open(InputFile file) throws IOException {
    return Sentences.open(file.name(), files.open(file, 0));
  }
}
