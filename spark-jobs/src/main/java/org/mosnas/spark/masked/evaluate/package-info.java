/** Has networks guess the hidden pieces of unseen text on the executors, and scores them. */
package org.mosnas.spark.masked.evaluate;
