package org.mosnas.model.metric;

import java.util.List;
import java.util.Locale;
import org.mosnas.model.text.Whitespace;

/**
 * BLEU as sacreBLEU computes it, after Post (2018), <a
 * href="https://aclanthology.org/W18-6319">paper</a>.
 *
 * <p>n-grams of up to four words, counted over the corpus. Immutable: the methods that change a
 * setting return another metric.
 */
public final class Bleu implements CorpusMetric {
  private static final Bleu STANDARD =
      new Bleu(BleuTokenizer.V13A, Smoothing.exponential(), false, false);

  private final BleuTokenizer tokenizer;
  private final Smoothing smoothing;
  private final boolean lowercase;
  private final boolean effectiveOrder;

  private Bleu(
      BleuTokenizer tokenizer, Smoothing smoothing, boolean lowercase, boolean effectiveOrder) {
    this.tokenizer = tokenizer;
    this.smoothing = smoothing;
    this.lowercase = lowercase;
    this.effectiveOrder = effectiveOrder;
  }

  /** sacreBLEU's defaults: 13a, exponential smoothing, case kept. */
  public static Bleu standard() {
    return STANDARD;
  }

  /** The same with another tokenizer. */
  public Bleu with(BleuTokenizer other) {
    return new Bleu(other, smoothing, lowercase, effectiveOrder);
  }

  /** The same with another smoothing. */
  public Bleu with(Smoothing other) {
    return new Bleu(tokenizer, other, lowercase, effectiveOrder);
  }

  /** The same without regard to case. */
  public Bleu ignoringCase() {
    return new Bleu(tokenizer, smoothing, true, effectiveOrder);
  }

  /** The same without the n-grams that are longer than the hypothesis; for single sentences. */
  public Bleu withEffectiveOrder() {
    return new Bleu(tokenizer, smoothing, lowercase, true);
  }

  /**
   * Scores a corpus with one reference per sentence.
   *
   * @param hypotheses detokenised translations
   * @param references raw references, in the same order
   */
  public BleuScore corpus(List<String> hypotheses, List<String> references) {
    return score(CorpusMetric.sum(statistics(hypotheses, references)), 1);
  }

  /**
   * Scores a corpus with several references per sentence.
   *
   * @param references for each hypothesis its references
   */
  public BleuScore corpusOfMany(List<String> hypotheses, List<List<String>> references) {
    long[] summed = CorpusMetric.sum(statisticsOfMany(hypotheses, references));
    List<Integer> sizes = references.stream().map(List::size).distinct().toList();
    return score(summed, sizes.size() == 1 ? sizes.get(0) : -1);
  }

  /** Scores one sentence by itself. */
  public BleuScore sentence(String hypothesis, String reference) {
    return score(statistics(hypothesis, List.of(reference)), 1);
  }

  /**
   * Scores summed counts.
   *
   * @param references number of references per sentence, for the signature
   */
  public BleuScore score(long[] summed, int references) {
    return BleuCounts.score(summed, smoothing, effectiveOrder, signature(references));
  }

  @Override
  public long[] statistics(String hypothesis, List<String> references) {
    return BleuCounts.of(words(hypothesis), references.stream().map(this::words).toList(), null);
  }

  @Override
  public double value(long[] summed) {
    return score(summed, 1).score();
  }

  @Override
  public String signature(int references) {
    return String.format(
        Locale.ROOT,
        "nrefs:%s|case:%s|eff:%s|tok:%s|smooth:%s|version:%s",
        references < 0 ? "var" : references,
        lowercase ? "lc" : "mixed",
        effectiveOrder ? "yes" : "no",
        tokenizer.label(),
        smoothing.label(),
        VERSION);
  }

  private List<String> words(String line) {
    String text = lowercase ? line.toLowerCase(Locale.ROOT) : line;
    return tokenizer.words(Whitespace.stripTrailing(text));
  }
}
