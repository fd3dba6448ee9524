/** Lines of text in, a line out for each, in this process: what commands do with a model. */
package org.mosnas.spark.line;
