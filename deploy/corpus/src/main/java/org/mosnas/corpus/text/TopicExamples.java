package org.mosnas.corpus.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.mosnas.corpus.text.Drops.Reason;
import org.mosnas.corpus.text.ParallelCorpus.Sizes;
import org.mosnas.corpus.text.TopicCorpus.Example;
import org.mosnas.model.random.Seeds;

/**
 * Makes labelled texts out of descriptions: an example for a source package, of its package that
 * says most, in the part that a hash of the source's name says.
 *
 * <p>What names its own section is left out, and so are duplicates, held-out near-duplicates of
 * what is learned from, and what would make a topic more than four times as frequent as another.
 */
final class TopicExamples {
  private static final int MAX_RATIO = 4;

  private final Sizes sizes;
  private final long seed;
  private final Drops drops;

  /**
   * A maker of examples.
   *
   * @param sizes upper limits; what is left out beyond them is drawn from {@code seed}
   * @param drops where what is left out is counted
   */
  TopicExamples(Sizes sizes, long seed, Drops drops) {
    this.sizes = sizes;
    this.seed = seed;
    this.drops = drops;
  }

  /**
   * Makes the examples.
   *
   * @param sources descriptions by source package
   */
  Map<CorpusSplit, List<Example>> of(SortedMap<String, List<PackageDescription>> sources) {
    Map<CorpusSplit, List<Example>> parts = new EnumMap<>(CorpusSplit.class);
    for (CorpusSplit split : CorpusSplit.values()) {
      parts.put(split, new ArrayList<>());
    }
    Set<String> seen = new HashSet<>();
    sources.forEach(
        (source, descriptions) ->
            example(descriptions)
                .ifPresent(
                    example -> {
                      if (seen.add(Words.letters(example.text()))) {
                        parts.get(CorpusSplit.ofSource(source, seed)).add(example);
                      } else {
                        drops.add(Reason.DUPLICATE);
                      }
                    }));
    leaveOutNearDuplicates(parts);
    for (CorpusSplit split : CorpusSplit.values()) {
      parts.put(split, limited(balanced(parts.get(split)), split));
    }
    return parts;
  }

  /** The description of a source's package that says most, of those with a topic. */
  private Optional<Example> example(List<PackageDescription> descriptions) {
    Optional<PackageDescription> longest =
        descriptions.stream()
            .filter(description -> Topics.of(description.section()).isPresent())
            .max(
                Comparator.comparingInt(
                        (PackageDescription description) -> Abstract.length(description))
                    .thenComparing(PackageDescription::name));
    if (longest.isEmpty()) {
      return Optional.empty();
    }
    PackageDescription description = longest.get();
    String text = Abstract.of(description);
    Optional<Reason> reason = Abstract.reasonToDrop(text);
    String topic = Topics.of(description.section()).orElseThrow();
    if (reason.isEmpty() && names(text, List.of(topic, description.section()))) {
      reason = Optional.of(Reason.NAMES_TOPIC);
    }
    reason.ifPresent(drops::add);
    return reason.isPresent() ? Optional.empty() : Optional.of(new Example(text, topic));
  }

  /** Whether one of the names stands in a text as a word, perhaps with a number after it. */
  private static boolean names(String text, List<String> names) {
    return Words.words(text).stream()
        .anyMatch(word -> names.contains(word) || names.contains(word.replaceFirst("\\d+$", "")));
  }

  private void leaveOutNearDuplicates(Map<CorpusSplit, List<Example>> parts) {
    List<Example> before = new ArrayList<>(parts.get(CorpusSplit.TRAIN));
    for (CorpusSplit split : List.of(CorpusSplit.VALID, CorpusSplit.TEST)) {
      NearDuplicates known = new NearDuplicates(before.stream().map(Example::text).toList());
      List<Example> fresh = new ArrayList<>();
      for (Example example : parts.get(split)) {
        if (known.contains(example.text())) {
          drops.add(Reason.NEAR_DUPLICATE);
        } else {
          fresh.add(example);
        }
      }
      parts.put(split, fresh);
      before.addAll(fresh);
    }
  }

  private List<Example> balanced(List<Example> examples) {
    Map<String, List<Example>> byLabel = new HashMap<>();
    examples.forEach(
        example -> byLabel.computeIfAbsent(example.label(), l -> new ArrayList<>()).add(example));
    int fewest = byLabel.values().stream().mapToInt(List::size).min().orElse(0);
    Set<Example> kept = new HashSet<>();
    byLabel.forEach((label, all) -> kept.addAll(drawn(all, MAX_RATIO * fewest)));
    drops.add(Reason.OUT_OF_BALANCE, examples.size() - kept.size());
    return examples.stream().filter(kept::contains).toList();
  }

  private List<Example> limited(List<Example> examples, CorpusSplit split) {
    List<Example> kept = drawn(examples, sizes.of(split));
    drops.add(Reason.OVER_SIZE, examples.size() - kept.size());
    return kept;
  }

  /** Some of the examples, in their order, whatever others there are. */
  private List<Example> drawn(List<Example> examples, int howMany) {
    if (examples.size() <= howMany) {
      return examples;
    }
    Set<Example> drawn = new HashSet<>();
    examples.stream()
        .sorted(Comparator.comparingLong(e -> Seeds.child(seed, "topic " + e.text())))
        .limit(howMany)
        .forEach(drawn::add);
    return examples.stream().filter(drawn::contains).toList();
  }
}
