package org.mosnas.spark.prepare;

import java.io.Serializable;

/**
 * A text file of one language.
 *
 * @param path with scheme
 * @param name how messages call it: local paths without scheme
 */
record InputFile(String path, String name) implements Serializable {}
