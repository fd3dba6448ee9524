package org.mosnas.corpus.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.mosnas.corpus.text.ParallelCorpus.Sizes;
import org.mosnas.corpus.text.TopicCorpus.Example;

/**
 * Makes text and a labelled task out of help pages and descriptions of packages: the topic of a
 * package from what it says of itself.
 *
 * <p>A pure function of its arguments; the order of descriptions decides nothing but which of two
 * with the same name is meant.
 */
public final class TopicAssembler {
  /** Documents where no number is asked for: some 5 MB. */
  public static final Sizes NATURAL_DOCUMENTS = new Sizes(13_000, 400, 400);

  /** Examples where no number is asked for. */
  public static final Sizes NATURAL_EXAMPLES = new Sizes(8_000, 1_000, 1_600);

  private final Sizes documentSizes;
  private final Sizes exampleSizes;
  private final long seed;
  private final Consumer<String> progress;
  private final Drops drops = new Drops();

  /**
   * An assembler for one corpus; not thread-safe.
   *
   * @param documents upper limits; 0 stands for {@link #NATURAL_DOCUMENTS}
   * @param examples upper limits; 0 stands for {@link #NATURAL_EXAMPLES}
   * @param seed of the division and of what is left out beyond the limits
   * @param progress told one line for each phase
   */
  public TopicAssembler(Sizes documents, Sizes examples, long seed, Consumer<String> progress) {
    this.documentSizes = documents.orElse(NATURAL_DOCUMENTS);
    this.exampleSizes = examples.orElse(NATURAL_EXAMPLES);
    this.seed = seed;
    this.progress = progress;
  }

  /** How much was dropped so far, by reason: sentences, descriptions, documents and examples. */
  public Map<String, Integer> dropped() {
    return drops.byLabel();
  }

  /**
   * Makes the corpus.
   *
   * @param pages paragraphs of help pages, by the name of the page
   * @param descriptions of packages; of equal names the first counts
   */
  public TopicCorpus assemble(
      SortedMap<String, List<String>> pages, List<PackageDescription> descriptions) {
    SortedMap<String, List<PackageDescription>> sources = bySource(descriptions);
    progress.accept(
        String.format(
            Locale.ROOT,
            "%,d help pages; %,d descriptions of %,d source packages",
            pages.size(),
            descriptions.size(),
            sources.size()));
    Map<CorpusSplit, List<Example>> examples =
        new TopicExamples(exampleSizes, seed, drops).of(sources);
    List<Example> heldOut = new ArrayList<>(examples.get(CorpusSplit.VALID));
    heldOut.addAll(examples.get(CorpusSplit.TEST));
    TextDocuments text = new TextDocuments(documentSizes, seed, drops, heldOut);
    text.addPages(pages);
    text.addDescriptions(sources);
    return new TopicCorpus(text.documents(), examples);
  }

  private static SortedMap<String, List<PackageDescription>> bySource(
      List<PackageDescription> descriptions) {
    SortedMap<String, List<PackageDescription>> sources = new TreeMap<>();
    Set<String> names = new HashSet<>();
    for (PackageDescription description : descriptions) {
      if (names.add(description.name())) {
        sources.computeIfAbsent(description.source(), s -> new ArrayList<>()).add(description);
      }
    }
    sources.values().forEach(list -> list.sort(Comparator.comparing(PackageDescription::name)));
    return sources;
  }
}
