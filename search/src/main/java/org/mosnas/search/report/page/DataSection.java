package org.mosnas.search.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.chart.RowChart;
import org.mosnas.search.report.chart.Scale;
import org.mosnas.search.report.chart.Shape;
import org.mosnas.search.report.chart.Tone;
import org.mosnas.search.report.chart.XyChart;
import org.mosnas.search.report.chart.XyChart.Series;
import org.mosnas.search.report.chart.XyChart.Series.Point;
import org.mosnas.search.report.content.DataStatistics;
import org.mosnas.search.report.content.DataStatistics.ClassCounts;
import org.mosnas.search.report.content.DataStatistics.DataPart;
import org.mosnas.search.report.content.DataStatistics.Lengths;
import org.mosnas.search.report.content.DataStatistics.TooLong;
import org.mosnas.search.report.page.Markup.HtmlTable;

/** What was kept and dropped and why, how long texts are, and how labels are spread. */
final class DataSection {
  private DataSection() {}

  static void write(Element section, DataStatistics data) {
    section.appendChild(Markup.paragraph(data.summary()));
    section.appendChild(parts(data));
    data.classes().ifPresent(classes -> section.appendChild(classes(classes)));
    dropped(data).ifPresent(section::appendChild);
    if (!data.tooLong().isEmpty()) {
      section.appendChild(tooLong(data));
    }
    data.lengths()
        .content()
        .ifPresentOrElse(
            lengths -> section.appendChild(lengths(lengths)),
            () -> section.appendChild(Markup.missing(data.lengths().missing())));
    data.corpus()
        .ifPresent(
            corpus ->
                section.appendChild(
                    Markup.paragraph(
                        "note",
                        String.format(
                            Locale.ROOT,
                            "Corpus: %s, licence %s. %s",
                            corpus.kind(),
                            corpus.licence(),
                            corpus.attribution()))));
  }

  private static Element parts(DataStatistics data) {
    List<String> counted =
        data.parts().stream().flatMap(part -> part.counts().keySet().stream()).distinct().toList();
    List<String> columns = new ArrayList<>(List.of("part", "#read", "#kept", "#dropped"));
    counted.forEach(name -> columns.add("#" + name));
    HtmlTable table =
        new HtmlTable(
            capital(data.examples()) + " and their tokens", columns.toArray(String[]::new));
    for (DataPart part : data.parts()) {
      long dropped = part.dropped().values().stream().mapToLong(n -> n).sum();
      List<String> cells = new ArrayList<>(List.of(part.name()));
      cells.add(part.read().isEmpty() ? "held out" : Figures.count(part.read().getAsLong()));
      cells.add(Figures.count(part.kept()));
      cells.add(Figures.count(dropped));
      counted.forEach(name -> cells.add(count(part, name)));
      table.row(cells);
    }
    return table.render();
  }

  /** What was counted, and for tokens how many there are on the average. */
  private static String count(DataPart part, String name) {
    Long count = part.counts().get(name);
    if (count == null) {
      return "–";
    }
    return part.kept() > 0 && count > part.kept()
        ? String.format(
            Locale.ROOT,
            "%s (%s each)",
            Figures.count(count),
            Figures.fixed((double) count / part.kept(), 1))
        : Figures.count(count);
  }

  private static Element classes(ClassCounts classes) {
    List<String> columns = new ArrayList<>(List.of("class"));
    classes.parts().forEach(part -> columns.add("#" + part));
    HtmlTable table = new HtmlTable("Texts by class", columns.toArray(String[]::new));
    classes
        .counts()
        .forEach(
            (name, counts) -> {
              List<String> cells = new ArrayList<>(List.of(name));
              counts.forEach(count -> cells.add(Figures.count(count)));
              table.row(cells);
            });
    return table.render();
  }

