package org.mosnas.spark.run;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * Where the time of a round went, and what was moved. Seconds are those of all tasks together, but
 * for the validation.
 *
 * @param fetchSeconds workers reading the state
 * @param computeSeconds workers making batches and updates
 * @param averagingSeconds reading what workers made of the state, and averaging
 * @param checkpointSeconds writing blocks of the new state
 * @param validationSeconds from the start of the validation to its end
 * @param fetchedBytes read by workers from the file system of the run directory; blocks that a
 *     process had in memory do not count
 * @param shuffledBytes from workers to the tasks that average
 * @param checkpointBytes written
 */
@JsonNaming(KebabCaseStrategy.class)
public record RoundPhases(
    double fetchSeconds,
    double computeSeconds,
    double averagingSeconds,
    double checkpointSeconds,
    double validationSeconds,
    long fetchedBytes,
    long shuffledBytes,
    long checkpointBytes) {}
