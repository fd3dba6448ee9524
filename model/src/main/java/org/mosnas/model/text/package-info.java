/**
 * From lines of text to token ids and batches, and back.
 *
 * <p>Files are read strictly ({@link org.mosnas.model.text.TextLines}), normalised and split into
 * words, words into the tokens of {@link org.mosnas.model.text.bpe byte pair encoding}, tokens into
 * fairseq's ids, and sentence pairs into batches of a token budget. Depends on {@code error} and
 * {@code random} only.
 */
package org.mosnas.model.text;
