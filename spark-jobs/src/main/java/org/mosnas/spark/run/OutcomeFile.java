package org.mosnas.spark.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.json.StrictJson;
import org.mosnas.spark.io.AtomicFiles;

/**
 * What {@code outcome.json} of the search says.
 *
 * @param madeFrom short name of what the search was made from; not known of searches of version 0.1
 * @param winner the best subnet that meets the limits as measured
 * @param randomBest the best of random search that does, if there is one
 * @param largest the largest subnet
 * @param smallest the smallest subnet
 * @param latencyLimitMs the limit, if latency is limited
 * @param evaluations subnets scored by the evolution
 * @param finalists the candidates that were measured, best loss first
 * @param member which member of a family it is about; nothing where there is none
 */
@JsonNaming(KebabCaseStrategy.class)
public record OutcomeFile(
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> madeFrom,
    Measured winner,
    Optional<Measured> randomBest,
    Measured largest,
    Measured smallest,
    Optional<Double> latencyLimitMs,
    int evaluations,
    List<Measured> finalists,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Member> member) {
  /** Copies the list. */
  public OutcomeFile {
    finalists = List.copyOf(finalists);
    if (evaluations < 0) {
      throw new IllegalArgumentException(
          "evaluations must be a whole number from 0 on, was " + evaluations);
    }
  }

  /**
   * A member of a family.
   *
   * @param name of its limit
   * @param limit what it may cost, in words
   * @param scored subnets that were scored for it and for no member before
   */
  @JsonNaming(KebabCaseStrategy.class)
  public record Member(String name, String limit, int scored) {}

  /** The same for a member of a family. */
  public OutcomeFile of(Member other) {
    return new OutcomeFile(
        madeFrom,
        winner,
        randomBest,
        largest,
        smallest,
        latencyLimitMs,
        evaluations,
        finalists,
        Optional.of(other));
  }

  /**
   * A subnet that was measured.
   *
   * @param id of the subnet
   * @param subnet the subnet in JSON, as its family writes it
   * @param validationLoss with inherited weights, in nats per target token
   * @param latencyMs expected time, in ms
   * @param latencyBoundMs time that a measurement is to stay under, in ms
   * @param measuredMs measured time, in ms
   * @param parameters weights and biases without embeddings and output layer
   * @param flops operations at the reference length without the output layer
   */
  @JsonNaming(KebabCaseStrategy.class)
  public record Measured(
      String id,
      ObjectNode subnet,
      double validationLoss,
      double latencyMs,
      double latencyBoundMs,
      double measuredMs,
      long parameters,
      long flops) {}

  /**
   * Reads the outcome of the search in a run directory.
   *
   * @throws BadDataException if it is damaged
   */
  public static OutcomeFile in(AtomicFiles files, Path directory) {
    return in(files, directory, "");
  }

  /**
   * As the other, for a member of a family.
   *
   * @param member its name; empty for the winner of the run
   */
  public static OutcomeFile in(AtomicFiles files, Path directory, String member) {
    Path file = new Path(directory, RunLayout.outcome(member));
    return parse(files.readText(file), file.toString());
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @param name of the file, for messages
   * @throws BadDataException if it is anything else
   */
  public static OutcomeFile parse(String text, String name) {
    try {
      return RunJson.read(text, OutcomeFile.class);
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          name + " is not valid JSON; delete it and search again: " + StrictJson.problem(e), e);
    } catch (IllegalArgumentException refused) {
      throw refusal(name, refused);
    }
  }

  /** What to throw where a file is read that holds what cannot be the outcome of a search. */
  public static BadDataException refusal(String name, IllegalArgumentException refused) {
    return new BadDataException(
        String.format(
            Locale.ROOT,
            "%s is not the outcome of a search (%s); delete it and search again",
            name,
            refused.getMessage()),
        refused);
  }

  /** As indented text. */
  public String text() {
    return RunJson.text(this);
  }
}
