/**
 * Translation, the first task: its data, its scores, and what becomes of the winner of its runs.
 * Stages know it only as a {@link org.mosnas.spark.task.Task}.
 */
package org.mosnas.spark.translation;
