package org.mosnas.model.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Two searches written down as plainly as possible, to compare the real one with: fairseq's rules
 * with everything sorted, and the enumeration of all translations.
 */
final class PlainSearch {
  private static final int PAD = 1;
  private static final int EOS = 2;

  /** Tokens, the first being the {@code </s>} that starts a decoder, and their log-probability. */
  record Scored(int[] tokens, double logProbability) {
    Scored then(int token, double tokenLogProbability) {
      int[] longer = Arrays.copyOf(tokens, tokens.length + 1);
      longer[tokens.length] = token;
      return new Scored(longer, logProbability + tokenLogProbability);
    }

    boolean ends() {
      return tokens.length > 1 && tokens[tokens.length - 1] == EOS;
    }

    /** Without both {@code </s>}. */
    int[] ids() {
      return Arrays.copyOfRange(tokens, 1, tokens.length - 1);
    }

    double score(double lengthPenalty) {
      return logProbability / Math.pow(tokens.length - 1, lengthPenalty);
    }
  }

  private final Function<int[], float[]> model;
  private final DecodeSettings settings;
  private final int maxLength;

  /** Searches with a model that scores prefixes of one source. */
  PlainSearch(Function<int[], float[]> model, DecodeSettings settings, int maxLength) {
    this.model = model;
    this.settings = settings;
    this.maxLength = maxLength;
  }

  /** Beam search. */
  List<Scored> beam() {
    List<Scored> finished = new ArrayList<>();
    List<Scored> active = List.of(new Scored(new int[] {EOS}, 0));
    while (!active.isEmpty() && finished.size() < settings.beam()) {
      List<Scored> candidates = new ArrayList<>();
      active.forEach(prefix -> candidates.addAll(continuations(prefix)));
      // Stable, so equal ones stay in the order of prefixes and tokens.
      candidates.sort(Comparator.comparingDouble(c -> -c.logProbability()));
      List<Scored> considered =
          candidates.subList(0, Math.min(2 * settings.beam(), candidates.size()));
      considered.stream()
          .limit(settings.beam())
          .filter(Scored::ends)
          .limit(settings.beam() - finished.size())
          .forEach(finished::add);
      active = considered.stream().filter(c -> !c.ends()).limit(settings.beam()).toList();
    }
    finished.sort(byScore());
    return finished;
  }

  /** All translations, best first. */
  List<Scored> all() {
    List<Scored> finished = new ArrayList<>();
    enumerate(new Scored(new int[] {EOS}, 0), finished);
    finished.sort(byScore());
    return finished;
  }

  private void enumerate(Scored prefix, List<Scored> finished) {
    for (Scored next : continuations(prefix)) {
      if (next.ends()) {
        finished.add(next);
      } else {
        enumerate(next, finished);
      }
    }
  }

  private List<Scored> continuations(Scored prefix) {
    double[] logProbabilities = logSoftmax(model.apply(prefix.tokens()));
    int length = prefix.tokens().length - 1;
    List<Scored> continuations = new ArrayList<>();
    for (int token = 0; token < logProbabilities.length; token++) {
      boolean allowed = token == EOS ? length > 0 : token != PAD && length < maxLength;
      if (allowed) {
        continuations.add(prefix.then(token, logProbabilities[token]));
      }
    }
    return continuations;
  }

  private Comparator<Scored> byScore() {
    return Comparator.comparingDouble(s -> -s.score(settings.lengthPenalty()));
  }

  private static double[] logSoftmax(float[] scores) {
    double sum = 0;
    for (float score : scores) {
      sum += Math.exp(score);
    }
    double logSum = Math.log(sum);
    double[] result = new double[scores.length];
    Arrays.setAll(result, i -> scores[i] - logSum);
    return result;
  }
}
