package org.mosnas.search.report.content;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything a report says of one run.
 *
 * @param outline what the run was
 * @param systems systems scored on the test set, the winner first
 * @param training rounds of the supernet
 * @param finetuning rounds of the winner
 * @param fromScratch rounds of the winner's architecture from new weights, if it was trained so
 * @param latency the study of latency
 * @param search the search
 * @param routers the routers
 * @param samples some answers to the test set
 * @param data the data, by the title of their section
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
    Part<Samples> samples,
    Map<String, Part<DataStatistics>> data,
    Part<Origin> origin) {

  /** The title of the data that the supernet is trained on. */
  public static final String DATA = "Data";

  /** The title of the data of the task that the winner is finetuned on, if it is another one. */
  public static final String TARGET_DATA = "Data to finetune on";

  /** Copies the map, keeping its order. */
  public RunReport {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /** The key of the system that a run is for. */
  public static final String WINNER = "winner";

  /** The scored system of that key. */
  public Optional<ScoredSystem> system(String key) {
    return systems.content().stream()
        .flatMap(List::stream)
        .filter(system -> system.key().equals(key))
        .findFirst();
  }

  /**
   * Where a result comes from.
   *
   * @param commit commit of the program; empty if unknown
   * @param seed seed of the run
   * @param hardware what it ran on, by name
   * @param data SHA-256 of the text files, by path
   * @param settings every key of the configuration in dotted form, and its value
   */
  public record Origin(
      String commit,
      long seed,
      Map<String, String> hardware,
      Map<String, String> data,
      Map<String, String> settings) {
    /** Copies the maps, keeping their order. */
    public Origin {
      hardware = Collections.unmodifiableMap(new LinkedHashMap<>(hardware));
      data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
  }

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

  /**
   * What a run was and how it ended.
   *
   * @param name short name, such as that of its directory
   * @param location directory of the run
   * @param command command that ran last
   * @param status {@code succeeded}, {@code failed}, {@code interrupted} or {@code running}
   * @param reason why it failed; empty otherwise
   * @param startedAt time at which the last command started, ISO 8601; empty if unknown
   * @param seconds time the last command took; 0 if it has not ended
   * @param stages in the order in which they ran
   * @param peakMemoryBytes most memory the driver held; 0 if unknown
   */
  public record RunOutline(
      String name,
      String location,
      String command,
      String status,
      String reason,
      String startedAt,
      double seconds,
      List<StageTime> stages,
      long peakMemoryBytes) {
    /** Copies the list. */
    public RunOutline {
      stages = List.copyOf(stages);
    }

    /**
     * One stage.
     *
     * @param name such as {@code train}
     * @param status as of a run
     * @param seconds time it took; 0 if it has not ended
     */
    public record StageTime(String name, String status, double seconds) {}
  }

  /**
   * A part of a run that a report shows, or the reason why it cannot.
   *
   * @param content the part, if it is there
   * @param missing a full sentence that says what is missing and why; empty if the part is there
   */
  public record Part<T>(Optional<T> content, String missing) {
    /** Checks that there is one or the other. */
    public Part {
      if (content.isPresent() != missing.isEmpty()) {
        throw new IllegalArgumentException("a part is there or missing, was " + missing);
      }
    }

    /** A part that is there. */
    public static <T> Part<T> of(T content) {
      return new Part<>(Optional.of(content), "");
    }

    /** A part that is not there, and why. */
    public static <T> Part<T> missing(String reason) {
      return new Part<>(Optional.empty(), reason);
    }

    /** What {@code read} makes of the part; missing for the same reason if the part is. */
    public <S> Part<S> map(Function<T, S> read) {
      return content.map(there -> Part.of(read.apply(there))).orElseGet(() -> missing(missing));
    }
  }
}
