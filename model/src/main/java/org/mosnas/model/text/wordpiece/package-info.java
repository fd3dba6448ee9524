/**
 * WordPiece as BERT has it: text is normalised and split into words, words into the longest pieces
 * that a vocabulary knows. Vocabularies are learnt from the counts of words, or read from the files
 * of published encoders.
 */
package org.mosnas.model.text.wordpiece;
