package org.mosnas.search.report.content;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One round of training.
 *
 * @param round its number, from 1
 * @param updates updates of every worker so far
 * @param trainLoss label-smoothed loss per target token, in nats
 * @param validation negative log-likelihood per target token of the watched subnets, in nats, by
 *     name
 * @param seconds time of the round
 * @param targetTokens target tokens trained on in the round
 */
public record RoundLosses(
    int round,
    long updates,
    double trainLoss,
    Map<String, Double> validation,
    double seconds,
    long targetTokens) {
  /** Copies the map, keeping its order. */
  public RoundLosses {
    validation = Collections.unmodifiableMap(new LinkedHashMap<>(validation));
  }
}
