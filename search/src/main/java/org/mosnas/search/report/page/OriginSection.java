package org.mosnas.search.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.chart.RowChart;
import org.mosnas.search.report.chart.Scale;
import org.mosnas.search.report.chart.Tone;
import org.mosnas.search.report.content.Origin;
import org.mosnas.search.report.content.RunOutline;
import org.mosnas.search.report.content.RunOutline.StageTime;

/** Where the result comes from: all that is needed to make it again. */
final class OriginSection {
  private OriginSection() {}

  static void write(Element section, RunOutline outline, Origin origin) {
    List<String[]> terms = new ArrayList<>();
    terms.add(new String[] {"command", "mos " + outline.command()});
    terms.add(new String[] {"run directory", outline.location()});
    terms.add(new String[] {"started", outline.startedAt()});
    terms.add(new String[] {"commit", origin.commit().isEmpty() ? "unknown" : origin.commit()});
    terms.add(new String[] {"seed", Long.toString(origin.seed())});
    if (outline.peakMemoryBytes() > 0) {
      terms.add(
          new String[] {"peak memory of the driver", Figures.bytes(outline.peakMemoryBytes())});
    }
    origin.hardware().forEach((name, value) -> terms.add(new String[] {name, value}));
    section.appendChild(Markup.terms(terms));
    stages(outline).ifPresent(section::appendChild);
    if (!origin.data().isEmpty()) {
      section.appendChild(
          Markup.details(
              "Checksums of the text",
              pairs("SHA-256 of the text files", "file", "SHA-256", origin.data())));
    }
    if (!origin.settings().isEmpty()) {
      section.appendChild(
          Markup.details(
              "Configuration",
              pairs("Every key of the configuration", "key", "value", origin.settings())));
    }
  }

  private static Element pairs(
      String caption, String left, String right, Map<String, String> pairs) {
    HtmlTable table = new HtmlTable(caption, left, right);
    pairs.forEach((key, value) -> table.row("code", List.of(key, value)));
    return table.render();
  }

  private static Optional<Element> stages(RunOutline outline) {
    if (outline.stages().isEmpty()) {
      return Optional.empty();
    }
    RowChart chart =
        new RowChart(
            "seconds",
            Scale.fromZero(outline.stages().stream().map(StageTime::seconds).toList(), 6));
    HtmlTable table = new HtmlTable("Time of each stage", "stage", "status", "#seconds");
    for (StageTime stage : outline.stages()) {
      String note =
          Figures.duration(stage.seconds())
              + (stage.status().equals("succeeded") ? "" : ", " + stage.status());
      chart.add(RowChart.Row.bar(stage.name(), Tone.QUIET, 0, stage.seconds(), note));
      table.row(List.of(stage.name(), stage.status(), Figures.fixed(stage.seconds(), 1)));
    }
    return Optional.of(
        Markup.figure(
            "stages",
            "Time of each stage",
            "As each stage last ran.",
            chart.render("Time of each stage"),
            Optional.of(table.render())));
  }
}
