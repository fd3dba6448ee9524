package org.mosnas.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.text.SentencePair;
import org.mosnas.model.text.Vocabulary;

/** Sentences of random tokens: for speed it matters how many there are and how long they are. */
final class SyntheticText {
  private static final int FIRST_TOKEN = 4;

  private SyntheticText() {}

  static TokenBatch batch(BenchCase.BatchShape shape, int vocabulary, long seed) {
    SplittableRandom random = new SplittableRandom(Seeds.child(seed, "text"));
    List<SentencePair> pairs = new ArrayList<>();
    for (int b = 0; b < shape.sentences(); b++) {
      pairs.add(
          new SentencePair(
              sentence(random, shape, vocabulary), sentence(random, shape, vocabulary)));
    }
    return TokenBatch.of(pairs);
  }

  private static int[] sentence(
      SplittableRandom random, BenchCase.BatchShape shape, int vocabulary) {
    int length = random.nextInt(shape.shortest(), shape.longest() + 1);
    int[] ids = random.ints(length, FIRST_TOKEN, vocabulary).toArray();
    ids[length - 1] = Vocabulary.EOS;
    return ids;
  }
}
