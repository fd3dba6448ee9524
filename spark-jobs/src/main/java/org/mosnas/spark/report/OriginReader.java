package org.mosnas.spark.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.content.RunReport.Origin;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.spark.run.Provenance;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.StoredRun;

/** Where the result comes from. */
final class OriginReader {
  private final StoredRun run;
  private final ExperimentReader experiment;

  OriginReader(StoredRun run, ExperimentReader experiment) {
    this.run = run;
    this.experiment = experiment;
  }

  Part<Origin> read() {
    return run.part(RunLayout.CONFIGURATION, "prepare", this::origin);
  }

  private Origin origin() {
    Map<String, String> settings = experiment.settings().flat();
    return run.record()
        .provenance()
        .map(
            known ->
                new Origin(known.commit(), known.seed(), hardware(known), known.data(), settings))
        .orElseGet(() -> new Origin("", 0, Map.of(), Map.of(), settings));
  }

  private static Map<String, String> hardware(Provenance provenance) {
    Provenance.Hardware machine = provenance.hardware();
    Map<String, String> hardware = new LinkedHashMap<>();
    hardware.put("processor", machine.cpu());
    hardware.put("logical processors", String.valueOf(machine.cores()));
    hardware.put("memory", Figures.bytes(machine.memoryBytes()));
    hardware.put("Java", machine.jvm());
    return hardware;
  }
}
