package org.mosnas.corpus.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.mosnas.corpus.text.Drops.Reason;
import org.mosnas.corpus.text.ParallelCorpus.Sizes;
import org.mosnas.corpus.text.TopicCorpus.Document;
import org.mosnas.corpus.text.TopicCorpus.Example;
import org.mosnas.model.random.Seeds;

/**
 * Makes documents out of help pages and descriptions, without what is held out of the labelled
 * task: neither descriptions of the same source package, nor near-duplicates of held-out examples,
 * nor any of their sentences. No sentence occurs twice, within parts or between them.
 */
final class TextDocuments {
  /** Where a sentence may end, also before one that begins with a small letter. */
  private static final Pattern STOP = Pattern.compile("(?<=[.!?]) ");

  private final Sizes sizes;
  private final long seed;
  private final Drops drops;
  private final NearDuplicates heldOut;
  private final Set<String> seen = new HashSet<>();
  private final SentenceSplitter sentences = new SentenceSplitter(Language.of("en"));
  private final Map<CorpusSplit, List<Document>> parts = new EnumMap<>(CorpusSplit.class);

  /**
   * A maker of documents.
   *
   * @param sizes upper limits; what is left out beyond them is drawn from {@code seed}
   * @param drops where what is left out is counted
   * @param heldOut examples to decide and to report on
   */
  TextDocuments(Sizes sizes, long seed, Drops drops, List<Example> heldOut) {
    this.sizes = sizes;
    this.seed = seed;
    this.drops = drops;
    this.heldOut = new NearDuplicates(heldOut.stream().map(Example::text).toList());
    for (Example example : heldOut) {
      sentences.split(example.text()).forEach(sentence -> seen.add(Words.letters(sentence)));
      for (String part : STOP.split(example.text())) {
        seen.add(Words.letters(part));
      }
    }
    for (CorpusSplit split : CorpusSplit.values()) {
      parts.put(split, new ArrayList<>());
    }
  }

  /** Adds documents of pages, of their paragraphs by their name, up to half of each part. */
  void addPages(SortedMap<String, List<String>> pages) {
    for (String page : drawn(pages.keySet())) {
      CorpusSplit split = CorpusSplit.ofPage(page, seed);
      if (hasRoom(split, (sizes.of(split) + 1) / 2)) {
        List<String> lines = new ArrayList<>();
        pages.get(page).forEach(paragraph -> lines.addAll(sentences.split(paragraph)));
        add(lines, split);
      }
    }
  }

  /**
   * Adds documents of descriptions, of sources whose examples are not held out, until each part is
   * full.
   *
   * @param sources descriptions by source package
   */
  void addDescriptions(SortedMap<String, List<PackageDescription>> sources) {
    for (String source : drawn(sources.keySet())) {
      List<PackageDescription> descriptions = sources.get(source);
      boolean topical = descriptions.stream().anyMatch(d -> Topics.of(d.section()).isPresent());
      if (topical && CorpusSplit.ofSource(source, seed) != CorpusSplit.TRAIN) {
        drops.add(Reason.HELD_OUT, descriptions.size());
        continue;
      }
      CorpusSplit split = topical ? CorpusSplit.TRAIN : CorpusSplit.ofPage(source, seed);
      for (PackageDescription description : descriptions) {
        if (hasRoom(split, sizes.of(split))) {
          addDescription(description, split);
        }
      }
    }
  }

  private void addDescription(PackageDescription description, CorpusSplit split) {
    if (heldOut.contains(Abstract.of(description))) {
      drops.add(Reason.NEAR_DUPLICATE);
    } else {
      add(Abstract.sentences(description), split);
    }
  }

  /** The names in an order that the seed draws: which of them stay, where there are too many. */
  private List<String> drawn(Set<String> names) {
    return names.stream()
        .sorted(Comparator.comparingLong(name -> Seeds.child(seed, "text " + name)))
        .toList();
  }

  private boolean hasRoom(CorpusSplit split, int limit) {
    boolean room = parts.get(split).size() < limit;
    if (!room) {
      drops.add(Reason.OVER_SIZE);
    }
    return room;
  }

  private void add(List<String> sentences, CorpusSplit split) {
    List<String> lines = new ArrayList<>();
    for (String sentence : sentences) {
      Optional<Reason> reason = LineFilter.reasonToDrop(sentence);
      if (reason.isEmpty() && !seen.add(Words.letters(sentence))) {
        reason = Optional.of(Reason.DUPLICATE);
      }
      if (reason.isPresent()) {
        drops.add(reason.get());
      } else {
        lines.add(sentence);
      }
    }
    if (!lines.isEmpty()) {
      parts.get(split).add(new Document(lines));
    }
  }

  /** The documents added so far. */
  Map<CorpusSplit, List<Document>> documents() {
    return parts;
  }
}
