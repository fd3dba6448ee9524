package org.mosnas.model.metric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mosnas.model.text.Whitespace;

/**
 * chrF as sacreBLEU computes it, after Popović (2015), <a
 * href="https://aclanthology.org/W15-3049">paper</a>.
 *
 * <p>The F score of n-grams of one to six characters, white space left out, with recall twice as
 * important as precision; chrF++ adds words and pairs of words. Counts per length are the n-grams
 * of the hypothesis, those of the reference, and the matches. Immutable.
 */
public final class Chrf implements CorpusMetric {
  private static final int CHARACTER_ORDER = 6;
  private static final int BETA = 2;
  private static final double EPSILON = 1e-16;
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private static final Chrf STANDARD = new Chrf(0, false, false);

  private final int wordOrder;
  private final boolean lowercase;
  private final boolean epsilonSmoothing;

  private Chrf(int wordOrder, boolean lowercase, boolean epsilonSmoothing) {
    this.wordOrder = wordOrder;
    this.lowercase = lowercase;
    this.epsilonSmoothing = epsilonSmoothing;
  }

  /** chrF2 with sacreBLEU's defaults. */
  public static Chrf standard() {
    return STANDARD;
  }

  /** The same with words and pairs of words: chrF2++. */
  public Chrf plusPlus() {
    return new Chrf(2, lowercase, epsilonSmoothing);
  }

  /** The same without regard to case. */
  public Chrf ignoringCase() {
    return new Chrf(wordOrder, true, epsilonSmoothing);
  }

  /** The same as the mean over all lengths, as chrF++.py, NLTK and Moses have it. */
  public Chrf withEpsilonSmoothing() {
    return new Chrf(wordOrder, lowercase, true);
  }

  /** Scores a corpus with one reference per sentence. */
  public ChrfScore corpus(List<String> hypotheses, List<String> references) {
    return score(CorpusMetric.sum(statistics(hypotheses, references)), 1);
  }

  /**
   * Scores summed counts.
   *
   * @param references number of references per sentence, for the signature
   */
  public ChrfScore score(long[] summed, int references) {
    String name = "chrF" + BETA + "+".repeat(wordOrder);
    return new ChrfScore(value(summed), name, signature(references));
  }

  /** Counts against the reference that gives this sentence the best score. */
  @Override
  public long[] statistics(String hypothesis, List<String> references) {
    long[] best = null;
    for (String reference : references) {
      long[] counts = counts(cased(hypothesis), cased(reference));
      if (best == null || value(counts) > value(best)) {
        best = counts;
      }
    }
    if (best == null) {
      throw new IllegalArgumentException("no reference for '" + hypothesis + "'");
    }
    return best;
  }

  @Override
  public double value(long[] summed) {
    return epsilonSmoothing ? meanOfScores(summed) : scoreOfMeans(summed);
  }

  @Override
  public String signature(int references) {
    return String.format(
        Locale.ROOT,
        "nrefs:%s|case:%s|eff:%s|nc:%s|nw:%s|space:no|version:%s",
        references < 0 ? "var" : references,
        lowercase ? "lc" : "mixed",
        epsilonSmoothing ? "no" : "yes",
        CHARACTER_ORDER,
        wordOrder,
        VERSION);
  }

  private String cased(String line) {
    return lowercase ? line.toLowerCase(Locale.ROOT) : line;
  }

  private long[] counts(String hypothesis, String reference) {
    long[] counts = new long[3 * (CHARACTER_ORDER + wordOrder)];
    count(characters(hypothesis), characters(reference), CHARACTER_ORDER, counts, 0);
    if (wordOrder > 0) {
      Map<String, Integer> symbols = new HashMap<>();
      int[] referenceWords = words(reference, symbols);
      int[] hypothesisWords = words(hypothesis, symbols);
      count(hypothesisWords, referenceWords, wordOrder, counts, 3 * CHARACTER_ORDER);
    }
    return counts;
  }

  private static void count(
      int[] hypothesis, int[] reference, int order, long[] counts, int offset) {
    NgramMatcher matcher = new NgramMatcher(order);
    matcher.addReference(reference);
    long[] matches = matcher.match(hypothesis);
    for (int n = 1; n <= order; n++) {
      int at = offset + 3 * (n - 1);
      long inReference = NgramMatcher.total(reference, n);
      counts[at] = inReference == 0 ? 0 : NgramMatcher.total(hypothesis, n);
      counts[at + 1] = inReference;
      counts[at + 2] = matches[n - 1];
    }
  }

  /** The F score of mean precision and mean recall over the lengths that both sides have. */
  private static double scoreOfMeans(long[] counts) {
    double precision = 0;
    double recall = 0;
    int lengths = 0;
    for (int at = 0; at < counts.length; at += 3) {
      if (counts[at] > 0 && counts[at + 1] > 0) {
        precision += (double) counts[at + 2] / counts[at];
        recall += (double) counts[at + 2] / counts[at + 1];
        lengths++;
      }
    }
    return precision + recall == 0 ? 0 : 100 * fScore(precision / lengths, recall / lengths);
  }

  private static double meanOfScores(long[] counts) {
    double score = 0;
    for (int at = 0; at < counts.length; at += 3) {
      double precision = counts[at] > 0 ? (double) counts[at + 2] / counts[at] : EPSILON;
      double recall = counts[at + 1] > 0 ? (double) counts[at + 2] / counts[at + 1] : EPSILON;
      score += precision + recall > 0 ? fScore(precision, recall) : EPSILON;
    }
    int lengths = counts.length / 3;
    return 100 * score / lengths;
  }

  private static double fScore(double precision, double recall) {
    int factor = BETA * BETA;
    return (1 + factor) * precision * recall / (factor * precision + recall);
  }

  private static int[] characters(String line) {
    return line.codePoints().filter(c -> !Whitespace.isSpace(c)).toArray();
  }

  /** Words with a punctuation mark at their end, or else at their start, taken off. */
  private static int[] words(String line, Map<String, Integer> symbols) {
    List<String> words = new ArrayList<>();
    for (String word : Whitespace.split(line)) {
      int last = word.length() - 1;
      if (last > 0 && PUNCTUATION.indexOf(word.charAt(last)) >= 0) {
        words.add(word.substring(0, last));
        words.add(word.substring(last));
      } else if (last > 0 && PUNCTUATION.indexOf(word.charAt(0)) >= 0) {
        words.add(word.substring(0, 1));
        words.add(word.substring(1));
      } else {
        words.add(word);
      }
    }
    return words.stream()
        .mapToInt(word -> symbols.computeIfAbsent(word, added -> symbols.size()))
        .toArray();
  }
}
