package org.mosnas.spark.translation.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.content.DataStatistics;
import org.mosnas.search.report.content.DataStatistics.DataPart;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.spark.data.StoredData;
import org.mosnas.spark.run.StageRecord;
import org.mosnas.spark.run.StoredRun;
import org.mosnas.spark.task.TaskReport.PreparedFolder;
import org.mosnas.spark.translation.prepare.PrepareManifest;

/** What the data is, from its manifests, and how long training sentences are. */
final class DataReader {
  private final StoredData data;

  DataReader(StoredRun run, PreparedFolder folder) {
    this.data = new StoredData(run, folder);
  }

  Part<DataStatistics> read() {
    return data.statistics(this::statistics);
  }

  private DataStatistics statistics() {
    PrepareManifest manifest = data.manifest(PrepareManifest::parse);
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("source", manifest.languages().source());
    columns.put("target", manifest.languages().target());
    return new DataStatistics(
        summary(manifest),
        "sentence pairs",
        manifest.parts().entrySet().stream()
            .map(part -> part(part.getKey(), part.getValue()))
            .toList(),
        Optional.empty(),
        data.corpus(),
        data.lengths("Byte pair tokens with the end of sentence", "sentence", columns),
        data.tooLong(DataReader::tooLong));
  }

  private static String summary(PrepareManifest manifest) {
    String vocabulary =
        manifest.sourceVocabulary() == manifest.targetVocabulary()
            ? Figures.count(manifest.sourceVocabulary()) + " tokens for both languages"
            : String.format(
                Locale.ROOT,
                "%s source and %s target tokens",
                Figures.count(manifest.sourceVocabulary()),
                Figures.count(manifest.targetVocabulary()));
    return String.format(
        Locale.ROOT,
        "From %s to %s; vocabulary of %s after %s byte pair merges.",
        manifest.languages().source(),
        manifest.languages().target(),
        vocabulary,
        Figures.count(manifest.merges()));
  }

  private static DataPart part(String name, PrepareManifest.Counts part) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("source tokens", part.sourceTokens());
    counts.put("target tokens", part.targetTokens());
    counts.put("unknown tokens", part.unknownTokens());
    return new DataPart(
        name,
        part.read() == 0 ? OptionalLong.empty() : OptionalLong.of(part.read()),
        part.kept(),
        part.dropped(),
        counts);
  }

  private static Map<String, Long> tooLong(StageRecord.LeftOut left) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("source longer", left.source());
    counts.put("target longer", left.target());
    counts.put("both longer", left.both());
    return counts;
  }
}
