package org.mosnas.spark.masked.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.content.DataStatistics;
import org.mosnas.search.report.content.DataStatistics.DataPart;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.search.report.content.Samples;
import org.mosnas.spark.data.StoredData;
import org.mosnas.spark.masked.prepare.TextManifest;
import org.mosnas.spark.run.StoredRun;
import org.mosnas.spark.task.TaskReport;

/** Statistics of text; its guesses are single pieces, which show nothing side by side. */
public final class MaskedReport implements TaskReport {
  @Override
  public Part<DataStatistics> data(StoredRun run, PreparedFolder folder) {
    StoredData data = new StoredData(run, folder);
    return data.statistics(() -> statistics(data));
  }

  @Override
  public Part<Samples> samples(StoredRun run, PreparedFolder folder) {
    return Part.missing("This task has no examples to show side by side: answers are pieces.");
  }

  private static DataStatistics statistics(StoredData data) {
    TextManifest manifest = data.manifest(TextManifest::parse);
    return new DataStatistics(
        String.format(
            Locale.ROOT,
            "English text in sequences of tokens; vocabulary of %s pieces.",
            Figures.count(manifest.vocabulary())),
        "sequences",
        manifest.parts().entrySet().stream()
            .map(part -> part(part.getKey(), part.getValue()))
            .toList(),
        Optional.empty(),
        data.corpus(),
        data.lengths("Pieces with special tokens", "sequence", Map.of("ids", "sequences")),
        data.tooLong(left -> Map.of("longer", left.total())));
  }

  private static DataPart part(String name, TextManifest.Counts part) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("pieces", part.pieces());
    counts.put("unknown words", part.unknown());
    counts.put("documents", part.documents());
    return new DataPart(
        name,
        OptionalLong.of(part.sequences() + part.leftOut()),
        part.sequences(),
        part.leftOut() == 0 ? Map.of() : Map.of("too-short", part.leftOut()),
        counts);
  }
}
