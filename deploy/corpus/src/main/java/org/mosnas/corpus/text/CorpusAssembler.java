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
import java.util.stream.IntStream;
import org.mosnas.model.random.Seeds;

/**
 * Makes a split corpus out of translated paragraphs: sentences, alignment, filters, de-duplication,
 * a split by page, and no near-duplicates across the split.
 *
 * <p>A pure function of its arguments; every pair keeps the place it has in the text.
 */
public final class CorpusAssembler {
  private final Language source;
  private final Language target;
  private final SplitSizes sizes;
  private final long seed;
  private final Consumer<String> progress;
  private final DropCounts drops = new DropCounts();

  /**
   * An assembler for one corpus; not thread-safe.
   *
   * @param sizes upper limits; which pairs are left out beyond them is drawn from {@code seed}
   * @param seed of the page split
   * @param progress told one line for each phase
   */
  public CorpusAssembler(
      Language source, Language target, SplitSizes sizes, long seed, Consumer<String> progress) {
    this.source = source;
    this.target = target;
    this.sizes = sizes;
    this.seed = seed;
    this.progress = progress;
  }

  /** What was dropped so far, by reason. */
  public DropCounts drops() {
    return drops;
  }

  /** Makes the corpus; the order of {@code blocks} decides which of two equal pairs stays. */
  public SplitCorpus assemble(List<BlockPair> blocks) {
    List<BlockPair> unique = uniqueBlocks(blocks);
    progress.accept(
        String.format(
            Locale.ROOT,
            "blocks: %,d translated, %,d different ones",
            blocks.size(),
            unique.size()));
    Map<Split, List<SentencePair>> parts = kept(unique);
    leaveOutNearDuplicates(parts);
    for (Split split : Split.values()) {
      parts.put(split, limited(parts.get(split), split));
    }
    SplitCorpus corpus =
        new SplitCorpus(parts.get(Split.TRAIN), parts.get(Split.VALID), parts.get(Split.TEST));
    progress.accept(
        String.format(
            Locale.ROOT,
            "split by page: %,d train, %,d valid, %,d test pairs",
            corpus.train().size(),
            corpus.valid().size(),
            corpus.test().size()));
    return corpus;
  }

  private List<BlockPair> uniqueBlocks(List<BlockPair> blocks) {
    Set<SentencePair> seen = new HashSet<>();
    List<BlockPair> unique = new ArrayList<>();
    for (BlockPair block : blocks) {
      if (block.source().equals(block.target())) {
        drops.add(DropReason.UNTRANSLATED_BLOCK);
      } else if (seen.add(new SentencePair(block.source(), block.target()))) {
        unique.add(block);
      } else {
        drops.add(DropReason.REPEATED_BLOCK);
      }
    }
    return unique;
  }

  private Map<Split, List<SentencePair>> kept(List<BlockPair> blocks) {
    double ratio = lengthRatio(blocks);
    BlockAligner aligner = new BlockAligner(source, target, ratio);
    PairFilter filter = new PairFilter(source, target, ratio);
    Deduplicator seen = new Deduplicator();
    PageSplit pages = new PageSplit(seed);
    Map<Split, List<SentencePair>> parts = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      parts.put(split, new ArrayList<>());
    }
    int aligned = 0;
    int filtered = 0;
    for (BlockPair block : blocks) {
      List<SentencePair> part = parts.get(pages.of(block.page()));
      for (SentencePair pair : aligner.align(block.source(), block.target(), drops)) {
        aligned++;
        Optional<DropReason> reason = filter.reasonToDrop(pair);
        if (reason.isPresent()) {
          drops.add(reason.get());
          continue;
        }
        filtered++;
        if (seen.accept(pair)) {
          part.add(pair);
        } else {
          drops.add(DropReason.DUPLICATE);
        }
      }
    }
    progress.accept(
        String.format(
            Locale.ROOT,
            "sentences: %,d aligned pairs, %,d pass the filters, %,d without duplicates",
            aligned,
            filtered,
            filtered - drops.count(DropReason.DUPLICATE)));
    return parts;
  }

  private static double lengthRatio(List<BlockPair> blocks) {
    long sources = 1;
    long targets = 1;
    for (BlockPair block : blocks) {
      sources += block.source().length();
      targets += block.target().length();
    }
    return (double) targets / sources;
  }

  private void leaveOutNearDuplicates(Map<Split, List<SentencePair>> parts) {
    List<SentencePair> before = new ArrayList<>(parts.get(Split.TRAIN));
    for (Split split : List.of(Split.VALID, Split.TEST)) {
      NearDuplicates sources = new NearDuplicates(sides(before, true));
      NearDuplicates targets = new NearDuplicates(sides(before, false));
      List<SentencePair> fresh = new ArrayList<>();
      for (SentencePair pair : parts.get(split)) {
        if (sources.contains(pair.source()) || targets.contains(pair.target())) {
          drops.add(DropReason.NEAR_DUPLICATE);
        } else {
          fresh.add(pair);
        }
      }
      parts.put(split, fresh);
      before.addAll(fresh);
    }
  }

  private static List<String> sides(List<SentencePair> pairs, boolean sources) {
    return pairs.stream().map(sources ? SentencePair::source : SentencePair::target).toList();
  }

  private List<SentencePair> limited(List<SentencePair> pairs, Split split) {
    int limit = sizes.of(split);
    if (limit == 0 || pairs.size() <= limit) {
      return pairs;
    }
    drops.add(DropReason.OVER_SIZE, pairs.size() - limit);
    return IntStream.range(0, pairs.size())
        .boxed()
        .sorted(
            Comparator.comparingLong(i -> Seeds.child(seed, "corpus-limit", split.ordinal(), i)))
        .limit(limit)
        .sorted()
        .map(pairs::get)
        .toList();
  }
}
