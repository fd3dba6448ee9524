package org.mosnas.search.report.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jsoup.nodes.Element;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.chart.Scale;
import org.mosnas.search.report.chart.Shape;
import org.mosnas.search.report.chart.Tone;
import org.mosnas.search.report.chart.XyChart;
import org.mosnas.search.report.chart.XyChart.Series;
import org.mosnas.search.report.chart.XyChart.Series.Point;
import org.mosnas.search.report.content.RunReport;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.search.report.content.RunReport.RoundLosses;
import org.mosnas.search.report.page.Markup.HtmlTable;

/** Loss round by round, of the supernet's subnets and of the winner. */
final class TrainingSection {
  static final String LOSS = "validation loss (nats per token)";

  private TrainingSection() {}

  static void write(Element section, RunReport report) {
    add(
        section,
        "training-loss",
        "Supernet",
        "Each line is one subnet that lives in the supernet, on the same validation sentences."
            + " Lines that fall together mean that sharing weights hurts none of them.",
        report.training());
    add(
        section,
        "finetuning-loss",
        "Winner on its own",
        "The searched subnet starts from the weights it inherits and is trained on alone.",
        report.finetuning());
    report
        .fromScratch()
        .ifPresent(
            rounds ->
                add(
                    section,
                    "scratch-loss",
                    "Winner from scratch",
                    "The same architecture from new weights: what it would be without the"
                        + " supernet.",
                    Part.of(rounds)));
  }

  private static void add(
      Element section, String id, String title, String reading, Part<List<RoundLosses>> rounds) {
    if (rounds.content().isEmpty()) {
      section.appendElement("h3").text(title);
      section.appendChild(Markup.missing(rounds.missing()));
      return;
    }
    List<RoundLosses> there = rounds.content().orElseThrow();
    section.appendChild(
        Markup.figure(
            id,
            title + ": loss per round",
            reading,
            chart(there, !id.startsWith("training")).render(title + ": loss per round"),
            Optional.of(table(there, title))));
    double seconds = there.stream().mapToDouble(RoundLosses::seconds).sum();
    long tokens = there.stream().mapToLong(RoundLosses::targetTokens).sum();
    section.appendChild(
        Markup.paragraph(
            "note",
            String.format(
                Locale.ROOT,
                "%s rounds, %s updates per worker, %s target tokens in %s (%s tokens per second)",
                Figures.count(there.size()),
                Figures.count(there.get(there.size() - 1).updates()),
                Figures.amount(tokens),
                Figures.duration(seconds),
                seconds > 0 ? Figures.amount(tokens / seconds) : "–")));
  }

  private static XyChart chart(List<RoundLosses> rounds, boolean alone) {
    List<Double> values = new ArrayList<>();
    rounds.forEach(round -> values.addAll(round.validation().values()));
    rounds.forEach(round -> values.add(round.trainLoss()));
    XyChart chart =
        new XyChart(
            new XyChart.Axis("round", Scale.counting(rounds.get(rounds.size() - 1).round(), 7)),
            new XyChart.Axis("loss (nats per token)", Scale.covering(values, 6)));
    chart.add(
        series("training", Tone.QUIET, Shape.DOT, rounds, RoundLosses::trainLoss)
            .joined(Series.Join.DASHES));
    boolean named = false;
    for (String name : watched(rounds)) {
      boolean random = name.startsWith("random");
      Series one =
          series(
              alone ? "winner" : random ? "random" : name,
              Names.tone(name),
              random ? Shape.DIAMOND : Names.shape(name),
              rounds.stream().filter(round -> round.validation().containsKey(name)).toList(),
              round -> round.validation().get(name));
      chart.add(one.labelled(!(random && named)));
      named |= random;
    }
    return chart;
  }

  private static Series series(
      String name,
      Tone tone,
      Shape shape,
      List<RoundLosses> rounds,
      ToDoubleFunction<RoundLosses> loss) {
    List<Point> points =
        rounds.stream()
            .map(
                round ->
                    new Point(
                        round.round(),
                        loss.applyAsDouble(round),
                        String.format(
                            Locale.ROOT,
                            "%s; round %d; loss %s",
                            name,
                            round.round(),
                            Figures.fixed(loss.applyAsDouble(round), 3))))
            .toList();
    return Series.line(name, tone, shape, points);
  }

  private static Set<String> watched(List<RoundLosses> rounds) {
    Set<String> names = new LinkedHashSet<>();
    rounds.forEach(round -> names.addAll(round.validation().keySet()));
    return names;
  }

  private static Element table(List<RoundLosses> rounds, String title) {
    Set<String> names = watched(rounds);
    List<String> columns = new ArrayList<>(List.of("#round", "#updates", "#training"));
    names.forEach(name -> columns.add("#" + name));
    columns.add("#seconds");
    HtmlTable table =
        new HtmlTable(title + ": loss in nats per token", columns.toArray(String[]::new));
    for (RoundLosses round : rounds) {
      List<String> cells = new ArrayList<>();
      cells.add(Figures.count(round.round()));
      cells.add(Figures.count(round.updates()));
      cells.add(Figures.fixed(round.trainLoss(), 3));
      for (String name : names) {
        Double loss = round.validation().get(name);
        cells.add(loss == null ? "–" : Figures.fixed(loss, 3));
      }
      cells.add(Figures.fixed(round.seconds(), 1));
      table.row(cells);
    }
    return table.render();
  }
}
