package org.mosnas.spark.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What {@code done.json} says.
 *
 * @param fingerprint short name of what the result was made from
 * @param result checksum of what later stages read; nothing if its origin says all
 * @param madeFrom what the result was made from, as {@link org.mosnas.spark.io.MadeFrom} has it;
 *     not known of results of version 0.1
 */
@JsonNaming(KebabCaseStrategy.class)
record StageMark(
    String fingerprint,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> result,
    Optional<ObjectNode> madeFrom) {
  StageResult asInput() {
    return new StageResult(fingerprint, result);
  }
}
