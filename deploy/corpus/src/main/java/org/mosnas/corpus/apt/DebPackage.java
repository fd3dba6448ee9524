package org.mosnas.corpus.apt;

import java.nio.file.Path;

/**
 * A package file on local disk.
 *
 * @param name name of the package
 * @param version its full version, with epoch and revision
 * @param file where the file is
 * @param sha256 lower-case hexadecimal SHA-256 of the file
 */
public record DebPackage(String name, String version, Path file, String sha256) {}
