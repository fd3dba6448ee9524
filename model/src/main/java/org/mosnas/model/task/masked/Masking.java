package org.mosnas.model.task.masked;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.mosnas.model.family.bert.TextBatch;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.text.wordpiece.WordPieceVocabulary;

/** Hides tokens of sequences, as a function of a seed. Immutable. */
final class Masking implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  private final MaskingRules rules;
  private final int mask;
  private final BitSet special = new BitSet();
  private final BitSet continuation = new BitSet();
  private final int[] ordinary;

  Masking(MaskingRules rules, WordPieceVocabulary vocabulary) {
    this.rules = rules;
    mask = vocabulary.mask();
    IntStream.range(0, vocabulary.size()).filter(vocabulary::isSpecial).forEach(special::set);
    IntStream.range(0, vocabulary.size())
        .filter(vocabulary::isContinuation)
        .forEach(continuation::set);
    ordinary = IntStream.range(0, vocabulary.size()).filter(id -> !special.get(id)).toArray();
    if (ordinary.length == 0) {
      throw new IllegalArgumentException(vocabulary + " has only special ones");
    }
  }

  /**
   * A sequence of which some tokens are hidden.
   *
   * @param ids what the network reads, {@code [tokens]}
   * @param positions of the tokens that are to be guessed, ascending, {@code [masked]}
   * @param answers their ids, {@code [masked]}
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  record Masked(int[] ids, int[] positions, int[] answers) {}

  /** Hides about the share of the tokens that is asked for, at least one if there is any. */
  Masked hide(int[] ids, SplittableRandom random) {
    List<int[]> units = units(ids);
    int[] positions = choose(units, random);
    Arrays.sort(positions);
    int[] hidden = ids.clone();
    int[] answers = new int[positions.length];
    for (int i = 0; i < positions.length; i++) {
      answers[i] = ids[positions[i]];
      hidden[positions[i]] = inPlaceOf(answers[i], random);
    }
    return new Masked(hidden, positions, answers);
  }

  private int inPlaceOf(int id, SplittableRandom random) {
    double drawn = random.nextDouble();
    if (drawn < rules.hidden()) {
      return mask;
    }
    return drawn < rules.hidden() + rules.random() ? ordinary[random.nextInt(ordinary.length)] : id;
  }

  /** Positions that are chosen together. */
  private List<int[]> units(int[] ids) {
    List<int[]> units = new ArrayList<>();
    int start = 0;
    while (start < ids.length) {
      int end = start + 1;
      boolean words = rules.unit() == MaskingRules.Unit.WORD;
      while (words && end < ids.length && continuation.get(ids[end])) {
        end++;
      }
      if (!special.get(ids[start])) {
        units.add(IntStream.range(start, end).toArray());
      }
      start = end;
    }
    return units;
  }

  /** Draws units until there are enough tokens; one that would make too many is passed over. */
  private int[] choose(List<int[]> units, SplittableRandom random) {
    int tokens = units.stream().mapToInt(unit -> unit.length).sum();
    // Rounded by chance, so that short sequences have the same share on average.
    int wanted = Math.max(1, (int) (rules.share() * tokens + random.nextDouble()));
    int[] chosen = new int[tokens];
    int count = 0;
    for (int i = 0; i < units.size() && count < wanted; i++) {
      int drawn = i + random.nextInt(units.size() - i);
      int[] unit = units.get(drawn);
      units.set(drawn, units.get(i));
      if (count == 0 || count + unit.length <= wanted) {
        System.arraycopy(unit, 0, chosen, count, unit.length);
        count += unit.length;
      }
    }
    return Arrays.copyOf(chosen, count);
  }

  /**
   * Sequences side by side, each with tokens hidden by a seed of its own.
   *
   * @param seed of the batch
   */
  TextBatch batch(List<PackedText> texts, long seed) {
    List<TextBatch.Text> read = new ArrayList<>();
    List<int[]> positions = new ArrayList<>();
    List<int[]> answers = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      Masked masked = hide(texts.get(i).ids(), Seeds.generator(seed, "mask", i));
      read.add(new TextBatch.Text(masked.ids(), texts.get(i).types()));
      positions.add(masked.positions());
      answers.add(masked.answers());
    }
    return TextBatch.masked(read, positions, answers);
  }
}
