/** Searches on the driver, with candidates scored and finalists measured on the executors. */
package org.mosnas.spark.search;
