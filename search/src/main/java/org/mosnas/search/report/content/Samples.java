package org.mosnas.search.report.content;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mosnas.model.metric.labelled.ConfusionMatrix;

/**
 * What systems answer to the test set, side by side.
 *
 * @param title what the answers are, such as {@code Translations}
 * @param explanation how the examples were chosen and what is marked; full sentences
 * @param systems titles of the systems, the winner first
 * @param samples some examples
 * @param confusion which classes the winner took for which, where answers are classes
 */
public record Samples(
    String title,
    String explanation,
    List<String> systems,
    List<Sample> samples,
    Optional<ConfusionMatrix> confusion) {
  private static final int SHOWN = 8;

  /** Copies the lists. */
  public Samples {
    systems = List.copyOf(systems);
    samples = List.copyOf(samples);
  }

  /** At most eight of these, at equal distances, the first and the last among them. */
  public static <T> List<T> spread(List<T> all) {
    int count = Math.min(SHOWN, all.size());
    return IntStream.range(0, count)
        .mapToObj(k -> all.get(count == 1 ? 0 : k * (all.size() - 1) / (count - 1)))
        .toList();
  }

  /**
   * One example.
   *
   * @param heading its number, and how well the winner answers
   * @param given what was given
   * @param wanted the right answer
   * @param answers one per system
   */
  public record Sample(String heading, List<Text> given, Text wanted, List<String> answers) {
    /** Copies the lists. */
    public Sample {
      given = List.copyOf(given);
      answers = List.copyOf(answers);
    }
  }

  /**
   * A text.
   *
   * @param name what it is, such as {@code source}
   * @param text the text
   * @param language code of ISO 639 such as {@code de}; anything else where it is unknown
   */
  public record Text(String name, String text, String language) {}
}
