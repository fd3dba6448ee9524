package org.mosnas.search.report.content;

import java.util.List;

/**
 * Translations side by side.
 *
 * @param systems titles of the systems, the winner first
 * @param sentences sentences of the test set
 * @param samples some of them, from the worst to the best by chrF of the first system
 */
public record TranslationSamples(List<String> systems, int sentences, List<Sample> samples) {
  /** Copies the lists. */
  public TranslationSamples {
    systems = List.copyOf(systems);
    samples = List.copyOf(samples);
  }

  /**
   * One sentence.
   *
   * @param number of the sentence in the test set, from 1
   * @param source as given
   * @param reference as given
   * @param translations one per system
   * @param chrf chrF2 of the first system for this sentence
   */
  public record Sample(
      long number, String source, String reference, List<String> translations, double chrf) {
    /** Copies the list. */
    public Sample {
      translations = List.copyOf(translations);
    }
  }
}
