package org.mosnas.search.report.content;

import java.util.List;
import java.util.Optional;

/**
 * Everything a report says of one run.
 *
 * @param outline what the run was
 * @param systems systems scored on the test set, the winner first
 * @param training rounds of the supernet
 * @param finetuning rounds of the winner * @param fromScratch rounds of the winner's architecture
 *     from new weights, if it was trained so
 * @param latency the study of latency
 * @param search the search
 * @param routers the routers
 * @param samples translations
 * @param data the data
 * @param origin where the result comes from
 */
public record RunReport(
    RunOutline outline,
    Part<List<ScoredSystem>> systems,
    Part<List<RoundLosses>> training,
    Part<List<RoundLosses>> finetuning,
    Optional<List<RoundLosses>> fromScratch,
    Part<LatencyStudy> latency,
    Part<SearchStudy> search,
    Part<RouterStudy> routers,
    Part<TranslationSamples> samples,
    Part<DataStatistics> data,
    Part<Origin> origin) {

  /** The key of the system that a run is for. */
  public static final String WINNER = "winner";

  /** The scored system of that key. */
  public Optional<ScoredSystem> system(String key) {
    return systems.content().stream()
        .flatMap(List::stream)
        .filter(system -> system.key().equals(key))
        .findFirst();
  }
}
