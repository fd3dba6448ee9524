package org.mosnas.corpus.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.mosnas.corpus.text.ParallelCorpus.Sizes;
import org.mosnas.corpus.text.TopicCorpus.Document;
import org.mosnas.corpus.text.TopicCorpus.Example;

class TopicAssemblerTest {
  private static final List<String> SECTIONS = List.of("games", "sound", "video", "libs", "net");
  private static final Sizes LARGE = new Sizes(2_000, 2_000, 2_000);
  private static final Pattern SOURCE = Pattern.compile("source([a-z]+)");

  private final List<String> progress = new ArrayList<>();

  @Test
  void noSourceAndNoSentenceIsInTwoParts() {
    TopicAssembler assembler = new TopicAssembler(LARGE, LARGE, 3, progress::add);
    TopicCorpus corpus = assembler.assemble(new TreeMap<>(pages()), descriptions(600));
    List<Set<String>> sources = new ArrayList<>();
    for (CorpusSplit split : CorpusSplit.values()) {
      Set<String> ofPart = new HashSet<>();
      corpus.examples().get(split).forEach(example -> ofPart.addAll(sources(example.text())));
      assertThat(ofPart).isNotEmpty();
      sources.forEach(other -> assertThat(ofPart).doesNotContainAnyElementsOf(other));
      sources.add(ofPart);
    }
    Set<String> heldOut = new HashSet<>(sources.get(1));
    heldOut.addAll(sources.get(2));
    Set<String> sentences = new HashSet<>();
    for (CorpusSplit split : CorpusSplit.values()) {
      assertThat(corpus.documents().get(split)).isNotEmpty();
      for (Document document : corpus.documents().get(split)) {
        for (String line : document.lines()) {
          assertThat(sentences.add(Words.letters(line))).as(line).isTrue();
          assertThat(sources(line)).doesNotContainAnyElementsOf(heldOut);
        }
      }
    }
    assertThat(assembler.dropped()).containsKeys("held-out", "duplicate");
  }

  @Test
  void labelsAreMergedSectionsAlikeInNumber() {
    TopicCorpus corpus = assemble(LARGE, descriptions(600));
    Map<String, Integer> labels = corpus.labels(CorpusSplit.TRAIN);
    assertThat(labels).containsOnlyKeys("games", "sound", "net");
    List<PackageDescription> unbalanced = descriptions(600);
    unbalanced.removeIf(d -> d.section().equals("games") && !d.name().matches(".*[a-d]"));
    for (CorpusSplit split : CorpusSplit.values()) {
      labels = assemble(LARGE, unbalanced).labels(split);
      assertThat(Collections.max(labels.values()))
          .isLessThanOrEqualTo(4 * Collections.min(labels.values()));
    }
  }

  @Test
  void theOrderOfDescriptionsDoesNotMatter() {
    List<PackageDescription> descriptions = descriptions(100);
    TopicCorpus corpus = assemble(LARGE, descriptions);
    Collections.reverse(descriptions);
    assertThat(assemble(LARGE, descriptions)).isEqualTo(corpus);
  }

  @Test
  void leavesOutWhatNamesItsSection() {
    List<PackageDescription> descriptions = new ArrayList<>(descriptions(300));
    descriptions.replaceAll(
        d ->
            d.name().endsWith("b")
                ? description(d.name(), d.section(), "for " + d.section() + "2 it is")
                : d);
    TopicCorpus corpus = assemble(LARGE, descriptions);
    corpus.examples().values().stream()
        .flatMap(List::stream)
        .forEach(example -> assertThat(example.text()).doesNotContain(example.label() + "2"));
  }

  @Test
  void hasAtMostWhatWasAskedFor() {
    Sizes few = new Sizes(20, 5, 5);
    TopicCorpus corpus =
        new TopicAssembler(few, few, 0, progress::add)
            .assemble(new TreeMap<>(pages()), descriptions(600));
    for (CorpusSplit split : CorpusSplit.values()) {
      assertThat(corpus.examples().get(split)).hasSize(few.of(split));
      assertThat(corpus.documents().get(split)).hasSize(few.of(split));
    }
    assertThat(corpus.lines()).containsEntry("topics.dev.tsv", 5);
    assertThat(corpus.files().get("topics.dev.tsv")).hasSize(6).startsWith("text\tlabel");
  }

  private TopicCorpus assemble(Sizes examples, List<PackageDescription> descriptions) {
    return new TopicAssembler(LARGE, examples, 3, progress::add)
        .assemble(new TreeMap<>(pages()), descriptions);
  }

  private static Set<String> sources(String text) {
    Set<String> sources = new HashSet<>();
    Matcher matcher = SOURCE.matcher(text);
    while (matcher.find()) {
      sources.add(matcher.group(1));
    }
    return sources;
  }

  private static Map<String, List<String>> pages() {
    Map<String, List<String>> pages = new TreeMap<>();
    for (int i = 0; i < 60; i++) {
      String word = letters(i);
      pages.put(
          "p" + i + ".html", List.of("Page " + word, "Choose the " + word + " command. Press it."));
    }
    return pages;
  }

  /** Descriptions with a few words in common, two packages of each source. */
  private static List<PackageDescription> descriptions(int sources) {
    List<PackageDescription> descriptions = new ArrayList<>();
    for (int i = 0; i < sources; i++) {
      String source = "source" + letters(i);
      String section = SECTIONS.get(i % SECTIONS.size());
      descriptions.add(description(source, section, "a tool"));
      descriptions.add(
          new PackageDescription(
              source + "-doc",
              source,
              "doc",
              "manual",
              List.of("This is about " + source + " only. It is read by everybody.")));
    }
    return descriptions;
  }

  private static PackageDescription description(String name, String section, String synopsis) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      words.append(' ').append(name.substring(6)).append(letters(i));
    }
    return new PackageDescription(
        name,
        name,
        section,
        synopsis,
        List.of("With " + name + " one can" + words + ". It is read by everybody."));
  }

  private static String letters(int number) {
    return Integer.toString(number + 26 * 26, 26)
        .toLowerCase(Locale.ROOT)
        .chars()
        .map(c -> Character.isDigit(c) ? 'a' + c - '0' : c + 10)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void examplesAndDocumentsAreLines() {
    for (Example example : assemble(LARGE, descriptions(50)).examples().get(CorpusSplit.TRAIN)) {
      assertThat(example.text()).doesNotContain("\t", "\n").endsWith(".");
    }
  }
}
