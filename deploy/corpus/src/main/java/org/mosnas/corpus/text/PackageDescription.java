package org.mosnas.corpus.text;

import java.util.List;

/**
 * What a package says of itself.
 *
 * @param name of the package
 * @param source name of the source package that it is built from; packages of one source describe
 *     themselves alike
 * @param section what the archive files it under, such as {@code games}, without its area
 * @param synopsis a line without a full stop
 * @param paragraphs the long description, each paragraph and list item on one line
 */
public record PackageDescription(
    String name, String source, String section, String synopsis, List<String> paragraphs) {
  /** Copies the list. */
  public PackageDescription {
    paragraphs = List.copyOf(paragraphs);
  }
}
