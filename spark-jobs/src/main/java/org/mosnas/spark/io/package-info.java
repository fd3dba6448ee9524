/**
 * Storage: files on any Hadoop file system that are either there completely or not at all, and the
 * names of what results were made from.
 */
package org.mosnas.spark.io;
