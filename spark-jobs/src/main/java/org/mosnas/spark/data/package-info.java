/**
 * What the data of all tasks have in common: text files of any Hadoop file system in, a folder of
 * shards with a manifest out, which appears complete or not at all.
 */
package org.mosnas.spark.data;
