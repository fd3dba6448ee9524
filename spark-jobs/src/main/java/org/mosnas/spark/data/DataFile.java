package org.mosnas.spark.data;

/**
 * A file of prepared data.
 *
 * @param path relative to the folder of the manifest
 * @param bytes its size
 * @param sha256 of its bytes
 */
public record DataFile(String path, long bytes, String sha256) {}
