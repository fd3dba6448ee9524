package org.mosnas.spark.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.content.Origin;
import org.mosnas.search.report.content.Part;

/** Where the result comes from. */
final class OriginReader {
  private final RunFiles run;

  OriginReader(RunFiles run) {
    this.run = run;
  }

  Part<Origin> read() {
    return run.part("effective.conf", "prepare", this::origin);
  }

  private Origin origin() {
    JsonNode provenance = run.record().path("provenance");
    Map<String, String> hardware = new LinkedHashMap<>();
    JsonNode machine = provenance.path("hardware");
    hardware.put("processor", machine.path("cpu").asText("unknown"));
    hardware.put("logical processors", machine.path("cores").asText("unknown"));
    hardware.put("memory", Figures.bytes(machine.path("memoryBytes").asLong()));
    hardware.put("Java", machine.path("jvm").asText("unknown"));
    Map<String, String> data = new LinkedHashMap<>();
    provenance
        .path("data")
        .fields()
        .forEachRemaining(field -> data.put(field.getKey(), field.getValue().asText()));
    return new Origin(
        provenance.path("commit").asText(""),
        provenance.path("seed").asLong(),
        hardware,
        data,
        new ExperimentReader(run).settings().flat());
  }
}
