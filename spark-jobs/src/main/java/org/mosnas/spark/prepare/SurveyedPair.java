package org.mosnas.spark.prepare;

/** Two files that were found to have equally many sentences. */
record SurveyedPair(InputPair files, Survey.Text source, Survey.Text target) {
  long sentences() {
    return source.sentences();
  }
}
