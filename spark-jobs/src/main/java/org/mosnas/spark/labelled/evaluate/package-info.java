/** Lets networks and word counts answer on the test set and scores what comes out. */
package org.mosnas.spark.labelled.evaluate;
