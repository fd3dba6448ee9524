package org.mosnas.corpus.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * English text to learn a language from, and texts with a topic each, to learn a task from.
 *
 * @param documents documents of text, by part
 * @param examples texts with their topics, by part
 */
public record TopicCorpus(
    Map<CorpusSplit, List<Document>> documents, Map<CorpusSplit, List<Example>> examples) {
  private static final String HEADER = "text\tlabel";

  /** Copies what it is given; a part that is missing is empty. */
  public TopicCorpus {
    documents = copied(documents);
    examples = copied(examples);
  }

  private static <T> Map<CorpusSplit, List<T>> copied(Map<CorpusSplit, List<T>> parts) {
    Map<CorpusSplit, List<T>> copy = new EnumMap<>(CorpusSplit.class);
    for (CorpusSplit split : CorpusSplit.values()) {
      copy.put(split, List.copyOf(parts.getOrDefault(split, List.of())));
    }
    return Collections.unmodifiableMap(copy);
  }

  /**
   * Sentences that belong together.
   *
   * @param lines sentences in the order of the text, none empty
   */
  public record Document(List<String> lines) {
    /** Copies the list and checks that no line is empty or more than one. */
    public Document {
      lines = List.copyOf(lines);
      if (lines.isEmpty()) {
        throw new IllegalArgumentException("a document has at least one line");
      }
      lines.forEach(TopicCorpus::requireLine);
    }
  }

  /**
   * A text and what it is about.
   *
   * @param text on one line, without tabs
   * @param label its topic
   */
  public record Example(String text, String label) {
    /** Checks that both are fields of a line. */
    public Example {
      requireLine(text);
      requireLine(label);
    }
  }

  private static void requireLine(String text) {
    if (text.isBlank() || text.chars().anyMatch(c -> c == '\n' || c == '\r' || c == '\t')) {
      throw new IllegalArgumentException("expected one line without tabs, was \"" + text + "\"");
    }
  }

  /** Name of the file with the documents of a part: {@code text.train.txt}. */
  public static String textFile(CorpusSplit split) {
    return "text." + split.label() + ".txt";
  }

  /**
   * Name of the file with the examples of a part: {@code topics.dev.tsv} for those to decide on.
   */
  public static String topicsFile(CorpusSplit split) {
    String part = split == CorpusSplit.VALID ? "dev" : split.label();
    return "topics." + part + ".tsv";
  }

  /** What its files hold: a blank line between documents, a header over examples. */
  public Map<String, List<String>> files() {
    Map<String, List<String>> files = new LinkedHashMap<>();
    documents.forEach(
        (split, part) -> {
          List<String> lines = new ArrayList<>();
          for (Document document : part) {
            if (!lines.isEmpty()) {
              lines.add("");
            }
            lines.addAll(document.lines());
          }
          files.put(textFile(split), lines);
        });
    examples.forEach(
        (split, part) -> {
          List<String> lines = new ArrayList<>();
          lines.add(HEADER);
          part.forEach(example -> lines.add(example.text() + "\t" + example.label()));
          files.put(topicsFile(split), lines);
        });
    return files;
  }

  /** Number of sentences or of examples in each file, without blank lines and headers. */
  public Map<String, Integer> lines() {
    Map<String, Integer> lines = new LinkedHashMap<>();
    documents.forEach(
        (split, part) ->
            lines.put(textFile(split), part.stream().mapToInt(d -> d.lines().size()).sum()));
    examples.forEach((split, part) -> lines.put(topicsFile(split), part.size()));
    return lines;
  }

  /** Number of examples of each label in a part, by label. */
  public Map<String, Integer> labels(CorpusSplit split) {
    Map<String, Integer> counts = new TreeMap<>();
    examples.get(split).forEach(example -> counts.merge(example.label(), 1, Integer::sum));
    return counts;
  }

  /** What is said of it in a line of progress. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "documents: %,d train, %,d valid, %,d test; examples: %,d train, %,d dev, %,d test",
        documents.get(CorpusSplit.TRAIN).size(),
        documents.get(CorpusSplit.VALID).size(),
        documents.get(CorpusSplit.TEST).size(),
        examples.get(CorpusSplit.TRAIN).size(),
        examples.get(CorpusSplit.VALID).size(),
        examples.get(CorpusSplit.TEST).size());
  }
}
