package org.mosnas.spark.prepare;

import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.TaskCompletionListener;
import org.mosnas.model.text.ParallelText;
import org.mosnas.model.text.Sentences;
import org.mosnas.model.text.TextLines;

/** Reads the lines of a block. */
final class ReadPairs implements FlatMapFunction<PairBlock, TextPair> {
  private static final long serialVersionUID = 1;

  private final HadoopFiles files;

  ReadPairs(HadoopFiles files) {
    this.files = files;
  }

  @Override
  public Iterator<TextPair> call(PairBlock block) throws IOException {
    ParallelText lines =
        ParallelText.of(
            open(block.source(), block.sourceOffset(), block.linesBefore()),
            open(block.target(), block.targetOffset(), block.linesBefore()));
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> lines.close());
    return new BlockIterator(block, lines);
  }

  private Sentences open(InputFile file, long offset, long linesBefore) throws IOException {
    return offset == 0
        ? Sentences.open(file.name(), files.open(file, 0))
        : TextLines.rest(file.name(), files.open(file, offset), linesBefore);
  }

  /** As many pairs as the block has; closes the files after the last. */
  private static final class BlockIterator implements Iterator<TextPair> {
    private final PairBlock block;
    private final ParallelText lines;
    private long read;

    BlockIterator(PairBlock block, ParallelText lines) {
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
