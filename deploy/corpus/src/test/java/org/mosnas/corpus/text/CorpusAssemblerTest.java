package org.mosnas.corpus.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mosnas.corpus.text.CorpusAssembler.TranslatedBlock;
import org.mosnas.corpus.text.ParallelCorpus.Sizes;
import org.mosnas.corpus.text.ParallelCorpus.TranslatedSentence;

class CorpusAssemblerTest {
  private final List<String> progress = new ArrayList<>();

  @Test
  void noSentenceOrNearDuplicateCrossesTheSplit() {
    for (long seed = 0; seed < 5; seed++) {
      List<TranslatedBlock> blocks = blocks(seed, 400);
      Map<String, Set<String>> pagesOf = new HashMap<>();
      for (TranslatedBlock block : blocks) {
        pagesOf.computeIfAbsent(block.source(), s -> new HashSet<>()).add(block.page());
      }
      ParallelCorpus corpus = assembler(new Sizes(0, 0, 0), seed).assemble(blocks);

      assertThat(corpus.valid()).as("seed %d", seed).isNotEmpty();
      assertThat(corpus.test()).as("seed %d", seed).isNotEmpty();
      long ofSeed = seed;
      Set<String> letters = new HashSet<>();
      for (CorpusSplit split : CorpusSplit.values()) {
        for (TranslatedSentence pair : corpus.pairs(split)) {
          assertThat(letters.add(Words.letters(pair.source()))).as("seed %d", seed).isTrue();
          assertThat(pagesOf.get(pair.source()))
              .as("seed %d: %s", seed, pair)
              .anyMatch(page -> CorpusSplit.ofPage(page, ofSeed) == split);
        }
      }
      assertApart(corpus.valid(), corpus.train(), seed);
      assertApart(corpus.test(), corpus.train(), seed);
      assertApart(corpus.test(), corpus.valid(), seed);
    }
  }

  @Test
  void countsEveryPairItLeavesOut() {
    CorpusAssembler assembler = assembler(new Sizes(0, 0, 0), 0);
    ParallelCorpus corpus =
        assembler.assemble(
            List.of(
                new TranslatedBlock("a", "LibreOffice Writer", "LibreOffice Writer"),
                new TranslatedBlock("a", "Open the file. Ok.", "Öffnen Sie die Datei. Ok."),
                new TranslatedBlock("b", "Open the file. Ok.", "Öffnen Sie die Datei. Ok."),
                new TranslatedBlock("b", "Open the file!", "Öffne die Datei!"),
                new TranslatedBlock("b", "The total is 3.", "Die Summe ist 4.")));
    assertThat(corpus.train())
        .containsExactly(new TranslatedSentence("Open the file.", "Öffnen Sie die Datei."));
    assertThat(assembler.dropped())
        .containsExactly(
            Map.entry("untranslated-block", 1),
            Map.entry("repeated-block", 1),
            Map.entry("too-short", 1),
            Map.entry("numbers-differ", 1),
            Map.entry("duplicate", 1));
    assertThat(progress).hasSize(3).first().asString().contains("5 translated, 3 different");
  }

  @Test
  void limitsPartsWithoutChangingTheirOrder() {
    List<TranslatedBlock> blocks = blocks(1, 400);
    ParallelCorpus all = assembler(new Sizes(0, 0, 0), 1).assemble(blocks);
    CorpusAssembler assembler = assembler(new Sizes(100, 3, 0), 1);
    ParallelCorpus some = assembler.assemble(blocks);
    assertThat(some.train()).hasSize(100);
    assertThat(some.valid()).hasSize(3);
    assertThat(some.test()).isEqualTo(all.test());
    List<TranslatedSentence> inOrder = new ArrayList<>(all.train());
    inOrder.retainAll(some.train());
    assertThat(some.train()).isEqualTo(inOrder);
    assertThat(assembler.dropped())
        .containsEntry("over-size", all.train().size() - 100 + all.valid().size() - 3);
  }

  private CorpusAssembler assembler(Sizes sizes, long seed) {
    return new CorpusAssembler(Language.of("en"), Language.of("de"), sizes, seed, progress::add);
  }

  private static void assertApart(
      List<TranslatedSentence> pairs, List<TranslatedSentence> others, long seed) {
    for (TranslatedSentence pair : pairs) {
      for (TranslatedSentence other : others) {
        assertThat(NearDuplicatesTest.jaccard(pair.source(), other.source()))
            .as("seed %d: %s and %s", seed, pair, other)
            .isLessThan(0.5);
        assertThat(NearDuplicatesTest.jaccard(pair.target(), other.target()))
            .as("seed %d: %s and %s", seed, pair, other)
            .isLessThan(0.5);
      }
    }
  }

  /** One-sentence blocks on 100 pages, of words that are shared often enough to be similar. */
  private static List<TranslatedBlock> blocks(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    List<TranslatedBlock> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder source = new StringBuilder("The ");
      StringBuilder target = new StringBuilder("Der ");
      for (int w = 0; w < 6; w++) {
        int word = random.nextInt(60);
        source.append("word").append(letters(word)).append(' ');
        target.append("wort").append(letters(word)).append(' ');
      }
      String page = "page" + random.nextInt(100) + ".html";
      blocks.add(
          new TranslatedBlock(
              page, source.toString().strip() + ".", target.toString().strip() + "."));
    }
    return blocks;
  }

  private static String letters(int number) {
    return "" + (char) ('a' + number / 8) + (char) ('p' + number % 8);
  }
}
