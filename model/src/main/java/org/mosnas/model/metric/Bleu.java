package org.mosnas.model.metric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.mosnas.model.text.Whitespace;

/**
 * BLEU by the defaults of sacreBLEU, after Post (2018), <a
 * href="https://aclanthology.org/W18-6319">paper</a>, and Papineni et al. (2002), <a
 * href="https://aclanthology.org/P02-1040">paper</a>.
 *
 * <p>n-grams of up to four words, split as by the script mteval-v13a, in their case; an n-gram that
 * never matches is smoothed exponentially, after Chen and Cherry (2014), <a
 * href="https://aclanthology.org/W14-3346">paper</a>. Counts are words of the hypothesis, words of
 * the reference, matching n-grams of 1 to 4 words, and n-grams of 1 to 4 words.
 */
public final class Bleu implements CorpusMetric {
  private static final int ORDER = 4;
  private static final int MATCHES = 2;
  private static final int TOTALS = MATCHES + ORDER;

  /** The logarithm that stands for that of 0. */
  private static final double LOG_ZERO = -9999999999.0;

  private static final Pattern PUNCTUATION = Pattern.compile("([\\{-~\\[-` -\\&\\(-\\+:-@/])");
  private static final Pattern PERIOD_AFTER_OTHER = Pattern.compile("([^0-9])([.,])");
  private static final Pattern PERIOD_BEFORE_OTHER = Pattern.compile("([.,])([^0-9])");
  private static final Pattern DASH_AFTER_DIGIT = Pattern.compile("([0-9])(-)");

  @Override
  public String signature() {
    return "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:" + VERSION;
  }

  @Override
  public long[] statistics(String hypothesis, String reference) {
    Map<String, Integer> symbols = new HashMap<>();
    int[] expected = number(words(reference), symbols);
    int[] words = number(words(hypothesis), symbols);
    long[] counts = new long[TOTALS + ORDER];
    counts[0] = words.length;
    counts[1] = expected.length;
    System.arraycopy(new NgramMatcher(expected, ORDER).match(words), 0, counts, MATCHES, ORDER);
    for (int n = 1; n <= ORDER; n++) {
      counts[TOTALS + n - 1] = NgramMatcher.total(words, n);
    }
    return counts;
  }

  @Override
  public double value(long[] summed) {
    double[] precisions = precisions(summed);
    double logs = 0;
    boolean matched = false;
    for (int n = 0; n < ORDER; n++) {
      logs += precisions[n] == 0 ? LOG_ZERO : Math.log(precisions[n]);
      matched |= summed[MATCHES + n] > 0;
    }
    return matched ? brevityPenalty(summed[0], summed[1]) * Math.exp(logs / ORDER) : 0;
  }

  /** Smoothed precisions in percent; 0 from the first length on of which there are no n-grams. */
  private static double[] precisions(long[] counts) {
    double[] precisions = new double[ORDER];
    double halving = 1;
    for (int n = 0; n < ORDER && counts[TOTALS + n] > 0; n++) {
      double matches = counts[MATCHES + n];
      double total = counts[TOTALS + n];
      if (matches > 0) {
        precisions[n] = 100.0 * matches / total;
      } else {
        halving *= 2;
        precisions[n] = 100.0 / (halving * total);
      }
    }
    return precisions;
  }

  private static double brevityPenalty(long systemLength, long referenceLength) {
    if (systemLength >= referenceLength) {
      return 1;
    }
    return systemLength == 0 ? 0 : Math.exp(1 - (double) referenceLength / systemLength);
  }

  private static int[] number(List<String> words, Map<String, Integer> symbols) {
    return words.stream()
        .mapToInt(word -> symbols.computeIfAbsent(word, added -> symbols.size()))
        .toArray();
  }

  /** Splits a line as mteval-v13a of the WMT campaigns does, as sacreBLEU reproduces it. */
  static List<String> words(String line) {
    String text =
        Whitespace.stripTrailing(line)
            .replace("<skipped>", "")
            .replace("-\n", "")
            .replace("\n", " ");
    if (text.indexOf('&') >= 0) {
      text =
          text.replace("&quot;", "\"")
              .replace("&amp;", "&")
              .replace("&lt;", "<")
              .replace("&gt;", ">");
    }
    text = " " + text + " ";
    text = PUNCTUATION.matcher(text).replaceAll(" $1 ");
    text = PERIOD_AFTER_OTHER.matcher(text).replaceAll("$1 $2 ");
    text = PERIOD_BEFORE_OTHER.matcher(text).replaceAll(" $1 $2");
    text = DASH_AFTER_DIGIT.matcher(text).replaceAll("$1 $2 ");
    return Whitespace.split(text);
  }
}
