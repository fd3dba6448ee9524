package org.mosnas.search.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.chart.RowChart;
import org.mosnas.search.report.chart.Scale;
import org.mosnas.search.report.chart.Tone;
import org.mosnas.search.report.content.RunReport;
import org.mosnas.search.report.content.RunReport.Origin;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.search.report.content.RunReport.RunOutline;
import org.mosnas.search.report.content.RunReport.RunOutline.StageTime;
import org.mosnas.search.report.content.Samples;
import org.mosnas.search.report.page.LatencySection.WaterfallSection;
import org.mosnas.search.report.page.Markup.HtmlTable;
import org.mosnas.search.report.page.PageFrame.Sections;

/** The report of one run as HTML. */
public final class ReportPage {
  private ReportPage() {}

  /** The page: complete, in UTF-8, equal for equal reports. */
  public static String html(RunReport report) {
    RunOutline outline = report.outline();
    return PageFrame.html(
        "MoSNAS run " + outline.name(),
        subtitle(outline),
        sections(report),
        "Written by mos report. " + outline.location());
  }

  private static String subtitle(RunOutline outline) {
    String ended = outline.seconds() > 0 ? " in " + Figures.duration(outline.seconds()) : "";
    return String.format(
        Locale.ROOT,
        "mos %s, %s%s%s",
        outline.command(),
        outline.status(),
        ended,
        outline.startedAt().length() < 16
            ? ""
            : ", started " + outline.startedAt().substring(0, 16).replace('T', ' ') + " UTC");
  }

  private static Sections sections(RunReport report) {
    Sections sections =
        new Sections()
            .add("summary", "Summary", Part.of(report), SummarySection::write)
            .add("training", "Training", Part.of(report), TrainingSection::write)
            .add(
                "latency",
                "Latency",
                "Latency: predicted and measured",
                report.latency(),
                (section, study) -> LatencySection.write(section, report, study))
            .add("search", "Search", report.search(), SearchSection::write)
            .add(
                "architecture",
                "Architecture",
                report.systems().map(ArchitectureSection::subnets),
                ArchitectureSection::write)
            .add("blocks", "Blocks", "Latency by block", waterfall(report), WaterfallSection::write)
            .add("routers", "Routers", report.routers(), RouterSection::write)
            .add(
                "samples",
                report.samples().content().map(Samples::title).orElse("Examples"),
                report.samples(),
                SamplesSection::write);
    report
        .data()
        .forEach(
            (title, data) ->
                sections.add(
                    title.toLowerCase(Locale.ROOT).replace(' ', '-'),
                    title,
                    data,
                    DataSection::write));
    return sections.add(
        "origin",
        "Provenance",
        report.origin(),
        (section, origin) -> OriginSection.write(section, report.outline(), origin));
  }

  private static Part<WaterfallSection.Input> waterfall(RunReport report) {
    return report
        .system(RunReport.WINNER)
        .flatMap(winner -> winner.subnet())
        .map(subnet -> report.latency().map(study -> new WaterfallSection.Input(study, subnet)))
        .orElseGet(
            () ->
                Part.missing(
                    report.systems().missing().isEmpty()
                        ? "There is no winner yet whose blocks could be added up."
                        : report.systems().missing()));
  }

  /** Where the result comes from: all that is needed to make it again. */
  private static final class OriginSection {
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
}
