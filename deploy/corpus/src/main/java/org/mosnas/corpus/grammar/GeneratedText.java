package org.mosnas.corpus.grammar;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.mosnas.corpus.text.CorpusSplit;
import org.mosnas.corpus.text.ParallelCorpus.Sizes;
import org.mosnas.corpus.text.TopicCorpus;
import org.mosnas.corpus.text.TopicCorpus.Document;
import org.mosnas.corpus.text.TopicCorpus.Example;
import org.mosnas.corpus.text.Words;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.random.Seeds;

/**
 * English-like text and a labelled task out of the built-in grammar.
 *
 * <p>Documents and examples keep to a topic, with other sentences in between. Six of the ten topics
 * have nouns of their own; the other four are two pairs that share all words and differ in who acts
 * on whom, so that a classifier has to look at the order of words. No sentence occurs twice, within
 * parts or between them.
 */
public final class GeneratedText {
  /** To be raised with every change to what comes out of equal arguments. */
  public static final int VERSION = 1;

  /** Documents where no number is asked for: some 3 MB. */
  public static final Sizes NATURAL_DOCUMENTS = new Sizes(8_000, 300, 300);

  /** Examples where no number is asked for. */
  public static final Sizes NATURAL_EXAMPLES = new Sizes(6_000, 1_000, 1_500);

  private static final List<CorpusSplit> ORDER =
      List.of(CorpusSplit.TEST, CorpusSplit.VALID, CorpusSplit.TRAIN);
  private static final int LARGEST = 50_000;
  private static final int SHORTEST_DOCUMENT = 4;
  private static final int LONGEST_DOCUMENT = 12;
  private static final double ON_TOPIC = 0.6;

  private final long seed;
  private final Lexicon lexicon = Lexicon.builtIn();
  private final List<Topic> topics = Topic.builtIn(lexicon);
  private final Set<String> seen = new HashSet<>();

  private GeneratedText(long seed) {
    this.seed = seed;
  }

  /**
   * Generates a corpus; equal arguments give equal corpora.
   *
   * @param documents numbers of documents; 0 stands for the one in {@link #NATURAL_DOCUMENTS}
   * @param examples numbers of examples; 0 stands for the one in {@link #NATURAL_EXAMPLES}
   * @param seed of all choices
   * @return examples in which every topic is as frequent as every other, give or take one
   * @throws MosnasException if it would be so large that the grammar runs out of sentences
   */
  public static TopicCorpus generate(Sizes documents, Sizes examples, long seed) {
    return new GeneratedText(seed)
        .corpus(documents.orElse(NATURAL_DOCUMENTS), examples.orElse(NATURAL_EXAMPLES));
  }

  private TopicCorpus corpus(Sizes documentSizes, Sizes exampleSizes) {
    Map<CorpusSplit, List<Example>> examples = new EnumMap<>(CorpusSplit.class);
    for (CorpusSplit split : ORDER) {
      List<Example> part = new ArrayList<>();
      for (int i = 0; i < checked(exampleSizes.of(split), "examples", split); i++) {
        part.add(example(split, i));
      }
      examples.put(split, part);
    }
    Map<CorpusSplit, List<Document>> documents = new EnumMap<>(CorpusSplit.class);
    for (CorpusSplit split : ORDER) {
      List<Document> part = new ArrayList<>();
      for (int i = 0; i < checked(documentSizes.of(split), "documents", split); i++) {
        part.add(document(split, i));
      }
      documents.put(split, part);
    }
    return new TopicCorpus(documents, examples);
  }

  private static int checked(int size, String what, CorpusSplit split) {
    if (size > LARGEST) {
      throw new MosnasException(
          ErrorKind.USAGE,
          String.format(
              Locale.ROOT,
              "generated text can have %,d %s in each part, asked for %,d in %s; ask for fewer",
              LARGEST,
              what,
              size,
              split.label()));
    }
    return size;
  }

  /** Three or four sentences: two or three about the topic, and another one anywhere. */
  private Example example(CorpusSplit split, int index) {
    Draw draw = new Draw(Seeds.generator(seed, "generated-example", split.ordinal(), index));
    Topic topic = topics.get(index % topics.size());
    List<String> sentences = new ArrayList<>();
    int about = draw.of(List.of(2, 3));
    for (int i = 0; i < about; i++) {
      sentences.add(fresh(draw, topic));
    }
    sentences.add(draw.of(List.of(0, 1, 2)), fresh(draw));
    return new Example(String.join(" ", sentences), topic.label());
  }

  private Document document(CorpusSplit split, int index) {
    Draw draw = new Draw(Seeds.generator(seed, "generated-document", split.ordinal(), index));
    Topic topic = topics.get(index % topics.size());
    int length = SHORTEST_DOCUMENT + draw.below(LONGEST_DOCUMENT - SHORTEST_DOCUMENT + 1);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      lines.add(draw.chance(ON_TOPIC) ? fresh(draw, topic) : fresh(draw));
    }
    return new Document(lines);
  }

  /** A sentence about a topic that did not occur before. */
  private String fresh(Draw draw, Topic topic) {
    String sentence;
    do {
      sentence = English.write(new SentenceGenerator(lexicon, draw).about(topic));
    } while (!seen.add(Words.letters(sentence)));
    return sentence;
  }

  /** A sentence about anything that did not occur before. */
  private String fresh(Draw draw) {
    String sentence;
    do {
      sentence = English.write(new SentenceGenerator(lexicon, draw).next());
    } while (!seen.add(Words.letters(sentence)));
    return sentence;
  }
}
