/** Measures blocks and whole subnets on the executors and keeps the latency table. */
package org.mosnas.spark.profile;
