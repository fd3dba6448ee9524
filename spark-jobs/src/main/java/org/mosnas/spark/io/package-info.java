/**
 * Storage: the run directory on any Hadoop file system, its lock and its record, and files that are
 * either there completely or not at all.
 */
package org.mosnas.spark.io;
