package org.mosnas.spark.labelled.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.content.DataStatistics;
import org.mosnas.search.report.content.DataStatistics.ClassCounts;
import org.mosnas.search.report.content.DataStatistics.DataPart;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.spark.data.StoredData;
import org.mosnas.spark.labelled.prepare.LabelledManifest;
import org.mosnas.spark.run.StoredRun;
import org.mosnas.spark.task.TaskReport.PreparedFolder;

/** What labelled texts there are, how their labels are spread and how long they are. */
final class DataReader {
  private final StoredData data;

  DataReader(StoredRun run, PreparedFolder folder) {
    this.data = new StoredData(run, folder);
  }

  Part<DataStatistics> read() {
    return data.statistics(this::statistics);
  }

  private DataStatistics statistics() {
    LabelledManifest manifest = data.manifest(LabelledManifest::parse);
    return new DataStatistics(
        summary(manifest),
        "texts",
        manifest.parts().entrySet().stream()
            .map(part -> part(part.getKey(), part.getValue()))
            .toList(),
        classes(manifest),
        data.corpus(),
        data.lengths("Pieces with special tokens", "text", Map.of("ids", "texts")),
        data.tooLong(left -> Map.of("longer", left.total())));
  }

  private static String summary(LabelledManifest manifest) {
    return String.format(
        Locale.ROOT,
        "Texts labelled with %s; vocabulary of %s pieces.%s",
        manifest.classes().isEmpty()
            ? "numbers"
            : Figures.count(manifest.classes().size()) + " classes",
        Figures.count(manifest.vocabulary()),
        manifest.splitsDev() ? " Validation and test are halves of the development set." : "");
  }

  private static DataPart part(String name, LabelledManifest.Counts part) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("pieces", part.tokens());
    counts.put("cut for their length", part.cut());
    counts.put("also in train", part.known());
    long dropped = part.dropped().values().stream().mapToLong(n -> n).sum();
    return new DataPart(
        name, OptionalLong.of(part.examples() + dropped), part.examples(), part.dropped(), counts);
  }

  private static Optional<ClassCounts> classes(LabelledManifest manifest) {
    if (manifest.classes().isEmpty()) {
      return Optional.empty();
    }
    Map<String, List<Long>> counts = new LinkedHashMap<>();
    for (String name : manifest.classes()) {
      List<Long> inParts = new ArrayList<>();
      manifest.parts().values().forEach(p -> inParts.add(p.labels().getOrDefault(name, 0L)));
      counts.put(name, inParts);
    }
    return Optional.of(new ClassCounts(List.copyOf(manifest.parts().keySet()), counts));
  }
}
