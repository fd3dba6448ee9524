package org.mosnas.model.export;

/**
 * What the rows of a tensor are, in place of the lengths of sentences, which differ from call to
 * call.
 *
 * @param batch name of a list with one number: the number of sentences, or of prefixes
 * @param copies sequences concatenated in time
 */
record OnnxRows(String batch, int copies) {
  OnnxRows times(int factor) {
    return new OnnxRows(batch, copies * factor);
  }
}
