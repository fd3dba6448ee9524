package org.mosnas.spark.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.text.TextPipeline;

/** Translates lines of text in this process, with one replica of the subnet per thread. */
public final class LineTranslator implements AutoCloseable {
  private final TextPipeline text;
  private final List<SentenceTranslator> replicas;
  private final ExecutorService threads;
  private long tokens;

  /**
   * Translates with these, a thread for each.
   *
   * @param replicas of one model, at least one; closed with this
   */
  public LineTranslator(TextPipeline text, List<? extends SentenceTranslator> replicas) {
    this.text = text;
    this.replicas = List.copyOf(replicas);
    this.threads = Executors.newFixedThreadPool(replicas.size());
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

  /**
   * Translates lines as the corpus gave them. What comes out for a line does not depend on the
   * others, up to rounding; a blank line stays blank.
   *
   * @return as many lines
   */
  public List<String> translate(List<String> lines) {
    List<int[]> sources = lines.stream().map(text::encode).toList();
    List<List<Integer>> shares = ByLength.deal(sources, replicas.size());
    List<Callable<List<int[]>>> work = new ArrayList<>();
    for (int i = 0; i < replicas.size(); i++) {
      SentenceTranslator replica = replicas.get(i);
      List<int[]> share = shares.get(i).stream().map(sources::get).toList();
      work.add(() -> replica.translate(share));
    }
    List<String> translations = new ArrayList<>(Collections.nCopies(lines.size(), ""));
    List<List<int[]>> results = all(work);
    for (int i = 0; i < shares.size(); i++) {
      for (int j = 0; j < shares.get(i).size(); j++) {
        int line = shares.get(i).get(j);
        if (!lines.get(line).isBlank()) {
          translations.set(line, text.decode(results.get(i).get(j)));
          tokens += results.get(i).get(j).length;
        }
      }
    }
    return translations;
  }

  /** Pieces of words in all translations so far. */
  public long tokens() {
    return tokens;
  }

  private List<List<int[]>> all(List<Callable<List<int[]>>> work) {
    try {
      List<List<int[]>> results = new ArrayList<>();
      for (Future<List<int[]>> future : threads.invokeAll(work)) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MosnasException(ErrorKind.INTERRUPTED, "the translation was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    replicas.forEach(SentenceTranslator::close);
  }
}
