package org.mosnas.spark.data;

import java.io.Serializable;

/**
 * A text file that exists.
 *
 * @param path with scheme
 * @param name how messages call it: local paths without scheme
 */
public record TextFile(String path, String name) implements Serializable {}
