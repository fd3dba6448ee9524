package org.mosnas.spark.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Makes distributed collections of the lines of text files. */
final class PairReader {
  private final JavaSparkContext context;
  private final HadoopFiles files;
  private final List<SurveyedPair> surveyed;
  private final Tuning tuning;

  PairReader(
      JavaSparkContext context, HadoopFiles files, List<SurveyedPair> surveyed, Tuning tuning) {
    this.context = context;
    this.files = files;
    this.surveyed = surveyed;
    this.tuning = tuning;
  }

  /** The files of a part. */
  List<SurveyedPair> of(Split split) {
    return surveyed.stream().filter(pair -> pair.files().split() == split).toList();
  }

  /** Number of pairs of a part. */
  long count(Split split) {
    return of(split).stream().mapToLong(SurveyedPair::sentences).sum();
  }

  /** The pairs of a part, in no particular order. */
  JavaRDD<TextPair> read(Split split) {
    List<PairBlock> blocks = PairBlock.of(of(split), tuning.blockLines());
    List<PairBlock> small = new ArrayList<>();
    List<PairBlock> large = new ArrayList<>();
    blocks.forEach(block -> (block.sentences() > tuning.blockLines() ? large : small).add(block));
    // A gzipped file comes from one task, but need not stay with it.
    JavaRDD<TextPair> spread =
        large.isEmpty() ? lines(large) : lines(large).repartition(tuning.partitions());
    return Stream.of(lines(small), spread).reduce(JavaRDD::union).orElseThrow();
  }

  private JavaRDD<TextPair> lines(List<PairBlock> blocks) {
    int slices = Math.max(1, Math.min(blocks.size(), tuning.partitions()));
    return context.parallelize(blocks, slices).flatMap(new ReadPairs(files));
  }
}
