/** What reports say of text whose pieces are guessed. */
package org.mosnas.spark.masked.report;
