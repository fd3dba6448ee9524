package org.mosnas.model.decode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.kernel.Softmax;
import org.mosnas.model.kernel.TopK;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.text.Vocabulary;

/**
 * Beam search by the rules of fairseq, which HAT uses.
 *
 * <p>Of every sentence the {@code 2 * beam} best continuations are looked at. Those among the first
 * {@code beam} that end in {@code </s>} are finished; the first {@code beam} of the others go on. A
 * sentence is done when {@code beam} hypotheses are finished; at the length limit every prefix
 * ends. {@code <pad>} is never chosen, and {@code </s>} not as the first word. Of equal candidates
 * the one with the better prefix wins, then the one with the lower word id.
 *
 * <p>Knows the model only as a {@link StepScorer}. Not thread-safe.
 */
final class BeamSearch {
  private static final Comparator<Hypothesis> BEST_FIRST =
      Comparator.comparingDouble(Hypothesis::score).reversed();

  private final DecodeSettings settings;
  private final Candidates candidates;
  private final TopK topK;
  private final Prefixes prefixes = new Prefixes();
  private Frontier current = new Frontier();
  private Frontier next = new Frontier();
  private int[] maxLengths;
  private List<List<Hypothesis>> finished;

  BeamSearch(DecodeSettings settings) {
    this.settings = settings;
    this.candidates = new Candidates(2 * settings.beam());
    this.topK = new TopK(2 * settings.beam());
  }

  /** The finished hypotheses of every source, best first. */
  List<List<Hypothesis>> run(StepScorer scorer, List<int[]> sources) {
    begin(sources);
    scorer.start(sources, settings.beam());
    while (current.rows() > 0) {
      next.clear(current.step() + 1);
      scorer.step(current, this::advance);
      Frontier used = current;
      current = next;
      next = used;
    }
    return finished.stream().map(h -> h.stream().sorted(BEST_FIRST).toList()).toList();
  }

  private void begin(List<int[]> sources) {
    prefixes.clear();
    current.clear(0);
    finished = new ArrayList<>();
    maxLengths = new int[sources.size()];
    for (int b = 0; b < sources.size(); b++) {
      current.add(b, Vocabulary.EOS, b, Prefixes.EMPTY, 0);
      finished.add(new ArrayList<>());
      maxLengths[b] = settings.maxLength(sources.get(b).length);
    }
  }

  /** Goes from {@link #current} to {@link #next}. */
  private void advance(Matrix scores) {
    for (int row = 0; row < current.rows(); ) {
      int end = current.endOfSentence(row);
      collect(scores, row, end);
      int sentence = current.sentence(row);
      finish(finished.get(sentence));
      if (finished.get(sentence).size() < settings.beam()) {
        goOn(sentence);
      }
      row = end;
    }
  }

  private void collect(Matrix scores, int from, int to) {
    candidates.clear();
    for (int row = from; row < to; row++) {
      double logSum = logSum(scores, row);
      if (current.step() >= maxLengths[current.sentence(row)]) {
        double last = scores.get(row, Vocabulary.EOS) - logSum;
        candidates.offer(row, Vocabulary.EOS, current.logProbability(row), last);
      } else {
        forbid(scores, row);
        topK.select(scores, row);
        offer(row, logSum);
      }
    }
  }

  private double logSum(Matrix scores, int row) {
    double logSum = Softmax.logSumRow(scores, row);
    if (!Double.isFinite(logSum)) {
      throw new MosnasException(
          ErrorKind.DATA,
          "the model's scores for word "
              + (current.step() + 1)
              + " of a translation are not finite numbers; its weights are damaged or its training"
              + " diverged: use an earlier checkpoint");
    }
    return logSum;
  }

  private void forbid(Matrix scores, int row) {
    scores.set(row, Vocabulary.PAD, Float.NEGATIVE_INFINITY);
    if (current.step() == 0) {
      scores.set(row, Vocabulary.EOS, Float.NEGATIVE_INFINITY);
    }
  }

  private void offer(int row, double logSum) {
    double prefix = current.logProbability(row);
    for (int i = 0; i < topK.count(); i++) {
      if (!candidates.offer(row, topK.index(i), prefix, topK.value(i) - logSum)) {
        return;
      }
    }
  }

  private void finish(List<Hypothesis> hypotheses) {
    int considered = Math.min(settings.beam(), candidates.count());
    for (int i = 0; i < considered && hypotheses.size() < settings.beam(); i++) {
      if (candidates.word(i) == Vocabulary.EOS) {
        hypotheses.add(hypothesis(i));
      }
    }
  }

  private Hypothesis hypothesis(int candidate) {
    int node = current.node(candidates.row(candidate));
    int length = current.step();
    double logProbability = candidates.logProbability(candidate);
    return new Hypothesis(
        prefixes.words(node, length),
        settings.score(logProbability, length + 1),
        logProbability,
        prefixes.logProbabilities(node, length, candidates.wordLogProbability(candidate)));
  }

  private void goOn(int sentence) {
    int kept = 0;
    for (int i = 0; i < candidates.count() && kept < settings.beam(); i++) {
      if (candidates.word(i) != Vocabulary.EOS) {
        int row = candidates.row(i);
        double wordLogProbability = candidates.wordLogProbability(i);
        int node = prefixes.add(current.node(row), candidates.word(i), wordLogProbability);
        next.add(row, candidates.word(i), sentence, node, candidates.logProbability(i));
        kept++;
      }
    }
  }
}
