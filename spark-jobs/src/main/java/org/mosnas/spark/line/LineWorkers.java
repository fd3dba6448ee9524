package org.mosnas.spark.line;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/**
 * Answers lines with some replicas of one model, a thread for each.
 *
 * @param <S> what a line becomes for the model
 * @param <A> what the model answers
 */
public final class LineWorkers<S, A> implements AutoCloseable {
  /**
   * A model ready to answer. Not thread-safe; one per thread.
   *
   * @param <S> what it reads
   * @param <A> what it answers
   */
  public interface Replica<S, A> extends AutoCloseable {
    /** An answer to each, in the order given. */
    List<A> answers(List<S> sources);

    @Override
    void close();
  }

  private final ToIntFunction<S> length;
  private final List<Replica<S, A>> replicas;
  private final ExecutorService threads;

  /**
   * Answers with these.
   *
   * @param length of what a line becomes, in tokens
   * @param replicas of one model, at least one; closed with this
   */
  public LineWorkers(ToIntFunction<S> length, List<? extends Replica<S, A>> replicas) {
    this.length = length;
    this.replicas = List.copyOf(replicas);
    this.threads = Executors.newFixedThreadPool(replicas.size());
  }

  /**
   * Answers lines.
   *
   * @param read what a line becomes; a {@link MosnasException} refuses it
   * @param write what comes out for an answer
   * @return as many results, in the order of the lines
   */
  public List<LineResult> answer(
      List<String> lines, Function<String, S> read, Function<A, String> write) {
    LineResult[] results = new LineResult[lines.size()];
    List<Integer> numbers = new ArrayList<>();
    List<S> sources = new ArrayList<>();
    for (int line = 0; line < results.length; line++) {
      try {
        sources.add(read.apply(lines.get(line)));
        numbers.add(line);
      } catch (MosnasException refused) {
        results[line] = new LineResult.Refused(refused);
      }
    }
    List<List<Integer>> shares =
        ByLength.deal(sources.stream().mapToInt(length).toArray(), replicas.size());
    List<Callable<List<Found<A>>>> work = new ArrayList<>();
    for (int i = 0; i < replicas.size(); i++) {
      Replica<S, A> replica = replicas.get(i);
      List<S> share = shares.get(i).stream().map(sources::get).toList();
      work.add(() -> find(replica, share));
    }
    List<List<Found<A>>> found = all(work);
    for (int i = 0; i < shares.size(); i++) {
      for (int j = 0; j < shares.get(i).size(); j++) {
        results[numbers.get(shares.get(i).get(j))] = found.get(i).get(j).result(write);
      }
    }
    return List.of(results);
  }

  /**
   * What the model came to for a line.
   *
   * @param failure why it came to nothing; null if there is an answer
   */
  private record Found<A>(A answer, MosnasException failure) {
    LineResult result(Function<A, String> write) {
      return failure == null
          ? new LineResult.Answered(write.apply(answer))
          : new LineResult.Refused(failure);
    }
  }

  /** Answers together; where that fails, one by one, to find whom it cannot be done for. */
  private static <S, A> List<Found<A>> find(Replica<S, A> replica, List<S> sources) {
    try {
      return sources.isEmpty()
          ? List.of()
          : replica.answers(sources).stream().map(answer -> new Found<>(answer, null)).toList();
    } catch (MosnasException failure) {
      return sources.size() == 1
          ? List.of(new Found<>(null, failure))
          : sources.stream().flatMap(one -> find(replica, List.of(one)).stream()).toList();
    }
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
      throw new MosnasException(ErrorKind.INTERRUPTED, "the work was interrupted", e);
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
    replicas.forEach(Replica::close);
  }
}
