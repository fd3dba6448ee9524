package org.mosnas.spark.masked.prepare;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.mosnas.model.task.masked.PackedText;
import org.mosnas.model.task.masked.TextPacker;
import org.mosnas.model.text.Documents.Form;
import org.mosnas.model.text.wordpiece.Normalization;
import org.mosnas.model.text.wordpiece.WordPiece;
import org.mosnas.model.text.wordpiece.Words;
import org.mosnas.spark.data.HadoopFiles;
import org.mosnas.spark.data.Split;
import org.mosnas.spark.masked.prepare.HeldOutDocuments.Hashed;
import org.mosnas.spark.masked.prepare.TextSettings.Neighbours;
import org.mosnas.spark.masked.prepare.TextSettings.Packing;
import scala.Tuple2;

/** The documents of text files, as what is counted and packed on executors. */
final class TextParts {
  private final JavaSparkContext context;
  private final HadoopFiles files;
  private final List<SurveyedText> texts;
  private final TextSettings settings;
  private HeldOutDocuments heldOut = new HeldOutDocuments(List.of(), 0);

  TextParts(
      JavaSparkContext context,
      HadoopFiles files,
      List<SurveyedText> texts,
      TextSettings settings) {
    this.context = context;
    this.files = files;
    this.texts = texts;
    this.settings = settings;
  }

  /** Chooses the documents that are held out for parts without files, if there are any. */
  void holdOut() {
    int test = settings.heldOut(Split.TEST);
    int wanted = test + settings.heldOut(Split.VALID);
    if (wanted > 0) {
      Source source = source(Split.TRAIN);
      List<Hashed> smallest =
          blocks(Split.TRAIN)
              .flatMap(block -> source.hashes(block).iterator())
              .mapToPair(document -> new Tuple2<>(document.hash(), document.id()))
              .reduceByKey(Math::min)
              .map(document -> new Hashed(document._1(), document._2()))
              .takeOrdered(wanted);
      heldOut = new HeldOutDocuments(smallest, test);
    }
  }

  /** How often each word occurs in the training text. */
  Map<String, Long> wordCounts(Normalization rules) {
    Source source = source(Split.TRAIN);
    return new HashMap<>(
        blocks(Split.TRAIN)
            .mapPartitionsToPair(blocks -> new WordCounter(source, rules).count(blocks))
            .reduceByKey(Long::sum)
            .collectAsMap());
  }

  /**
   * The sequences of a part, in the order of its text.
   *
   * @param wordPiece spells them
   */
  JavaRDD<Packed> sequences(Split split, Broadcast<WordPiece> wordPiece) {
    // What is held out comes from the training text.
    boolean own = split == Split.TRAIN || !settings.files().of(split).isEmpty();
    Source source = source(split);
    Packing packing = settings.packing();
    return blocks(own ? split : Split.TRAIN)
        .map(block -> source.pack(block, packing, wordPiece.value()));
  }

  /**
   * What became of a block of documents.
   *
   * @param documents that were packed
   * @param leftOut sequences that were too short
   * @param sequences all others
   */
  record Packed(long documents, long leftOut, List<PackedText> sequences) implements Serializable {}

  private JavaRDD<TextBlock> blocks(Split split) {
    List<TextBlock> blocks =
        TextBlock.of(texts.stream().filter(text -> text.split() == split).toList());
    int slices = Math.max(1, Math.min(blocks.size(), 8 * context.defaultParallelism()));
    return context.parallelize(blocks, slices);
  }

  private Source source(Split split) {
    boolean given = split != Split.TRAIN && !settings.files().of(split).isEmpty();
    HeldOutDocuments nothing = new HeldOutDocuments(List.of(), 0);
    return given
        ? new Source(files, settings.form(), nothing, Split.TRAIN)
        : new Source(files, settings.form(), heldOut, split);
  }

  /**
   * Reads documents on executors.
   *
   * @param split what is read of those that {@code heldOut} divides
   */
  private record Source(HadoopFiles files, Form form, HeldOutDocuments heldOut, Split split)
      implements Serializable {
    void read(TextBlock block, TextBlock.Visitor visitor) throws IOException {
      block.read(
          files,
          form,
          (number, lines) -> {
            boolean wanted =
                !lines.isEmpty() && heldOut.isIn(split, block.firstId() + number, lines);
            visitor.see(number, wanted ? lines : List.of());
          });
    }

    List<Hashed> hashes(TextBlock block) throws IOException {
      List<Hashed> hashes = new ArrayList<>();
      read(
          block,
          (number, lines) -> {
            if (!lines.isEmpty()) {
              hashes.add(new Hashed(HeldOutDocuments.hash(lines), block.firstId() + number));
            }
          });
      return hashes;
    }

    Packed pack(TextBlock block, Packing packing, WordPiece wordPiece) throws IOException {
      TextPacker packer = new TextPacker(wordPiece, packing.length());
      boolean joined = packing.documents() == Neighbours.JOINED && split == Split.TRAIN;
      long[] documents = new long[1];
      List<PackedText> sequences = new ArrayList<>();
      read(
          block,
          (number, lines) -> {
            if (!joined || number % SurveyedText.BLOCK == 0) {
              packer.flush();
            } else if (!lines.isEmpty()) {
              packer.separate();
            }
            lines.forEach(packer::add);
            documents[0] += lines.isEmpty() ? 0 : 1;
            sequences.addAll(packer.take());
          });
      packer.flush();
      sequences.addAll(packer.take());
      int made = sequences.size();
      sequences.removeIf(text -> text.length() - 2 < packing.minPieces());
      return new Packed(documents[0], made - sequences.size(), sequences);
    }
  }

  /** Counts the words of the documents of a partition. */
  private static final class WordCounter {
    private final Source source;
    private final Normalization rules;
    private final Map<String, Long> counts = new HashMap<>();

    WordCounter(Source source, Normalization rules) {
      this.source = source;
      this.rules = rules;
    }

    Iterator<Tuple2<String, Long>> count(Iterator<TextBlock> blocks) throws IOException {
      while (blocks.hasNext()) {
        source.read(blocks.next(), (number, lines) -> lines.forEach(this::count));
      }
      return counts.entrySet().stream()
          .map(word -> new Tuple2<>(word.getKey(), word.getValue()))
          .iterator();
    }

    private void count(String line) {
      for (String word : Words.split(rules.apply(line))) {
        if (word.length() <= 2 * WordPiece.LONGEST_WORD) {
          counts.merge(word, 1L, Long::sum);
        }
      }
    }
  }
}
