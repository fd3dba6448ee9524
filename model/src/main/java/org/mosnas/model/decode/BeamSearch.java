package org.mosnas.model.decode;

import java.util.ArrayList;
import java.util.Arrays;
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
 * ends. {@code <pad>} is never chosen, and {@code </s>} not as the first token. Of equal candidates
 * the one with the better prefix wins, then the one with the lower token id.
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
          "the model's scores for token "
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
      if (candidates.token(i) == Vocabulary.EOS) {
        hypotheses.add(hypothesis(i));
      }
    }
  }

  private Hypothesis hypothesis(int candidate) {
    int node = current.node(candidates.row(candidate));
    int length = current.step();
    double logProbability = candidates.logProbability(candidate);
    return new Hypothesis(
        prefixes.tokens(node, length),
        settings.score(logProbability, length + 1),
        logProbability,
        prefixes.logProbabilities(node, length, candidates.tokenLogProbability(candidate)));
  }

  private void goOn(int sentence) {
    int kept = 0;
    for (int i = 0; i < candidates.count() && kept < settings.beam(); i++) {
      if (candidates.token(i) != Vocabulary.EOS) {
        int row = candidates.row(i);
        double tokenLogProbability = candidates.tokenLogProbability(i);
        int node = prefixes.add(current.node(row), candidates.token(i), tokenLogProbability);
        next.add(row, candidates.token(i), sentence, node, candidates.logProbability(i));
        kept++;
      }
    }
  }

  /**
   * The best continuations of the prefixes of one sentence, best first.
   *
   * <p>Of equally good ones, that which was offered first comes first: rows are to be offered in
   * order, and the tokens of a row best first, those of equal score by their ids.
   */
  private static final class Candidates {
    private final double[] logProbabilities;
    private final double[] tokenLogProbabilities;
    private final int[] rows;
    private final int[] tokens;
    private int count;

    Candidates(int capacity) {
      this.logProbabilities = new double[capacity];
      this.tokenLogProbabilities = new double[capacity];
      this.rows = new int[capacity];
      this.tokens = new int[capacity];
    }

    void clear() {
      count = 0;
    }

    /**
     * Offers a continuation.
     *
     * @return whether it was taken; if not, nothing that is worse will be
     */
    boolean offer(int row, int token, double rowLogProbability, double tokenLogProbability) {
      double total = rowLogProbability + tokenLogProbability;
      if (count == rows.length && !(total > logProbabilities[count - 1])) {
        return false;
      }
      int to = count < rows.length ? count++ : count - 1;
      for (; to > 0 && total > logProbabilities[to - 1]; to--) {
        logProbabilities[to] = logProbabilities[to - 1];
        tokenLogProbabilities[to] = tokenLogProbabilities[to - 1];
        rows[to] = rows[to - 1];
        tokens[to] = tokens[to - 1];
      }
      logProbabilities[to] = total;
      tokenLogProbabilities[to] = tokenLogProbability;
      rows[to] = row;
      tokens[to] = token;
      return true;
    }

    int count() {
      return count;
    }

    int row(int rank) {
      return rows[rank];
    }

    int token(int rank) {
      return tokens[rank];
    }

    /** Of the prefix and the token, in nats. */
    double logProbability(int rank) {
      return logProbabilities[rank];
    }

    /** Of the token alone, in nats. */
    double tokenLogProbability(int rank) {
      return tokenLogProbabilities[rank];
    }
  }

  /**
   * All prefixes a search has visited, as a tree: a prefix is its last token and the one before.
   */
  private static final class Prefixes {
    /** The prefix without tokens. */
    static final int EMPTY = -1;

    private int[] parents = new int[256];
    private int[] tokens = new int[256];
    private double[] logProbabilities = new double[256];
    private int size;

    void clear() {
      size = 0;
    }

    /**
     * Adds a prefix.
     *
     * @param parent the prefix it continues
     * @param logProbability of its last token, in nats
     * @return its place
     */
    int add(int parent, int token, double logProbability) {
      if (size == parents.length) {
        parents = Arrays.copyOf(parents, 2 * size);
        tokens = Arrays.copyOf(tokens, 2 * size);
        logProbabilities = Arrays.copyOf(logProbabilities, 2 * size);
      }
      parents[size] = parent;
      tokens[size] = token;
      logProbabilities[size] = logProbability;
      return size++;
    }

    /** The tokens of a prefix of {@code length} tokens. */
    int[] tokens(int node, int length) {
      int[] result = new int[length];
      for (int i = length - 1, at = node; i >= 0; i--, at = parents[at]) {
        result[i] = tokens[at];
      }
      return result;
    }

    /** Log-probabilities of the tokens of a prefix of {@code length} tokens, then {@code last}. */
    double[] logProbabilities(int node, int length, double last) {
      double[] result = new double[length + 1];
      result[length] = last;
      for (int i = length - 1, at = node; i >= 0; i--, at = parents[at]) {
        result[i] = logProbabilities[at];
      }
      return result;
    }
  }
}
