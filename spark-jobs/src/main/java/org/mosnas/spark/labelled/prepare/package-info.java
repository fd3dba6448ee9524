/** From files of labelled texts to shards of ids, with their labels and where they come from. */
package org.mosnas.spark.labelled.prepare;
