package org.mosnas.corpus.text;

import java.util.ArrayList;
import java.util.List;
import org.mosnas.corpus.text.GaleChurchAligner.Bead;

/**
 * Turns a translated paragraph into sentence pairs.
 *
 * <p>Where both sides have the same number of sentences and each fits its counterpart in length,
 * they are paired in order; otherwise {@link GaleChurchAligner} decides, and sentences it leaves
 * alone are dropped.
 */
public final class BlockAligner {
  /** Standard deviations up to which a pair in order is believed. */
  private static final double FITS = 3.5;

  private final SentenceSplitter sourceSplitter;
  private final SentenceSplitter targetSplitter;
  private final GaleChurchAligner aligner;

  /**
   * An aligner for a language pair.
   *
   * @param ratio target characters per source character over the whole corpus; positive
   */
  public BlockAligner(Language source, Language target, double ratio) {
    this.sourceSplitter = new SentenceSplitter(source);
    this.targetSplitter = new SentenceSplitter(target);
    this.aligner = new GaleChurchAligner(ratio);
  }

  /**
   * Splits and aligns a paragraph and its translation.
   *
   * @param drops where sentences without a counterpart are counted, one for each bead
   * @return pairs in the order of the text
   */
  public List<SentencePair> align(String source, String target, DropCounts drops) {
    List<String> sources = sourceSplitter.split(source);
    List<String> targets = targetSplitter.split(target);
    if (fitInOrder(sources, targets)) {
      List<SentencePair> pairs = new ArrayList<>(sources.size());
      for (int i = 0; i < sources.size(); i++) {
        pairs.add(new SentencePair(sources.get(i), targets.get(i)));
      }
      return pairs;
    }
    List<SentencePair> pairs = new ArrayList<>();
    for (Bead bead : aligner.align(sources, targets)) {
      if (bead.unmatched()) {
        drops.add(DropReason.UNALIGNED);
      } else {
        pairs.add(
            new SentencePair(
                String.join(" ", sources.subList(bead.sourceFrom(), bead.sourceTo())),
                String.join(" ", targets.subList(bead.targetFrom(), bead.targetTo()))));
      }
    }
    return pairs;
  }

  private boolean fitInOrder(List<String> sources, List<String> targets) {
    if (sources.size() != targets.size()) {
      return false;
    }
    if (sources.size() == 1) {
      return true;
    }
    for (int i = 0; i < sources.size(); i++) {
      if (aligner.deviation(sources.get(i).length(), targets.get(i).length()) > FITS) {
        return false;
      }
    }
    return true;
  }
}
