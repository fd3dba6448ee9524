package org.mosnas.spark.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.mosnas.search.report.content.DataStatistics;
import org.mosnas.search.report.content.DataStatistics.Corpus;
import org.mosnas.search.report.content.DataStatistics.DataPart;
import org.mosnas.search.report.content.DataStatistics.Lengths;
import org.mosnas.search.report.content.DataStatistics.TooLong;
import org.mosnas.search.report.content.Part;

/** What the data is, from its manifests, and how long training sentences are. */
final class DataReader {
  /** Enough for a histogram, few enough to read in a second. */
  private static final int SENTENCES = 50_000;

  private static final int BINS = 30;

  private final RunFiles run;

  DataReader(RunFiles run) {
    this.run = run;
  }

  Part<DataStatistics> read() {
    return run.part("data/manifest.json", "prepare", this::statistics);
  }

  private DataStatistics statistics() {
    JsonNode manifest = run.json("data/manifest.json");
    List<DataPart> parts = new ArrayList<>();
    manifest
        .path("parts")
        .fields()
        .forEachRemaining(
            field -> {
              JsonNode part = field.getValue();
              parts.add(
                  new DataPart(
                      field.getKey(),
                      part.path("read").asLong(),
                      part.path("kept").asLong(),
                      counts(part.path("dropped")),
                      part.path("source-tokens").asLong(),
                      part.path("target-tokens").asLong(),
                      part.path("unknown-tokens").asLong()));
            });
    JsonNode settings = manifest.path("settings");
    return new DataStatistics(
        settings.path("languages.source").asText("source"),
        settings.path("languages.target").asText("target"),
        parts,
        manifest.path("merges").asInt(),
        manifest.path("source-vocabulary").asInt(),
        manifest.path("target-vocabulary").asInt(),
        corpus(),
        run.part("data/train", "prepare", this::lengths),
        tooLong());
  }

  private static Map<String, Long> counts(JsonNode node) {
    Map<String, Long> counts = new LinkedHashMap<>();
    node.fields().forEachRemaining(field -> counts.put(field.getKey(), field.getValue().asLong()));
    return counts;
  }

  private Optional<Corpus> corpus() {
    if (!run.has("corpus/manifest.json")) {
      return Optional.empty();
    }
    JsonNode manifest = run.json("corpus/manifest.json");
    return Optional.of(
        new Corpus(
            manifest.path("kind").asText(),
            manifest.path("licence").asText("unknown"),
            manifest.path("attribution").asText(""),
            counts(manifest.path("dropped"))));
  }

  private List<TooLong> tooLong() {
    List<TooLong> all = new ArrayList<>();
    run.record()
        .path("stages")
        .fields()
        .forEachRemaining(
            stage ->
                stage
                    .getValue()
                    .path("leftOut")
                    .fields()
                    .forEachRemaining(
                        part -> all.add(tooLong(stage.getKey(), part.getKey(), part.getValue()))));
    return all;
  }

  private static TooLong tooLong(String stage, String part, JsonNode counts) {
    return new TooLong(
        stage,
        part,
        counts.path("maxLength").asInt(),
        counts.path("source").asLong(),
        counts.path("target").asLong(),
        counts.path("both").asLong());
  }

  /** Shards hold pairs by turns, so the first ones stand for all. */
  private Lengths lengths() {
    List<int[]> pairs = new ArrayList<>();
    for (Path file : run.parquet().in(run.path("data/train"))) {
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
