package org.mosnas.spark.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.mosnas.search.report.content.DataStatistics;
import org.mosnas.search.report.content.DataStatistics.Corpus;
import org.mosnas.search.report.content.DataStatistics.Lengths;
import org.mosnas.search.report.content.DataStatistics.TooLong;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.spark.run.BuiltCorpus;
import org.mosnas.spark.run.ParquetFiles;
import org.mosnas.spark.run.StageRecord;
import org.mosnas.spark.run.StoredRun;
import org.mosnas.spark.task.TaskReport.PreparedFolder;

/** What reports say of prepared data of any task. */
public final class StoredData {
  /** Enough for a histogram, few enough to read in a second. */
  private static final int EXAMPLES = 50_000;

  private static final int BINS = 30;

  private final StoredRun run;
  private final PreparedFolder folder;

  /** The data in a folder of a run. */
  public StoredData(StoredRun run, PreparedFolder folder) {
    this.run = run;
    this.folder = folder;
  }

  /**
   * The manifest of the data.
   *
   * @param parse makes it of the name of its file and its text
   */
  public <M> M manifest(BiFunction<String, String, M> parse) {
    Path file = run.path(folder.manifest());
    return parse.apply(file.toString(), run.files().readText(file));
  }

  /** What is known of the data, if their manifest can be read. */
  public Part<DataStatistics> statistics(Supplier<DataStatistics> read) {
    return run.part(folder.manifest(), folder.stage(), read);
  }

  /** Where the text came from, if the run built it. */
  public Optional<Corpus> corpus() {
    return BuiltCorpus.in(run.files(), run.folder())
        .map(
            corpus -> {
              Map<String, Long> dropped = new LinkedHashMap<>();
              corpus.dropped().forEach((reason, count) -> dropped.put(reason, count.longValue()));
              return new Corpus(
                  corpus.kind().label(), corpus.licence(), corpus.attribution(), dropped);
            });
  }

  /**
   * What stages that train on the data left out for its length.
   *
   * @param counts what is said of a record, by name
   */
  public List<TooLong> tooLong(Function<StageRecord.LeftOut, Map<String, Long>> counts) {
    List<TooLong> all = new ArrayList<>();
    run.record()
        .stages()
        .forEach(
            (stage, record) -> {
              if (folder.isUsedBy(stage, run)) {
                record
                    .leftOutByPart()
                    .forEach(
                        (part, left) -> {
                          if (left.total() > 0) {
                            all.add(new TooLong(stage, part, left.maxLength(), counts.apply(left)));
                          }
                        });
              }
            });
    return all;
  }

  /**
   * How long training texts are. Shards hold examples by turns, so the first ones stand for all.
   *
   * @param of what is counted, as {@link Lengths} has it
   * @param text what has a length, in the singular
   * @param columns columns of lists of tokens, and what their texts are called
   */
  public Part<Lengths> lengths(String of, String text, Map<String, String> columns) {
    String train = folder.path() + "/" + Split.TRAIN.label();
    return run.part(train, folder.stage(), () -> lengths(run.path(train), of, text, columns));
  }

  private Lengths lengths(Path train, String of, String text, Map<String, String> columns) {
    List<int[]> examples = new ArrayList<>();
    List<String> names = List.copyOf(columns.keySet());
    for (Path file : run.parquet().in(train)) {
      if (examples.size() < EXAMPLES) {
        run.parquet()
            .read(
                file,
                row -> {
                  examples.add(
                      names.stream().mapToInt(name -> ParquetFiles.length(row, name)).toArray());
                  return examples.size() < EXAMPLES;
                });
      }
    }
    int width = binWidth(examples);
    Map<String, List<Long>> texts = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      texts.put(columns.get(names.get(i)), histogram(examples, i, width));
    }
    return new Lengths(of, text, examples.size(), width, texts);
  }

  /** So that all but the longest hundredth lie in their own bins. */
  private static int binWidth(List<int[]> examples) {
    int[] sorted =
        examples.stream()
            .mapToInt(lengths -> Arrays.stream(lengths).max().orElse(0))
            .sorted()
            .toArray();
    int most = sorted.length == 0 ? 1 : sorted[(int) (0.99 * (sorted.length - 1))];
    return Math.max(1, (most + BINS - 1) / BINS);
  }

  private static List<Long> histogram(List<int[]> examples, int column, int width) {
    Long[] counts = new Long[BINS];
    Arrays.fill(counts, 0L);
    for (int[] lengths : examples) {
      counts[Math.min(BINS - 1, Math.max(0, lengths[column] - 1) / width)]++;
    }
    return List.of(counts);
  }
}
