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
import org.mosnas.search.report.content.DataStatistics.DataPart;
import org.mosnas.search.report.content.DataStatistics.Lengths;
import org.mosnas.search.report.content.DataStatistics.TooLong;
import org.mosnas.search.report.page.Markup.HtmlTable;

/** What was kept and dropped and why, how long sentences are, and the vocabulary. */
final class DataSection {
  private DataSection() {}

  static void write(Element section, DataStatistics data) {
    section.appendChild(Markup.paragraph(summary(data)));
    section.appendChild(parts(data));
    dropped(data).ifPresent(section::appendChild);
    if (!data.tooLong().isEmpty()) {
      section.appendChild(tooLong(data.tooLong()));
    }
    data.lengths()
        .content()
        .ifPresentOrElse(
            lengths -> section.appendChild(lengths(data, lengths)),
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

  private static String summary(DataStatistics data) {
    String vocabulary =
        data.sourceVocabulary() == data.targetVocabulary()
            ? Figures.count(data.sourceVocabulary()) + " tokens for both languages"
            : String.format(
                Locale.ROOT,
                "%s source and %s target tokens",
                Figures.count(data.sourceVocabulary()),
                Figures.count(data.targetVocabulary()));
    return String.format(
        Locale.ROOT,
        "From %s to %s; vocabulary of %s after %s byte pair merges.",
        data.sourceLanguage(),
        data.targetLanguage(),
        vocabulary,
        Figures.count(data.merges()));
  }

  private static Element parts(DataStatistics data) {
    HtmlTable table =
        new HtmlTable(
            "Sentence pairs and tokens",
            "part",
            "#read",
            "#kept",
            "#dropped",
            "#source tokens",
            "#target tokens",
            "#tokens per pair",
            "#unknown tokens");
    for (DataPart part : data.parts()) {
      long dropped = part.dropped().values().stream().mapToLong(n -> n).sum();
      table.row(
          List.of(
              part.name(),
              part.read() == 0 ? "held out" : Figures.count(part.read()),
              Figures.count(part.kept()),
              Figures.count(dropped),
              Figures.count(part.sourceTokens()),
              Figures.count(part.targetTokens()),
              String.format(
                  Locale.ROOT,
                  "%s + %s",
                  perPair(part.sourceTokens(), part),
                  perPair(part.targetTokens(), part)),
              Figures.count(part.unknownTokens())));
    }
    return table.render();
  }

  private static String perPair(long tokens, DataPart part) {
    return part.kept() == 0 ? "–" : Figures.fixed((double) tokens / part.kept(), 1);
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
    RowChart chart =
        new RowChart(
            "blocks or sentence pairs",
            Scale.fromZero(most.stream().map(entry -> (double) entry.getValue()).toList(), 5));
    HtmlTable table = new HtmlTable("Left out, by reason", "reason", "#blocks or sentence pairs");
    for (Map.Entry<String, Long> entry : most) {
      String reason = entry.getKey().replace('-', ' ');
      String count = Figures.count(entry.getValue());
      chart.add(RowChart.Row.bar(reason, Tone.QUIET, 0, entry.getValue(), count));
      table.row(List.of(reason, count));
    }
    return Optional.of(
        Markup.figure(
            "dropped",
            "What was left out, and why",
            data.corpus().isPresent()
                ? "While the corpus was built and while it was cleaned."
                : "While the corpus was cleaned.",
            chart.render("Left out, by reason"),
            Optional.of(table.render())));
  }

  private static Element tooLong(List<TooLong> counts) {
    HtmlTable table =
        new HtmlTable(
            "Sentence pairs left out for their length",
            "stage",
            "sentences",
            "#most tokens",
            "#source longer",
            "#target longer",
            "#both longer");
    for (TooLong count : counts) {
      table.row(
          List.of(
              count.stage(),
              count.part(),
              Figures.count(count.maxLength()),
              Figures.count(count.source()),
              Figures.count(count.target()),
              Figures.count(count.both())));
    }
    return table.render();
  }

  private static Element lengths(DataStatistics data, Lengths lengths) {
    List<Double> counts = new ArrayList<>();
    lengths.source().forEach(n -> counts.add((double) n));
    lengths.target().forEach(n -> counts.add((double) n));
    int bins = Math.max(lengths.source().size(), lengths.target().size());
    XyChart chart =
        new XyChart(
            new XyChart.Axis(
                "tokens per sentence",
                Scale.fromZero(List.of((double) bins * lengths.binWidth()), 7)),
            new XyChart.Axis("sentences", Scale.fromZero(counts, 5)));
    chart.add(series(data.sourceLanguage(), Tone.WINNER, Shape.CIRCLE, lengths, lengths.source()));
    chart.add(series(data.targetLanguage(), Tone.RANDOM, Shape.DIAMOND, lengths, lengths.target()));
    HtmlTable table =
        new HtmlTable(
            "Sentences by length",
            "tokens",
            "#" + data.sourceLanguage(),
            "#" + data.targetLanguage());
    for (int bin = 0; bin < bins; bin++) {
      table.row(
          List.of(
              range(lengths, bin),
              Figures.count(at(lengths.source(), bin)),
              Figures.count(at(lengths.target(), bin))));
    }
    return Markup.figure(
        "lengths",
        "How long sentences are",
        String.format(
            Locale.ROOT,
            "Byte pair tokens with the end of sentence, in %s training pairs; the last step holds all that are longer.",
            Figures.count(lengths.sentences())),
        chart.render("Sentences by length"),
        Optional.of(table.render()));
  }

  private static Series series(
      String language, Tone tone, Shape shape, Lengths lengths, List<Long> counts) {
    List<Point> points = new ArrayList<>();
    for (int bin = 0; bin < counts.size(); bin++) {
      points.add(
          new Point(
              (bin + 0.5) * lengths.binWidth(),
              counts.get(bin),
              String.format(
                  Locale.ROOT,
                  "%s; %s tokens; %s sentences",
                  language,
                  range(lengths, bin),
                  Figures.count(counts.get(bin)))));
    }
    return new Series(language, tone, shape, Series.Join.LINE, false, points);
  }

  private static String range(Lengths lengths, int bin) {
    int first = bin * lengths.binWidth() + 1;
    boolean last = bin + 1 == Math.max(lengths.source().size(), lengths.target().size());
    return last ? first + " and more" : first + "–" + (first + lengths.binWidth() - 1);
  }

  private static long at(List<Long> counts, int bin) {
    return bin < counts.size() ? counts.get(bin) : 0;
  }
}