  private static Optional<Element> dropped(DataStatistics data) {
    Map<String, Long> reasons = new LinkedHashMap<>();
    data.corpus().ifPresent(corpus -> reasons.putAll(corpus.dropped()));
    data.parts().forEach(part -> part.dropped().forEach((r, n) -> reasons.merge(r, n, Long::sum)));
    reasons.values().removeIf(count -> count == 0);
    if (reasons.isEmpty()) {
      return Optional.empty();
    }
    List<Map.Entry<String, Long>> most = new ArrayList<>(reasons.entrySet());
    most.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    String what = data.corpus().isPresent() ? "blocks or " + data.examples() : data.examples();
    RowChart chart =
        new RowChart(
            what,
            Scale.fromZero(most.stream().map(entry -> (double) entry.getValue()).toList(), 5));
    HtmlTable table = new HtmlTable("Left out, by reason", "reason", "#" + what);
    for (Map.Entry<String, Long> entry : most) {
      String reason = entry.getKey().replace('-', ' ');
      String count = Figures.count(entry.getValue());
      chart.add(RowChart.Row.bar(reason, Tone.QUIET, 0, entry.getValue(), count));
      table.row(List.of(reason, count));
    }
    return Optional.of(
        Markup.figure(
            "dropped-" + data.examples().replace(' ', '-'),
            "What was left out, and why",
            data.corpus().isPresent()
                ? "While the corpus was built and while it was cleaned."
                : "While the corpus was cleaned.",
            chart.render("Left out, by reason"),
            Optional.of(table.render())));
  }

  private static Element tooLong(DataStatistics data) {
    List<String> counted = List.copyOf(data.tooLong().get(0).counts().keySet());
    List<String> columns = new ArrayList<>(List.of("stage", "part", "#most tokens"));
    counted.forEach(name -> columns.add("#" + name));
    HtmlTable table =
        new HtmlTable(
            "Left out for their length: " + data.examples(), columns.toArray(String[]::new));
    for (TooLong left : data.tooLong()) {
      List<String> cells =
          new ArrayList<>(List.of(left.stage(), left.part(), Figures.count(left.maxLength())));
      counted.forEach(name -> cells.add(Figures.count(left.counts().get(name))));
      table.row(cells);
    }
    return table.render();
  }

  private static Element lengths(Lengths lengths) {
    List<Double> counts = new ArrayList<>();
    lengths.texts().values().forEach(bins -> bins.forEach(n -> counts.add((double) n)));
    int bins = bins(lengths);
    XyChart chart =
        new XyChart(
            new XyChart.Axis(
                "tokens per " + lengths.text(),
                Scale.fromZero(List.of((double) bins * lengths.binWidth()), 7)),
            new XyChart.Axis(lengths.text() + "s", Scale.fromZero(counts, 5)));
    List<String> columns = new ArrayList<>(List.of("tokens"));
    int at = 0;
    for (Map.Entry<String, List<Long>> texts : lengths.texts().entrySet()) {
      chart.add(
          series(
              texts.getKey(),
              at == 0 ? Tone.WINNER : Tone.RANDOM,
              at == 0,
              lengths,
              texts.getValue()));
      columns.add("#" + texts.getKey());
      at++;
    }
    HtmlTable table =
        new HtmlTable(capital(lengths.text()) + "s by length", columns.toArray(String[]::new));
    for (int i = 0; i < bins; i++) {
      int bin = i;
      List<String> cells = new ArrayList<>(List.of(range(lengths, bin)));
      lengths.texts().values().forEach(texts -> cells.add(Figures.count(at(texts, bin))));
      table.row(cells);
    }
    return Markup.figure(
        "lengths-of-" + lengths.text(),
        "How long " + lengths.text() + "s are",
        String.format(
            Locale.ROOT,
            "%s, in %s training examples; the last step holds all that are longer.",
            lengths.of(),
            Figures.count(lengths.examples())),
        chart.render(capital(lengths.text()) + "s by length"),
        Optional.of(table.render()));
  }

  private static int bins(Lengths lengths) {
    return lengths.texts().values().stream().mapToInt(List::size).max().orElse(0);
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static Series series(
      String name, Tone tone, boolean first, Lengths lengths, List<Long> counts) {
    List<Point> points = new ArrayList<>();
    for (int bin = 0; bin < counts.size(); bin++) {
      points.add(
          new Point(
              (bin + 0.5) * lengths.binWidth(),
              counts.get(bin),
              String.format(
                  Locale.ROOT,
                  "%s; %s tokens; %s %ss",
                  name,
                  range(lengths, bin),
                  Figures.count(counts.get(bin)),
                  lengths.text())));
    }
    return new Series(
        name, tone, first ? Shape.CIRCLE : Shape.DIAMOND, Series.Join.LINE, false, points);
  }

  private static String range(Lengths lengths, int bin) {
    int first = bin * lengths.binWidth() + 1;
    boolean last = bin + 1 == bins(lengths);
    return last ? first + " and more" : first + "–" + (first + lengths.binWidth() - 1);
  }

  private static long at(List<Long> counts, int bin) {
    return bin < counts.size() ? counts.get(bin) : 0;
  }
}
