package org.mosnas.model.metric;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.mosnas.model.text.Whitespace;

/**
 * The "normal" BLEU of HAT and fairseq: on tokenised text without byte pairs, compounds split.
 *
 * <p>Both sides are split at hyphens inside words, words are what white space separates, nothing is
 * smoothed, and {@code <unk>} in a reference matches nothing, not even itself. For comparison with
 * HAT's numbers only; see {@link Bleu} for everything else.
 */
public final class HatBleu implements CorpusMetric {
  private static final String UNKNOWN = "<unk>";

  /** A hyphen between two characters that are not white space to Python. */
  private static final Pattern COMPOUND =
      Pattern.compile(
          "([^\t-\r\u001c- \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000])"
              + "-"
              + "([^\t-\r\u001c- \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000])");

  /** Splits compounds: {@code a-b} becomes {@code a ##AT##-##AT## b}, from left to right. */
  public static String splitCompounds(String line) {
    return COMPOUND.matcher(line).replaceAll("$1 ##AT##-##AT## $2");
  }

  /** Scores tokenised translations without byte pairs against tokenised references. */
  public BleuScore corpus(List<String> hypotheses, List<String> references) {
    return score(CorpusMetric.sum(statistics(hypotheses, references)));
  }

  /** Scores summed counts. */
  public BleuScore score(long[] summed) {
    return BleuCounts.score(summed, Smoothing.none(), false, signature(1));
  }

  @Override
  public long[] statistics(String hypothesis, List<String> references) {
    return BleuCounts.of(
        words(hypothesis), references.stream().map(HatBleu::words).toList(), UNKNOWN);
  }

  @Override
  public double value(long[] summed) {
    return score(summed).score();
  }

  @Override
  public String signature(int references) {
    return String.format(
        Locale.ROOT,
        "nrefs:%s|case:mixed|eff:no|tok:none-compound-split|smooth:none|version:%s",
        references < 0 ? "var" : references,
        VERSION);
  }

  private static List<String> words(String line) {
    return Whitespace.split(splitCompounds(line));
  }
}
