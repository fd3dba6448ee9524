package org.mosnas.search.report.content;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.mosnas.search.report.content.RunReport.Part;

/**
 * What a run was trained and tested on.
 *
 * @param summary what the data are, in a sentence
 * @param examples what its examples are called, in the plural, such as {@code sentence pairs}
 * @param parts {@code train}, {@code valid} and {@code test}, all counted alike
 * @param classes how many examples have which label, where labels are classes
 * @param corpus where the text came from, if the run built its corpus
 * @param lengths tokens per example, if they could be counted
 * @param tooLong examples that stages left out for their length
 */
public record DataStatistics(
    String summary,
    String examples,
    List<DataPart> parts,
    Optional<ClassCounts> classes,
    Optional<Corpus> corpus,
    Part<Lengths> lengths,
    List<TooLong> tooLong) {
  /** Copies the lists. */
  public DataStatistics {
    parts = List.copyOf(parts);
    tooLong = List.copyOf(tooLong);
  }

  /**
   * A part of the data.
   *
   * @param name such as {@code train}
   * @param read examples before cleaning; empty for a part that was held out of train
   * @param kept examples left
   * @param dropped examples left out, by reason
   * @param counts what else was counted, by what it is called, such as {@code source tokens}
   */
  public record DataPart(
      String name,
      OptionalLong read,
      long kept,
      Map<String, Long> dropped,
      Map<String, Long> counts) {
    /** Copies the maps, keeping their order. */
    public DataPart {
      dropped = Collections.unmodifiableMap(new LinkedHashMap<>(dropped));
      counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }
  }

  /**
   * How many examples have which label.
   *
   * @param parts names of the parts
   * @param counts examples of each part, by label
   */
  public record ClassCounts(List<String> parts, Map<String, List<Long>> counts) {
    /** Copies the collections, keeping their order. */
    public ClassCounts {
      parts = List.copyOf(parts);
      counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }
  }

  /**
   * Where the text came from.
   *
   * @param kind {@code apt} or {@code generated}
   * @param licence SPDX identifier
   * @param attribution whose text it is
   * @param dropped blocks and examples left out while the corpus was built, by reason
   */
  public record Corpus(String kind, String licence, String attribution, Map<String, Long> dropped) {
    /** Copies the map, keeping its order. */
    public Corpus {
      dropped = Collections.unmodifiableMap(new LinkedHashMap<>(dropped));
    }
  }

  /**
   * How long training examples are.
   *
   * @param of what is counted, in a sentence's beginning, such as {@code Byte pair tokens}
   * @param text what has that length, in the singular, such as {@code sentence}
   * @param examples examples that were counted
   * @param binWidth tokens per bin
   * @param texts texts per bin, from 1 token on, by what they are called; as many bins for each
   */
  public record Lengths(
      String of, String text, long examples, int binWidth, Map<String, List<Long>> texts) {
    /** Copies the collections, keeping their order. */
    public Lengths {
      texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }
  }

  /**
   * Examples that a stage left out for their length.
   *
   * @param stage such as {@code train}
   * @param part {@code training} or {@code validation}
   * @param maxLength most tokens of a text, the end included
   * @param counts how many, by what was too long; alike for all of a run
   */
  public record TooLong(String stage, String part, int maxLength, Map<String, Long> counts) {
    /** Copies the map, keeping its order. */
    public TooLong {
      counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }
  }
}
