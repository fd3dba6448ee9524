package org.mosnas.spark.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * What one round came to.
 *
 * @param round its number, from 0
 * @param updates updates of every worker so far
 * @param trainLoss label-smoothed loss per target token over all passes, in nats
 * @param validation negative log-likelihood per target token of the watched subnets, in nats, by
 *     name
 * @param learningRate of the last update
 * @param targetTokens target tokens of the round's batches, each counted once
 * @param seconds time of the round: updates, averaging with its writing, and validation
 * @param dataShare share of the workers' time spent on making batches
 * @param phases where the time went; older versions did not know
 */
@JsonNaming(KebabCaseStrategy.class)
public record RoundReport(
    int round,
    long updates,
    double trainLoss,
    LinkedHashMap<String, Double> validation,
    double learningRate,
    long targetTokens,
    double seconds,
    double dataShare,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<RoundPhases> phases) {}
