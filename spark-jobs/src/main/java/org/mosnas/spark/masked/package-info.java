/**
 * Masked language modelling: its text, and how well hidden pieces of unseen text are guessed.
 * Stages know it only as a {@link org.mosnas.spark.task.Task}.
 */
package org.mosnas.spark.masked;
