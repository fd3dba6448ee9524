package org.mosnas.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.network.Batch;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.task.BatchPlanner;
import org.mosnas.model.task.translation.TranslationBatcher;
import org.mosnas.model.text.SentencePair;

class BatchStreamTest {
  private static final int MAX_TOKENS = 40;
  private static final List<SentencePair> PAIRS = distinct(60);

  @Test
  void everyEpochCoversEverySentenceExactlyOnce() {
    BatchStream stream = stream(PAIRS, MAX_TOKENS, 3);
    List<String> expected = new ArrayList<>();
    PAIRS.forEach(pair -> expected.add(Arrays.toString(pair.source())));
    Collections.sort(expected);
    List<List<String>> orders = new ArrayList<>();
    long index = 0;
    for (int epoch = 0; epoch < 3; epoch++) {
      List<String> seen = new ArrayList<>();
      while (seen.size() < PAIRS.size()) {
        seen.addAll(sentences(stream.batches(index++, 1).get(0)));
      }
      orders.add(List.copyOf(seen));
      Collections.sort(seen);
      assertThat(seen).isEqualTo(expected);
    }
    assertThat(orders.get(0)).isNotEqualTo(orders.get(1));
    assertThat(orders.get(1)).isNotEqualTo(orders.get(2));
  }

  @Test
  void aBatchIsAPureFunctionOfItsIndex() {
    BatchStream stream = stream(PAIRS, MAX_TOKENS, 3);
    List<List<String>> inOrder = new ArrayList<>();
    for (Batch batch : stream.batches(0, 60)) {
      inOrder.add(sentences(batch));
    }
    for (int index : new int[] {59, 3, 30, 31, 0, 58}) {
      assertThat(sentences(stream.batches(index, 1).get(0))).isEqualTo(inOrder.get(index));
      BatchStream resumed = stream(PAIRS, MAX_TOKENS, 3);
      assertThat(sentences(resumed.batches(index, 1).get(0))).isEqualTo(inOrder.get(index));
    }
  }

  @Test
  void aStreamMadeAnewGoesToItsEpochWithoutPlanningThoseBefore() {
    // Were they planned, this would take days.
    Batch far = stream(PAIRS, MAX_TOKENS, 3).batches(4_000_000_000L, 1).get(0);
    assertThat(far.examples()).isPositive();
  }

  @Test
  void aStreamGoesOnAfterItWasSentToAnotherMachine() throws Exception {
    BatchStream stream = stream(PAIRS, MAX_TOKENS, 3);
    stream.batches(0, 25);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(stream);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      BatchStream sent = (BatchStream) in.readObject();
      assertThat(sent.batches(25, 30).stream().map(BatchStreamTest::sentences).toList())
          .isEqualTo(stream.batches(25, 30).stream().map(BatchStreamTest::sentences).toList());
    }
  }

  @Test
  void batchesAreThoseOfOneEpochAfterTheOther() {
    int[] sources = PAIRS.stream().mapToInt(pair -> pair.source().length).toArray();
    int[] targets = PAIRS.stream().mapToInt(pair -> pair.target().length).toArray();
    List<List<String>> expected = new ArrayList<>();
    for (int epoch = 0; epoch < 4; epoch++) {
      long seed = Seeds.child(3, "epoch", epoch);
      for (int[] batch : BatchPlanner.plan(sources, targets, MAX_TOKENS, 8, seed)) {
        expected.add(sentences(TokenBatch.of(Arrays.stream(batch).mapToObj(PAIRS::get).toList())));
      }
    }
    List<Batch> found = stream(PAIRS, MAX_TOKENS, 3).batches(0, expected.size());
    assertThat(found.stream().map(BatchStreamTest::sentences).toList()).isEqualTo(expected);
  }

  @Test
  void batchesStayWithinTheBudget() {
    for (Batch any : stream(PAIRS, MAX_TOKENS, 3).batches(0, 100)) {
      TokenBatch batch = (TokenBatch) any;
      int longest = 0;
      for (int b = 0; b < batch.examples(); b++) {
        longest = Math.max(longest, Math.max(batch.sourceLengths()[b], batch.targetLengths()[b]));
      }
      assertThat(longest * batch.examples()).isLessThanOrEqualTo(MAX_TOKENS);
    }
  }

  @Test
  void workersWithOtherSeedsSeeOtherBatches() {
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      first.addAll(sentences(stream(PAIRS, MAX_TOKENS, 3).batches(i, 1).get(0)));
      second.addAll(sentences(stream(PAIRS, MAX_TOKENS, 4).batches(i, 1).get(0)));
    }
    assertThat(first).isNotEqualTo(second);
  }

  @Test
  void oneSentenceIsEnoughForEver() {
    BatchStream stream = stream(PAIRS.subList(0, 1), MAX_TOKENS, 3);
    for (Batch batch : stream.batches(1_000, 5)) {
      assertThat(batch.examples()).isEqualTo(1);
    }
  }

  @Test
  void refusesAWorkerWithoutSentences() {
    assertThatThrownBy(() -> stream(List.of(), MAX_TOKENS, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one sentence pair");
  }

  private static BatchStream stream(List<SentencePair> pairs, int maxTokens, long seed) {
    return new BatchStream(new TranslationBatcher(), pairs, maxTokens, seed);
  }

  private static List<String> sentences(Batch any) {
    TokenBatch batch = (TokenBatch) any;
    List<String> sentences = new ArrayList<>();
    int start = 0;
    for (int length : batch.sourceLengths()) {
      sentences.add(Arrays.toString(Arrays.copyOfRange(batch.source(), start, start + length)));
      start += length;
    }
    return sentences;
  }

  /** Pairs of 2 to 11 tokens whose first token is their number. */
  private static List<SentencePair> distinct(int count) {
    List<SentencePair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] source = new int[2 + i * 7 % 10];
      Arrays.fill(source, 4);
      source[0] = 100 + i;
      source[source.length - 1] = 2;
      int[] target = new int[2 + i * 3 % 10];
      Arrays.fill(target, 5);
      target[target.length - 1] = 2;
      pairs.add(new SentencePair(source, target));
    }
    return pairs;
  }
}
