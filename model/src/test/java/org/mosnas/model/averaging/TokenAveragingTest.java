package org.mosnas.model.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.averaging.Averaging.WorkerSlice;

class TokenAveragingTest {
  private static final int FLOATS = 37;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void isTheMeanWeightedByTokensInTheOrderOfTheWorkers(int count) {
    SplittableRandom random = new SplittableRandom(count);
    List<WorkerSlice> workers = workers(count, random);
    StateSlice found = new TokenAveraging().average(() -> slice(random), workers);
    assertThat(found.parameters()).isEqualTo(mean(workers, StateSlice::parameters));
    assertThat(found.firstMoments()).isEqualTo(mean(workers, StateSlice::firstMoments));
    assertThat(found.secondMoments()).isEqualTo(mean(workers, StateSlice::secondMoments));
  }

  @Test
  void aWorkerOfThriceTheTokensCountsThrice() {
    List<WorkerSlice> workers =
        List.of(new WorkerSlice(constant(4), 300), new WorkerSlice(constant(8), 100));
    StateSlice found = new TokenAveraging().average(() -> constant(100), workers);
    assertThat(found.parameters()).containsExactly(5f, 5f);
    assertThat(found.firstMoments()).containsExactly(6f, 6f);
    assertThat(found.secondMoments()).containsExactly(7f, 7f);
  }

  @Test
  void oneWorkerKeepsItsState() {
    StateSlice state = slice(new SplittableRandom(5));
    StateSlice found =
        new TokenAveraging().average(() -> constant(1), List.of(new WorkerSlice(state, 12_345)));
    assertThat(found.parameters()).isEqualTo(state.parameters());
    assertThat(found.firstMoments()).isEqualTo(state.firstMoments());
    assertThat(found.secondMoments()).isEqualTo(state.secondMoments());
  }

  /** Slices are averaged wherever they are, so a state may be cut anywhere. */
  @Test
  void everyCoordinateIsByItself() {
    List<WorkerSlice> workers = workers(3, new SplittableRandom(9));
    float[] whole = new TokenAveraging().average(() -> constant(0), workers).parameters();
    for (int i = 0; i < FLOATS; i++) {
      int at = i;
      List<WorkerSlice> parts =
          workers.stream()
              .map(worker -> new WorkerSlice(single(worker.state(), at), worker.tokens()))
              .toList();
      assertThat(new TokenAveraging().average(() -> constant(0), parts).parameters())
          .containsExactly(whole[i]);
    }
  }

  @Test
  void changesNothingItIsGiven() {
    SplittableRandom random = new SplittableRandom(2);
    StateSlice before = slice(random);
    List<WorkerSlice> workers = workers(2, random);
    float[] start = before.parameters().clone();
    float[] first = workers.get(0).state().parameters().clone();
    StateSlice found = new TokenAveraging().average(() -> before, workers);
    assertThat(before.parameters()).isEqualTo(start);
    assertThat(workers.get(0).state().parameters()).isEqualTo(first);
    assertThat(found.parameters()).isNotSameAs(workers.get(0).state().parameters());
  }

  private static float[] mean(List<WorkerSlice> workers, Function<StateSlice, float[]> part) {
    long total = 0;
    for (WorkerSlice worker : workers) {
      total += worker.tokens();
    }
    float[] mean = new float[FLOATS];
    for (int i = 0; i < FLOATS; i++) {
      double sum = 0;
      for (WorkerSlice worker : workers) {
        sum += (double) worker.tokens() / total * part.apply(worker.state())[i];
      }
      mean[i] = (float) sum;
    }
    return mean;
  }

  private static List<WorkerSlice> workers(int count, SplittableRandom random) {
    List<WorkerSlice> workers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      workers.add(new WorkerSlice(slice(random), random.nextLong(1, 1_000_000)));
    }
    return workers;
  }

  private static StateSlice slice(SplittableRandom random) {
    return new StateSlice(floats(random), floats(random), floats(random));
  }

  private static float[] floats(SplittableRandom random) {
    float[] values = new float[FLOATS];
    for (int i = 0; i < FLOATS; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static StateSlice constant(float value) {
    return new StateSlice(
        new float[] {value, value},
        new float[] {value + 1, value + 1},
        new float[] {value + 2, value + 2});
  }

  private static StateSlice single(StateSlice state, int i) {
    return new StateSlice(
        new float[] {state.parameters()[i]},
        new float[] {state.firstMoments()[i]},
        new float[] {state.secondMoments()[i]});
  }
}
