package org.mosnas.spark.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.json.StrictJson;
import org.mosnas.spark.io.AtomicFiles;

/**
 * What one training of a sweep came to; written after its weights.
 *
 * @param fingerprint of everything that decides the result
 * @param number of the training, from 1
 * @param combination number of its settings among those tried, from 1
 * @param seed number of its seed, from 1
 * @param title what is special about it
 * @param learningRate peak of its learning rate
 * @param maxTokens budget of its batches
 * @param rounds that it was to train
 * @param validation negative log-likelihood per target after every round, in nats
 * @param diverged why it has no weights, if it has none
 */
@JsonNaming(KebabCaseStrategy.class)
public record TrialFile(
    String fingerprint,
    int number,
    int combination,
    int seed,
    String title,
    double learningRate,
    int maxTokens,
    int rounds,
    List<Double> validation,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> diverged) {
  /** Name of the file. */
  public static final String FILE = "trial.json";

  private static final Pattern NAME = Pattern.compile("trial-\\d{4,}");

  /** Copies the list. */
  public TrialFile {
    validation = List.copyOf(validation);
  }

  /** The loss at the end, in nats; infinite if it has no weights. */
  public double loss() {
    return diverged.isPresent() || validation.isEmpty()
        ? Double.POSITIVE_INFINITY
        : validation.get(validation.size() - 1);
  }

  /**
   * Reads the file of a training.
   *
   * @param folder of the training
   * @return nothing if the training is not done
   * @throws BadDataException if it is damaged
   */
  public static Optional<TrialFile> in(AtomicFiles files, Path folder) {
    Path file = new Path(folder, FILE);
    if (!files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(RunJson.read(files.readText(file), TrialFile.class));
    } catch (JsonProcessingException broken) {
      throw damaged(file, StrictJson.problem(broken), broken);
    } catch (IllegalArgumentException broken) {
      throw damaged(file, broken.getMessage(), broken);
    }
  }

  /** All trainings of a sweep that are done, by number; none if there is no such folder. */
  public static List<TrialFile> all(AtomicFiles files, Path folder) {
    if (!files.exists(folder)) {
      return List.of();
    }
    return files.list(folder).stream()
        .filter(name -> NAME.matcher(name).matches())
        .sorted()
        .flatMap(name -> in(files, new Path(folder, name)).stream())
        .toList();
  }

  /** Name of the folder of a training. */
  public static String folder(int number) {
    return String.format(Locale.ROOT, "trial-%04d", number);
  }

  private static BadDataException damaged(Path file, String why, Exception cause) {
    return new BadDataException(
        file + " is damaged (" + why + "); delete its folder to train it again", cause);
  }

  /** As indented text. */
  public String text() {
    return RunJson.text(this);
  }

  /**
   * The trainings of the best settings, the best first: those whose loss at the end is lowest on
   * the average of their seeds; of equal ones the first.
   */
  public static List<TrialFile> best(List<TrialFile> trials) {
    Map<Integer, List<TrialFile>> combinations =
        trials.stream()
            .collect(
                Collectors.groupingBy(TrialFile::combination, TreeMap::new, Collectors.toList()));
    return combinations.values().stream()
        .min(Comparator.comparingDouble(TrialFile::meanLoss))
        .orElseThrow()
        .stream()
        .sorted(Comparator.comparingDouble(TrialFile::loss).thenComparingInt(TrialFile::seed))
        .toList();
  }

  private static double meanLoss(List<TrialFile> seeds) {
    return seeds.stream().mapToDouble(TrialFile::loss).average().orElseThrow();
  }
}
