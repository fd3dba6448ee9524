package org.mosnas.spark.prepare;

import java.io.Serializable;
import org.mosnas.model.text.Sentences;

/** A text file and the file of its translations. */
record InputPair(Split split, InputFile source, InputFile target) implements Serializable {
  /** Whether sentences are paired by their ids. */
  boolean hasIds() {
    return Sentences.haveIds(source.name()) && Sentences.haveIds(target.name());
  }
}
