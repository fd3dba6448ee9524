package org.mosnas.spark.translation.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.mosnas.corpus.CorpusManifest;
import org.mosnas.search.report.content.DataStatistics;
import org.mosnas.search.report.content.DataStatistics.Corpus;
import org.mosnas.search.report.content.DataStatistics.DataPart;
import org.mosnas.search.report.content.DataStatistics.Lengths;
import org.mosnas.search.report.content.DataStatistics.TooLong;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.spark.run.BuiltCorpus;
import org.mosnas.spark.run.ParquetFiles;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.StageRecord;
import org.mosnas.spark.run.StoredRun;
import org.mosnas.spark.translation.prepare.PrepareManifest;

/** What the data is, from its manifests, and how long training sentences are. */
final class DataReader {
  /** Enough for a histogram, few enough to read in a second. */
  private static final int SENTENCES = 50_000;

  private static final int BINS = 30;

  private final StoredRun run;

  DataReader(StoredRun run) {
    this.run = run;
  }

  Part<DataStatistics> read() {
    return run.part(RunLayout.DATA_MANIFEST, "prepare", this::statistics);
  }

  private DataStatistics statistics() {
    String manifestText = run.files().readText(run.path(RunLayout.DATA_MANIFEST));
    PrepareManifest manifest =
        PrepareManifest.parse(run.path(RunLayout.DATA_MANIFEST).toString(), manifestText);
    return new DataStatistics(
        manifest.languages().source(),
        manifest.languages().target(),
        manifest.parts().entrySet().stream()
            .map(part -> part(part.getKey(), part.getValue()))
            .toList(),
        manifest.merges(),
        manifest.sourceVocabulary(),
        manifest.targetVocabulary(),
        BuiltCorpus.in(run.files(), run.folder()).map(DataReader::corpus),
        run.part(RunLayout.TRAINING_PAIRS, "prepare", this::lengths),
        tooLong());
  }

  private static DataPart part(String name, PrepareManifest.Counts part) {
    return new DataPart(
        name,
        part.read(),
        part.kept(),
        part.dropped(),
        part.sourceTokens(),
        part.targetTokens(),
        part.unknownTokens());
  }

  private static Corpus corpus(CorpusManifest corpus) {
    Map<String, Long> dropped = new LinkedHashMap<>();
    corpus.dropped().forEach((reason, count) -> dropped.put(reason, count.longValue()));
    return new Corpus(corpus.kind().label(), corpus.licence(), corpus.attribution(), dropped);
  }

  private List<TooLong> tooLong() {
    List<TooLong> all = new ArrayList<>();
    run.record()
        .stages()
        .forEach(
            (stage, record) ->
                record
                    .leftOutByPart()
                    .forEach((part, counts) -> all.add(tooLong(stage, part, counts))));
    return all;
  }

  private static TooLong tooLong(String stage, String part, StageRecord.LeftOut counts) {
    return new TooLong(
        stage, part, counts.maxLength(), counts.source(), counts.target(), counts.both());
  }

  /** Shards hold pairs by turns, so the first ones stand for all. */
  private Lengths lengths() {
    List<int[]> pairs = new ArrayList<>();
    for (Path file : run.parquet().in(run.path(RunLayout.TRAINING_PAIRS))) {
      if (pairs.size() < SENTENCES) {
        run.parquet()
            .read(
                file,
                row -> {
                  pairs.add(
                      new int[] {
                        ParquetFiles.length(row, "source"), ParquetFiles.length(row, "target")
                      });
                  return pairs.size() < SENTENCES;
                });
      }
    }
    int width = binWidth(pairs);
    return new Lengths(pairs.size(), width, histogram(pairs, 0, width), histogram(pairs, 1, width));
  }

  /** So that all but the longest hundredth lie in their own bins. */
  private static int binWidth(List<int[]> pairs) {
    int[] sorted = pairs.stream().mapToInt(pair -> Math.max(pair[0], pair[1])).sorted().toArray();
    int most = sorted.length == 0 ? 1 : sorted[(int) (0.99 * (sorted.length - 1))];
    return Math.max(1, (most + BINS - 1) / BINS);
  }

  private static List<Long> histogram(List<int[]> pairs, int side, int width) {
    long[] counts = new long[BINS];
    for (int[] pair : pairs) {
      counts[Math.min(BINS - 1, Math.max(0, pair[side] - 1) / width)]++;
    }
    List<Long> list = new ArrayList<>();
    for (long count : counts) {
      list.add(count);
    }
    return list;
  }
}
