/**
 * Byte pair encoding with the results of subword-nmt: learned from the counts of words, stored in
 * its files, applied to words.
 */
package org.mosnas.model.text.bpe;
