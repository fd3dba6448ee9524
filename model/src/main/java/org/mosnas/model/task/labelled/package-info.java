/**
 * Texts, or pairs of texts, with a label each, one of some classes or a number: how files of them
 * are read, how they become batches, and how networks, and word counts, answer with a label.
 */
package org.mosnas.model.task.labelled;
