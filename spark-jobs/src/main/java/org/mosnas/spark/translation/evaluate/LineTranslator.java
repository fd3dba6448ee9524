package org.mosnas.spark.translation.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.mosnas.model.decode.DecodeSettings;
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
   * others, up to rounding: not even on those that cannot be translated.
   *
   * @return as many results, in the order of the lines
   */
  public List<LineResult> translate(List<String> lines) {
    LineResult[] results = new LineResult[lines.size()];
    List<Integer> numbers = new ArrayList<>();
    List<int[]> sources = new ArrayList<>();
    for (int line = 0; line < results.length; line++) {
      int[] source = text.encode(lines.get(line));
      if (source.length > DecodeSettings.MAX_TOKENS) {
        results[line] = new LineResult.Refused(tooLong(source.length));
      } else {
        numbers.add(line);
        sources.add(source);
      }
    }
    List<List<Integer>> shares = ByLength.deal(sources, replicas.size());
    List<Callable<List<Found>>> work = new ArrayList<>();
    for (int i = 0; i < replicas.size(); i++) {
      SentenceTranslator replica = replicas.get(i);
      List<int[]> share = shares.get(i).stream().map(sources::get).toList();
      work.add(() -> find(replica, share));
    }
    List<List<Found>> found = all(work);
    for (int i = 0; i < shares.size(); i++) {
      for (int j = 0; j < shares.get(i).size(); j++) {
        results[numbers.get(shares.get(i).get(j))] = result(found.get(i).get(j));
      }
    }
    return List.of(results);
  }

  private static MosnasException tooLong(int tokens) {
    return new MosnasException(
        ErrorKind.DATA,
        String.format(
            Locale.ROOT,
            "a sentence of %,d tokens, at most %,d can be translated; split it into several lines",
            tokens,
            DecodeSettings.MAX_TOKENS));
  }

  /**
   * What the search came to for a sentence.
   *
   * @param failure why it came to nothing; null if it found tokens
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  private record Found(int[] tokens, MosnasException failure) {}

  /** Translates together; where that fails, one by one, to find whom it cannot be done for. */
  private static List<Found> find(SentenceTranslator replica, List<int[]> sources) {
    try {
      return replica.translate(sources).stream().map(ids -> new Found(ids, null)).toList();
    } catch (MosnasException failure) {
      return sources.size() == 1
          ? List.of(new Found(new int[0], failure))
          : sources.stream().flatMap(one -> find(replica, List.of(one)).stream()).toList();
    }
  }

  private LineResult result(Found found) {
    if (found.failure() != null) {
      return new LineResult.Refused(found.failure());
    }
    tokens += found.tokens().length;
    return new LineResult.Translated(text.decode(found.tokens()));
  }

  /** Tokens of all translations so far. */
  public long tokens() {
    return tokens;
  }

  private <T> List<T> all(List<Callable<T>> work) {
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(work)) {
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
