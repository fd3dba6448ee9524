package org.mosnas.spark.run;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.Serializable;
import java.util.LinkedHashMap;

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
 * @param seconds time of the round: updates, averaging and validation
 * @param dataShare share of the workers' time spent on making batches
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
    double dataShare)
    implements Serializable {}
