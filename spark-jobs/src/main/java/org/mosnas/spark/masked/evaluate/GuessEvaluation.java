package org.mosnas.spark.masked.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.mosnas.model.family.bert.TextBatch;
import org.mosnas.model.metric.Bootstrap.ConfidenceInterval;
import org.mosnas.model.metric.Bootstrap.PairedTest;
import org.mosnas.model.metric.GuessScores;
import org.mosnas.model.metric.GuessScores.Guesses;
import org.mosnas.model.metric.SystemScores;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ModelSettings;
import org.mosnas.model.task.masked.MaskedBatcher;
import org.mosnas.model.task.masked.PackedText;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.masked.prepare.PreparedText;
import org.mosnas.spark.run.EvaluatedSystem.Difference;
import org.mosnas.spark.run.EvaluatedSystem.Interval;
import org.mosnas.spark.run.EvaluatedSystem.Score;
import org.mosnas.spark.task.TaskEvaluation;

/**
 * Hidden pieces of the test sequences, the same for all systems, guessed on the executors.
 *
 * <p>The answer to a sequence is a line: for every hidden piece the guess, a blank, and the
 * surprise by the right piece in nats.
 */
public final class GuessEvaluation implements TaskEvaluation {
  private static final String ACCURACY = "masked-accuracy";
  private static final String PERPLEXITY = "perplexity";
  private static final String SIGNATURE = "bs:1000|seed:" + SystemScores.SEED;

  /** Sequences of a batch. */
  private static final int BATCH = 16;

  private final PreparedText text;
  private final EffectiveConfig settings;
  private final SparkSession spark;
  private final List<TextBatch> batches = new ArrayList<>();

  /** The right pieces of every sequence. */
  private final List<int[]> hidden = new ArrayList<>();

  /** An evaluation on the test sequences of some text. */
  public GuessEvaluation(PreparedText text, EffectiveConfig settings, SparkSession spark) {
    this.text = text;
    this.settings = settings;
    this.spark = spark;
    MaskedBatcher batcher =
        new MaskedBatcher(text.manifest().masking(), text.wordPiece().vocabulary());
    List<PackedText> test = text.test(spark);
    for (int from = 0; from < test.size(); from += BATCH) {
      List<PackedText> some = test.subList(from, Math.min(from + BATCH, test.size()));
      long seed = Seeds.child(settings.seed(), "test-masks", from);
      TextBatch batch = batcher.batch(some, seed);
      batches.add(batch);
      addHidden(batch);
    }
  }

  private void addHidden(TextBatch batch) {
    int next = 0;
    int end = 0;
    for (int length : batch.lengths()) {
      end += length;
      int first = next;
      while (next < batch.rows().length && batch.rows()[next] < end) {
        next++;
      }
      hidden.add(Arrays.copyOfRange(batch.targets(), first, next));
    }
  }

  @Override
  public List<Metric> metrics() {
    return List.of(new Metric(ACCURACY, "masked accuracy %"), new Metric(PERPLEXITY, "perplexity"));
  }

  @Override
  public String examples() {
    return "sequences";
  }

  @Override
  public List<String> answers(DenseSubnet subnet) {
    GuessJob job = new GuessJob(context(), settings.bind(ModelSettings::from).engine());
    return lines(job.guess(subnet, batches));
  }

  @Override
  public List<Baseline> baselines() {
    PieceCounts counts = PieceCounts.of(text, spark);
    List<Guess> guesses =
        hidden.stream().flatMapToInt(Arrays::stream).mapToObj(counts::guess).toList();
    return List.of(new Baseline("most-frequent", "most frequent piece", lines(guesses)));
  }

  private List<String> lines(List<Guess> guesses) {
    List<String> lines = new ArrayList<>();
    int next = 0;
    for (int[] right : hidden) {
      StringJoiner line = new StringJoiner(" ");
      for (int i = 0; i < right.length; i++) {
        Guess guess = guesses.get(next++);
        line.add(text.wordPiece().vocabulary().token(guess.id()));
        line.add(String.format(Locale.ROOT, "%.6f", guess.nats()));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  @Override
  public Scored score(List<String> answers) {
    List<Guesses> sequences = new ArrayList<>();
    for (int i = 0; i < hidden.size(); i++) {
      if (hidden.get(i).length > 0) {
        sequences.add(guesses(hidden.get(i), answers.get(i).split(" ")));
      }
    }
    return new Guessed(GuessScores.of(sequences));
  }

  /** Compares what a line says with what was right. */
  private Guesses guesses(int[] right, String[] line) {
    int hits = 0;
    double nats = 0;
    for (int i = 0; i < right.length; i++) {
      hits += line[2 * i].equals(text.wordPiece().vocabulary().token(right[i])) ? 1 : 0;
      nats += Double.parseDouble(line[2 * i + 1]);
    }
    return new Guesses(hits, right.length, nats);
  }

  @Override
  public List<String> notes(Scored winner) {
    return List.of(
        String.format(
            Locale.ROOT,
            "masked accuracy and perplexity of %,d hidden pieces; intervals over sequences",
            ((Guessed) winner).scored().tokens()));
  }

  private record Guessed(GuessScores scored) implements Scored {
    @Override
    public int examples() {
      return scored.sequences();
    }

    @Override
    public List<Score> scores() {
      return List.of(
          score(ACCURACY, scored.accuracy(), Optional.empty()),
          score(PERPLEXITY, scored.perplexity(), Optional.empty()));
    }

    @Override
    public List<Score> behind(Scored winner) {
      GuessScores best = ((Guessed) winner).scored();
      PairedTest accuracy = best.accuracy().against(scored.accuracy());
      // The other way round: less is better.
      PairedTest perplexity = scored.perplexity().against(best.perplexity());
      return List.of(
          score(ACCURACY, scored.accuracy(), Optional.of(accuracy)),
          score(PERPLEXITY, scored.perplexity(), Optional.of(perplexity)));
    }

    private static Score score(String metric, GuessScores.Score score, Optional<PairedTest> test) {
      ConfidenceInterval interval = score.interval();
      return new Score(
          metric,
          score.value(),
          Optional.of(new Interval(interval.lower(), interval.upper(), interval.mean(), SIGNATURE)),
          Optional.empty(),
          test.map(found -> new Difference(found.difference(), found.pValue())));
    }
  }
}
