package org.mosnas.corpus.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.mosnas.corpus.text.Drops.Reason;
import org.mosnas.corpus.text.ParallelCorpus.Sizes;
import org.mosnas.corpus.text.ParallelCorpus.TranslatedSentence;
import org.mosnas.model.random.Seeds;

/**
 * Makes a split corpus out of translated paragraphs: sentences, alignment, filters, de-duplication,
 * a split by page, and no near-duplicates across the split.
 *
 * <p>A pure function of its arguments; every pair keeps the place it has in the text.
 */
public final class CorpusAssembler {
  /**
   * A paragraph or heading and its translation.
   *
   * @param page what page it stands on; pages are what is split into train, valid and test
   * @param source text on one line
   * @param target its translation, on one line
   */
  public record TranslatedBlock(String page, String source, String target) {}

  private final Language source;
  private final Language target;
  private final Sizes sizes;
  private final long seed;
  private final Consumer<String> progress;
  private final Drops drops = new Drops();

  /**
   * An assembler for one corpus; not thread-safe.
   *
   * @param sizes upper limits; which pairs are left out beyond them is drawn from {@code seed}
   * @param seed of the page split
   * @param progress told one line for each phase
   */
  public CorpusAssembler(
      Language source, Language target, Sizes sizes, long seed, Consumer<String> progress) {
    this.source = source;
    this.target = target;
    this.sizes = sizes;
    this.seed = seed;
    this.progress = progress;
  }

  /** How many blocks and pairs were dropped so far, by reason. */
  public Map<String, Integer> dropped() {
    return drops.byLabel();
  }

  /** Makes the corpus; the order of {@code blocks} decides which of two equal pairs stays. */
  public ParallelCorpus assemble(List<TranslatedBlock> blocks) {
    List<TranslatedBlock> unique = uniqueBlocks(blocks);
    progress.accept(
        String.format(
            Locale.ROOT,
            "blocks: %,d translated, %,d different ones",
            blocks.size(),
            unique.size()));
    Map<CorpusSplit, List<TranslatedSentence>> parts = kept(unique);
    leaveOutNearDuplicates(parts);
    for (CorpusSplit split : CorpusSplit.values()) {
      parts.put(split, limited(parts.get(split), split));
    }
    ParallelCorpus corpus =
        new ParallelCorpus(
            parts.get(CorpusSplit.TRAIN),
            parts.get(CorpusSplit.VALID),
            parts.get(CorpusSplit.TEST));
    progress.accept(
        String.format(
            Locale.ROOT,
            "split by page: %,d train, %,d valid, %,d test pairs",
            corpus.train().size(),
            corpus.valid().size(),
            corpus.test().size()));
    return corpus;
  }

  private List<TranslatedBlock> uniqueBlocks(List<TranslatedBlock> blocks) {
    Set<TranslatedSentence> seen = new HashSet<>();
    List<TranslatedBlock> unique = new ArrayList<>();
    for (TranslatedBlock block : blocks) {
      if (block.source().equals(block.target())) {
        drops.add(Reason.UNTRANSLATED_BLOCK);
      } else if (seen.add(new TranslatedSentence(block.source(), block.target()))) {
        unique.add(block);
      } else {
        drops.add(Reason.REPEATED_BLOCK);
      }
    }
    return unique;
  }

  private Map<CorpusSplit, List<TranslatedSentence>> kept(List<TranslatedBlock> blocks) {
    double ratio = lengthRatio(blocks);
    SentenceSplitter sources = new SentenceSplitter(source);
    SentenceSplitter targets = new SentenceSplitter(target);
    GaleChurchAligner aligner = new GaleChurchAligner(ratio);
    PairFilter filter = new PairFilter(source, target, ratio);
    Seen seen = new Seen();
    Map<CorpusSplit, List<TranslatedSentence>> parts = new EnumMap<>(CorpusSplit.class);
    for (CorpusSplit split : CorpusSplit.values()) {
      parts.put(split, new ArrayList<>());
    }
    int aligned = 0;
    int filtered = 0;
    for (TranslatedBlock block : blocks) {
      List<TranslatedSentence> part = parts.get(CorpusSplit.ofPage(block.page(), seed));
      for (TranslatedSentence pair :
          aligner.pairs(sources.split(block.source()), targets.split(block.target()), drops)) {
        aligned++;
        Optional<Reason> reason = filter.reasonToDrop(pair);
        if (reason.isPresent()) {
          drops.add(reason.get());
          continue;
        }
        filtered++;
        if (seen.add(pair)) {
          part.add(pair);
        } else {
          drops.add(Reason.DUPLICATE);
        }
      }
    }
    progress.accept(
        String.format(
            Locale.ROOT,
            "sentences: %,d aligned pairs, %,d pass the filters, %,d without duplicates",
            aligned,
            filtered,
            filtered - drops.count(Reason.DUPLICATE)));
    return parts;
  }

  private static double lengthRatio(List<TranslatedBlock> blocks) {
    long sources = 1;
    long targets = 1;
    for (TranslatedBlock block : blocks) {
      sources += block.source().length();
      targets += block.target().length();
    }
    return (double) targets / sources;
  }

  private void leaveOutNearDuplicates(Map<CorpusSplit, List<TranslatedSentence>> parts) {
    List<TranslatedSentence> before = new ArrayList<>(parts.get(CorpusSplit.TRAIN));
    for (CorpusSplit split : List.of(CorpusSplit.VALID, CorpusSplit.TEST)) {
      NearDuplicates sources = new NearDuplicates(sides(before, TranslatedSentence::source));
      NearDuplicates targets = new NearDuplicates(sides(before, TranslatedSentence::target));
      List<TranslatedSentence> fresh = new ArrayList<>();
      for (TranslatedSentence pair : parts.get(split)) {
        if (sources.contains(pair.source()) || targets.contains(pair.target())) {
          drops.add(Reason.NEAR_DUPLICATE);
        } else {
          fresh.add(pair);
        }
      }
      parts.put(split, fresh);
      before.addAll(fresh);
    }
  }

  private static List<String> sides(
      List<TranslatedSentence> pairs, Function<TranslatedSentence, String> side) {
    return pairs.stream().map(side).toList();
  }

  private List<TranslatedSentence> limited(List<TranslatedSentence> pairs, CorpusSplit split) {
    int limit = sizes.of(split);
    if (limit == 0 || pairs.size() <= limit) {
      return pairs;
    }
    drops.add(Reason.OVER_SIZE, pairs.size() - limit);
    return IntStream.range(0, pairs.size())
        .boxed()
        .sorted(
            Comparator.comparingLong(i -> Seeds.child(seed, "corpus-limit", split.ordinal(), i)))
        .limit(limit)
        .sorted()
        .map(pairs::get)
        .toList();
  }

  /** Sentences by their lower-cased letters. */
  private static final class Seen {
    private final Set<String> sources = new HashSet<>();
    private final Set<String> targets = new HashSet<>();

    /** Whether neither side was seen before in an added pair; if so, the pair is added. */
    boolean add(TranslatedSentence pair) {
      String source = Words.letters(pair.source());
      String target = Words.letters(pair.target());
      if (sources.contains(source) || targets.contains(target)) {
        return false;
      }
      sources.add(source);
      targets.add(target);
      return true;
    }
  }
}
