/**
 * From lines of text to token ids and batches, and back.
 *
 * <p>Files are read strictly ({@link org.mosnas.model.text.TextLines}), normalised and split into
 * words, words into subword-nmt's byte pair pieces, pieces into fairseq's ids, and sentence pairs
 * into batches of a token budget. Depends on {@code error} and {@code random} only.
 */
package org.mosnas.model.text;
