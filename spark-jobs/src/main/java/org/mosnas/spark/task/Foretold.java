package org.mosnas.spark.task;

import java.util.Optional;
import org.mosnas.model.network.Head;

/**
 * What settings say of the data of a task before there are any.
 *
 * @param head what networks are asked for
 * @param longest most tokens of a sequence, if that is set
 */
public record Foretold(Stated<Head.Kind> head, Optional<Stated<Integer>> longest) {
  /**
   * A value, and where it is from.
   *
   * @param setting key and value, such as {@code mosnas.labelled.kind = classes}
   */
  public record Stated<V>(String setting, V value) {}
}
