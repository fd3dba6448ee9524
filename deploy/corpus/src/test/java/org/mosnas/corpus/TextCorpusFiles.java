package org.mosnas.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.mosnas.corpus.text.CorpusSplit;
import org.mosnas.corpus.text.Words;

/** What the files of a text corpus hold, and what must be true of every one. */
final class TextCorpusFiles {
  private static final int MAX_RATIO = 4;

  private final Map<CorpusSplit, List<String>> text = new EnumMap<>(CorpusSplit.class);
  private final Map<CorpusSplit, List<String[]>> topics = new EnumMap<>(CorpusSplit.class);

  static TextCorpusFiles in(TextCorpusResult result) throws IOException {
    TextCorpusFiles files = new TextCorpusFiles();
    for (CorpusSplit split : CorpusSplit.values()) {
      files.text.put(split, Files.readAllLines(result.text(split)));
      List<String> lines = Files.readAllLines(result.topics(split));
      assertThat(lines.get(0)).isEqualTo("text\tlabel");
      List<String[]> examples = new ArrayList<>();
      lines.subList(1, lines.size()).forEach(line -> examples.add(line.split("\t", -1)));
      files.topics.put(split, examples);
    }
    return files;
  }

  List<String[]> topics(CorpusSplit split) {
    return topics.get(split);
  }

  Map<String, Integer> labels(CorpusSplit split) {
    Map<String, Integer> counts = new TreeMap<>();
    topics.get(split).forEach(example -> counts.merge(example[1], 1, Integer::sum));
    return counts;
  }

  /** Nothing twice, nothing held out in what is learned from, classes alike in number. */
  void assertSound() {
    Set<String> sentences = new HashSet<>();
    Set<String> texts = new HashSet<>();
    for (CorpusSplit split : CorpusSplit.values()) {
      List<String> lines = text.get(split);
      assertThat(lines).isNotEmpty().doesNotContainSequence("", "");
      for (String line : lines) {
        if (!line.isEmpty()) {
          assertThat(sentences.add(Words.letters(line))).as(line).isTrue();
        }
      }
      for (String[] example : topics.get(split)) {
        assertThat(example).hasSize(2).doesNotContain("");
        assertThat(texts.add(Words.letters(example[0]))).as(example[0]).isTrue();
        assertThat(Words.words(example[0])).doesNotContain(example[1]);
      }
      Map<String, Integer> labels = labels(split);
      assertThat(labels).isNotEmpty().hasSameSizeAs(labels(CorpusSplit.TRAIN));
      assertThat(Collections.max(labels.values()))
          .isLessThanOrEqualTo(MAX_RATIO * Collections.min(labels.values()));
    }
    for (CorpusSplit split : List.of(CorpusSplit.VALID, CorpusSplit.TEST)) {
      for (String[] example : topics.get(split)) {
        for (String sentence : example[0].split("(?<=[.!?]) ")) {
          assertThat(sentences.contains(Words.letters(sentence))).as(sentence).isFalse();
        }
      }
    }
  }
}
