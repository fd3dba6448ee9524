package org.mosnas.search.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jsoup.nodes.Element;
import org.mosnas.model.metric.labelled.ConfusionMatrix;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.chart.HeatStrips;
import org.mosnas.search.report.content.Samples;
import org.mosnas.search.report.content.Samples.Sample;
import org.mosnas.search.report.content.Samples.Text;
import org.mosnas.search.report.page.Markup.HtmlTable;

/** Answers side by side, and which classes were taken for which. */
final class SamplesSection {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  private SamplesSection() {}

  static void write(Element section, Samples samples) {
    samples.confusion().ifPresent(matrix -> section.appendChild(confusion(matrix)));
    section.appendChild(Markup.paragraph(samples.explanation()));
    for (Sample sample : samples.samples()) {
      section.appendChild(card(samples.systems(), sample));
    }
  }

  private static Element confusion(ConfusionMatrix matrix) {
    List<String> columns = new ArrayList<>(List.of("class"));
    matrix.classes().forEach(name -> columns.add("#" + name));
    columns.addAll(List.of("#texts", "#found", "#right"));
    HtmlTable table =
        new HtmlTable("Answers of the winner by class", columns.toArray(String[]::new));
    for (int label = 0; label < matrix.classes().size(); label++) {
      List<Long> row = matrix.counts().get(label);
      long right = row.get(label);
      int column = label;
      List<String> cells = new ArrayList<>(List.of(matrix.classes().get(label)));
      row.forEach(count -> cells.add(count == 0 ? "·" : Figures.count(count)));
      cells.add(Figures.count(sum(row)));
      cells.add(share(right, sum(row)));
      cells.add(share(right, sum(matrix.counts().stream().map(r -> r.get(column)).toList())));
      table.shadedRow(cells, shades(row, label));
    }
    return Markup.figure(
        "confusion",
        "Which classes were taken for which",
        "A row holds the texts of a class, a column what they were taken for; blue is right, orange"
            + " wrong. Found: share of a class's texts that got its name; right: share of the texts"
            + " with that name that are of the class.",
        table.render(),
        Optional.empty());
  }

  /** Blue for what is right, orange for what is wrong, the darker the larger its share. */
  private static List<String> shades(List<Long> row, int label) {
    double most = Math.max(1, sum(row));
    return IntStream.range(0, row.size())
        .mapToObj(
            answer ->
                row.get(answer) == 0
                    ? ""
                    : HeatStrips.cssClass((answer == label ? 1 : -1) * row.get(answer) / most, 1))
        .toList();
  }

  private static long sum(List<Long> counts) {
    return counts.stream().mapToLong(n -> n).sum();
  }

  private static String share(long part, long all) {
    return all == 0 ? "–" : Figures.fixed(100.0 * part / all, 1) + " %";
  }

  private static Element card(List<String> systems, Sample sample) {
    Element card = Markup.element("article", "sample");
    card.appendElement("h3").text(sample.heading());
    Element list = card.appendElement("dl");
    sample.given().forEach(text -> line(list, text));
    line(list, sample.wanted());
    for (int i = 0; i < systems.size(); i++) {
      Element item = list.appendElement("div");
      if (i == 0) {
        item.attr("class", "best");
      }
      item.appendElement("dt").text(systems.get(i));
      Element words = item.appendElement("dd");
      language(words, sample.wanted().language());
      compared(words, sample.answers().get(i), sample.wanted().text());
    }
    return card;
  }

  private static void line(Element list, Text text) {
    Element item = list.appendElement("div").attr("class", "given");
    item.appendElement("dt").text(text.name());
    language(item.appendElement("dd").text(text.text()), text.language());
  }

  private static void language(Element element, String language) {
    if (language.matches("[a-z]{2,3}")) {
      element.attr("lang", language);
    }
  }

  /** Every word of what is wanted explains one word of the answer. */
  private static void compared(Element into, String answer, String wanted) {
    List<String> left = new ArrayList<>();
    Matcher wantedWords = WORD.matcher(wanted);
    while (wantedWords.find()) {
      left.add(wantedWords.group().toLowerCase(Locale.ROOT));
    }
    Matcher words = WORD.matcher(answer);
    int end = 0;
    while (words.find()) {
      into.appendText(answer.substring(end, words.start()));
      if (left.remove(words.group().toLowerCase(Locale.ROOT))) {
        into.appendElement("b").text(words.group());
      } else {
        into.appendText(words.group());
      }
      end = words.end();
    }
    into.appendText(answer.substring(end));
  }
}
