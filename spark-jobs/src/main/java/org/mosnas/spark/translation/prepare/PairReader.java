package org.mosnas.spark.translation.prepare;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.TaskCompletionListener;
import org.mosnas.model.text.ParallelText;
import org.mosnas.model.text.Sentences;
import org.mosnas.model.text.TextLines;
import org.mosnas.spark.data.HadoopFiles;
import org.mosnas.spark.data.Split;
import org.mosnas.spark.data.TextFile;
import org.mosnas.spark.translation.prepare.FilePair.Surveyed;
import org.mosnas.spark.translation.prepare.PrepareJob.Tuning;

/** Makes distributed collections of the lines of text files. */
final class PairReader {
  private final JavaSparkContext context;
  private final HadoopFiles files;
  private final List<FilePair<Surveyed>> surveyed;
  private final Tuning tuning;

  PairReader(
      JavaSparkContext context,
      HadoopFiles files,
      List<FilePair<Surveyed>> surveyed,
      Tuning tuning) {
    this.context = context;
    this.files = files;
    this.surveyed = surveyed;
    this.tuning = tuning;
  }

  /** The files of a part. */
  List<FilePair<Surveyed>> of(Split split) {
    return surveyed.stream().filter(pair -> pair.split() == split).toList();
  }

  /** Number of pairs of a part. */
  long count(Split split) {
    return of(split).stream().mapToLong(pair -> pair.source().sentences()).sum();
  }

  /** The pairs of a part, in no particular order. */
  JavaRDD<TextPair> read(Split split) {
    List<LineBlock> blocks = LineBlock.of(of(split), tuning.blockLines());
    List<LineBlock> small = new ArrayList<>();
    List<LineBlock> large = new ArrayList<>();
    blocks.forEach(block -> (block.sentences() > tuning.blockLines() ? large : small).add(block));
    // A gzipped file comes from one task, but need not stay with it.
    JavaRDD<TextPair> spread =
        large.isEmpty() ? lines(large) : lines(large).repartition(tuning.partitions());
    return Stream.of(lines(small), spread).reduce(JavaRDD::union).orElseThrow();
  }

  private JavaRDD<TextPair> lines(List<LineBlock> blocks) {
    int slices = Math.max(1, Math.min(blocks.size(), tuning.partitions()));
    return context.parallelize(blocks, slices).flatMap(new ReadPairs(files));
  }

  /**
   * Where reading starts.
   *
   * @param offset of the first line, in bytes
   */
  private record Start(TextFile file, long offset) implements Serializable {}

  /**
   * Neighbouring lines of two files, to be read in one go.
   *
   * @param source where the first line of the text starts
   * @param target where the first line of its translations starts
   * @param linesBefore lines of the files before it
   * @param firstId id of the first pair
   * @param sentences number of pairs
   */
  private record LineBlock(
      Start source, Start target, long linesBefore, long firstId, long sentences)
      implements Serializable {
    /**
     * The blocks of files whose pairs are numbered through; files that must be read whole are one.
     */
    static List<LineBlock> of(List<FilePair<Surveyed>> pairs, int blockLines) {
      List<LineBlock> blocks = new ArrayList<>();
      long firstId = 0;
      for (FilePair<Surveyed> pair : pairs) {
        long count = pair.source().sentences();
        long step = isSplittable(pair) ? blockLines : Math.max(1, count);
        for (long before = 0; before < count; before += step) {
          int block = (int) (before / step);
          blocks.add(
              new LineBlock(
                  start(pair.source(), block),
                  start(pair.target(), block),
                  before,
                  firstId + before,
                  Math.min(step, count - before)));
        }
        firstId += count;
      }
      return blocks;
    }

    private static Start start(Surveyed text, int block) {
      return new Start(text.file(), block == 0 ? 0 : text.offsets().get(block));
    }

    private static boolean isSplittable(FilePair<Surveyed> pair) {
      return pair.source().isSplittable() && pair.target().isSplittable();
    }
  }

  /** Reads the lines of a block. */
  private static final class ReadPairs implements FlatMapFunction<LineBlock, TextPair> {
    private static final long serialVersionUID = 1;

    private final HadoopFiles files;

    ReadPairs(HadoopFiles files) {
      this.files = files;
    }

    @Override
    public Iterator<TextPair> call(LineBlock block) throws IOException {
      ParallelText lines =
          ParallelText.of(
              open(block.source(), block.linesBefore()), open(block.target(), block.linesBefore()));
      TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> lines.close());
      return new Pairs(block, lines);
    }

    private Sentences open(Start start, long linesBefore) throws IOException {
      String name = start.file().name();
      return start.offset() == 0
          ? Sentences.open(name, files.open(start.file(), 0))
          : TextLines.rest(name, files.open(start.file(), start.offset()), linesBefore);
    }
  }

  /** As many pairs as the block has; closes the files after the last. */
  private static final class Pairs implements Iterator<TextPair> {
    private final LineBlock block;
    private final ParallelText lines;
    private long read;

    Pairs(LineBlock block, ParallelText lines) {
      this.block = block;
      this.lines = lines;
    }

    @Override
    public boolean hasNext() {
      return read < block.sentences();
    }

    @Override
    public TextPair next() {
      if (!hasNext()) {
        throw new NoSuchElementException(block + " has no more pairs");
      }
      ParallelText.Pair pair = lines.next();
      TextPair result = new TextPair(block.firstId() + read, pair.source(), pair.target());
      read++;
      if (!hasNext()) {
        lines.close();
      }
      return result;
    }
  }
}
