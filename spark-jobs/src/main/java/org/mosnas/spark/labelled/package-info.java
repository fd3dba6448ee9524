/** Texts, or pairs of texts, with a class or a number each: the task that is called labelled. */
package org.mosnas.spark.labelled;
