package org.mosnas.spark.translation.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mosnas.model.decode.DecodeSettings;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.text.TextPipeline;
import org.mosnas.spark.line.LineAnswerer;
import org.mosnas.spark.line.LineResult;
import org.mosnas.spark.line.LineWorkers;

/** Translates lines of text in this process, with one replica of the subnet per thread. */
public final class LineTranslator implements LineAnswerer {
  private final TextPipeline text;
  private final LineWorkers<int[], int[]> workers;
  private long tokens;

  /**
   * Translates with these, a thread for each.
   *
   * @param replicas of one model, at least one; closed with this
   */
  public LineTranslator(TextPipeline text, List<? extends SentenceTranslator> replicas) {
    this.text = text;
    this.workers = new LineWorkers<>(ids -> ids.length, replicas);
  }

  /**
   * Loads replicas of a subnet.
   *
   * @param threads at least 1
   */
  public static LineTranslator of(
      TextPipeline text,
      DenseSubnet subnet,
      EngineKind engine,
      EvaluateSettings settings,
      int threads) {
    List<SubnetTranslator> replicas = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      replicas.add(new SubnetTranslator(subnet, engine, settings));
    }
    return new LineTranslator(text, replicas);
  }

  /** Translates lines as the corpus gave them; what comes out for a blank line is blank. */
  @Override
  public List<LineResult> answer(List<String> lines) {
    return workers.answer(lines, this::encode, this::decode);
  }

  private int[] encode(String line) {
    int[] source = text.encode(line);
    if (source.length > DecodeSettings.MAX_TOKENS) {
      throw new MosnasException(
          ErrorKind.DATA,
          String.format(
              Locale.ROOT,
              "a sentence of %,d tokens, at most %,d can be translated; split it into several lines",
              source.length,
              DecodeSettings.MAX_TOKENS));
    }
    return source;
  }

  private String decode(int[] target) {
    tokens += target.length;
    return text.decode(target);
  }

  /** Tokens of all translations so far. */
  public long tokens() {
    return tokens;
  }

  @Override
  public void close() {
    workers.close();
  }
}
