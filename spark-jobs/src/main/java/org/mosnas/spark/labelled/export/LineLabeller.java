package org.mosnas.spark.labelled.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.export.LabelledBundle;
import org.mosnas.model.export.LabelledConfig;
import org.mosnas.model.export.LabelledFile;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.task.labelled.LabelledEncoder;
import org.mosnas.model.task.labelled.LabelledExample;
import org.mosnas.model.task.labelled.SubnetAnswers;
import org.mosnas.model.text.TextLines;
import org.mosnas.onnx.OnnxLabeller;
import org.mosnas.spark.export.Winner;
import org.mosnas.spark.line.LineAnswerer;
import org.mosnas.spark.line.LineResult;
import org.mosnas.spark.line.LineWorkers;

/**
 * Labels lines in this process: a text a line, or a pair with a tab between its two texts. Longer
 * texts than the model knows are cut and counted.
 */
public final class LineLabeller implements LineAnswerer {
  /**
   * How lines are labelled.
   *
   * @param form of what comes out
   * @param batchTexts texts scored together; as many as the model says if not given
   * @param threads at least 1; each labels a share of the lines
   */
  public record Options(LabelForm form, Optional<Integer> batchTexts, int threads) {}

  private final LabelledConfig config;
  private final LabelledEncoder encoder;
  private final LabelForm form;
  private final LineWorkers<LabelledExample, float[]> workers;
  private long cut;

  private LineLabeller(
      LabelledConfig config,
      LabelledEncoder encoder,
      LabelForm form,
      List<? extends Scorer> replicas) {
    this.config = config;
    this.encoder = encoder;
    this.form = form;
    this.workers = new LineWorkers<>(example -> example.ids().length, replicas);
  }

  /** Labels with the winner of a run, on our engine; every thread has a copy of it. */
  public static LineLabeller of(Winner winner, Options options) {
    LabelledModel model = LabelledModel.of(winner);
    options.form().require(model.config().labelling());
    int maxTokens = maxTokens(model.config(), options);
    List<Scorer> replicas = new ArrayList<>();
    for (int i = 0; i < options.threads(); i++) {
      replicas.add(engine(model.subnet(), winner.engine(), model.config(), maxTokens));
    }
    return new LineLabeller(model.config(), model.encoder(), options.form(), replicas);
  }

  private static Scorer engine(
      DenseSubnet subnet, EngineKind kind, LabelledConfig config, int maxTokens) {
    SubnetAnswers answers = new SubnetAnswers(subnet, kind, config.batcher());
    return new Scorer() {
      @Override
      public List<float[]> scores(List<LabelledExample> examples) {
        return answers.scores(examples, maxTokens);
      }

      @Override
      public void close() {
        answers.close();
      }
    };
  }

  /** Labels with a bundle, in ONNX Runtime; all threads share it. */
  public static LineLabeller of(Path bundle, Options options) {
    LabelledBundle opened = LabelledBundle.open(bundle);
    options.form().require(opened.config().labelling());
    int maxTokens = maxTokens(opened.config(), options);
    OnnxLabeller model = OnnxLabeller.open(opened.file(LabelledFile.MODEL), 1);
    List<Scorer> replicas = new ArrayList<>();
    for (int i = 0; i < options.threads(); i++) {
      boolean isLast = i == options.threads() - 1;
      replicas.add(
          new Scorer() {
            @Override
            public List<float[]> scores(List<LabelledExample> examples) {
              return model.scores(examples, maxTokens);
            }

            @Override
            public void close() {
              if (isLast) {
                model.close();
              }
            }
          });
    }
    return new LineLabeller(opened.config(), opened.encoder(), options.form(), replicas);
  }

  private static int maxTokens(LabelledConfig config, Options options) {
    return options.batchTexts().orElse(config.batchTexts()) * config.maxLength();
  }

  /** A model ready to score. */
  private interface Scorer extends LineWorkers.Replica<LabelledExample, float[]> {
    List<float[]> scores(List<LabelledExample> examples);

    @Override
    default List<float[]> answers(List<LabelledExample> sources) {
      List<float[]> scores = scores(sources);
      scores.forEach(Scorer::requireNumbers);
      return scores;
    }

    private static void requireNumbers(float[] scores) {
      for (float score : scores) {
        if (!Float.isFinite(score)) {
          throw new MosnasException(
              ErrorKind.DATA,
              "the model's scores for this text are not finite numbers; train it again");
        }
      }
    }
  }

  @Override
  public List<LineResult> answer(List<String> lines) {
    return workers.answer(lines, this::encode, scores -> form.line(config.labelling(), scores));
  }

  private LabelledExample encode(String line) {
    List<String> texts = List.of(line.split("\t", -1));
    if (texts.size() != config.texts()) {
      throw refused(
          "%d column(s) with tabs between them, expected %d%s; correct the line",
          texts.size(), config.texts(), config.texts() == 1 ? ", a text" : ", a pair of texts");
    }
    if (texts.stream().anyMatch(TextLines::isBlank)) {
      throw refused("an empty text; expected %s", config.texts() == 1 ? "a text" : "two texts");
    }
    List<int[]> pieces = encoder.pieces(texts);
    if (encoder.cuts(pieces)) {
      cut++;
    }
    return encoder.put(pieces, 0);
  }

  private static MosnasException refused(String format, Object... arguments) {
    return new MosnasException(ErrorKind.DATA, String.format(Locale.ROOT, format, arguments));
  }

  /** Texts so far that had more tokens than the model reads. */
  public long cut() {
    return cut;
  }

  /** Most tokens that the model reads of a text or a pair. */
  public int maxLength() {
    return config.maxLength();
  }

  @Override
  public void close() {
    workers.close();
  }
}
