package org.mosnas.search.report.page;

import java.util.Locale;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.content.DataStatistics;
import org.mosnas.search.report.content.Part;
import org.mosnas.search.report.content.RunOutline;
import org.mosnas.search.report.content.RunReport;

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
    String source = report.data().content().map(DataStatistics::sourceLanguage).orElse("");
    String target = report.data().content().map(DataStatistics::targetLanguage).orElse("");
    return new Sections()
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
            "Translations",
            report.samples(),
            (section, samples) -> new SamplesSection(samples, source, target).write(section))
        .add("data", "Data", report.data(), DataSection::write)
        .add(
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
}
