package org.mosnas.spark.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * The result of a stage that is done, as an input of later ones.
 *
 * @param fingerprint short name of what it was made from
 * @param result checksum of what it holds; nothing if its origin says all
 */
public record StageResult(
    String fingerprint, @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> result) {

  /** As a part of what later results are made from. */
  public ObjectNode toJson() {
    return RunJson.tree(this);
  }
}
