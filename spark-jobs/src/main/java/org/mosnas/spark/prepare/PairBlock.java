package org.mosnas.spark.prepare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring lines of two files, to be read in one go.
 *
 * @param sourceOffset where the first line starts in the source file, in bytes
 * @param targetOffset the same in the target file
 * @param linesBefore lines of the files before it
 * @param firstId id of the first pair
 * @param sentences number of pairs
 */
record PairBlock(
    InputFile source,
    InputFile target,
    long sourceOffset,
    long targetOffset,
    long linesBefore,
    long firstId,
    long sentences)
    implements Serializable {

  /**
   * The blocks of files whose pairs are numbered through; files that must be read whole are one.
   */
  static List<PairBlock> of(List<SurveyedPair> pairs, int blockLines) {
    List<PairBlock> blocks = new ArrayList<>();
    long firstId = 0;
    for (SurveyedPair pair : pairs) {
      long count = pair.sentences();
      long step = isSplittable(pair) ? blockLines : Math.max(1, count);
      for (long before = 0; before < count; before += step) {
        int block = (int) (before / step);
        blocks.add(
            new PairBlock(
                pair.files().source(),
                pair.files().target(),
                offset(pair.source(), block),
                offset(pair.target(), block),
                before,
                firstId + before,
                Math.min(step, count - before)));
      }
      firstId += count;
    }
    return blocks;
  }

  private static long offset(Survey.Text text, int block) {
    return block == 0 ? 0 : text.offsets().get(block);
  }

  private static boolean isSplittable(SurveyedPair pair) {
    return pair.source().isSplittable() && pair.target().isSplittable();
  }
}
