/** Translates test sets on the executors and scores what comes out. */
package org.mosnas.spark.translation.evaluate;
