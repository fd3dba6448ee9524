package org.mosnas.search.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.content.TranslationSamples;
import org.mosnas.search.report.content.TranslationSamples.Sample;

/** Translations side by side. */
final class SamplesSection {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  private final TranslationSamples samples;
  private final String sourceLanguage;
  private final String targetLanguage;

  SamplesSection(TranslationSamples samples, String sourceLanguage, String targetLanguage) {
    this.samples = samples;
    this.sourceLanguage = sourceLanguage;
    this.targetLanguage = targetLanguage;
  }

  void write(Element section) {
    section.appendChild(
        Markup.paragraph(
            String.format(
                Locale.ROOT,
                "%d of %s test sentences, at equal distances from the %s's worst to its best by"
                    + " chrF2: nobody picked them. Words in bold also stand in the reference.",
                samples.samples().size(),
                Figures.count(samples.sentences()),
                samples.systems().isEmpty() ? "winner" : samples.systems().get(0))));
    for (Sample sample : samples.samples()) {
      section.appendChild(card(sample));
    }
  }

  private Element card(Sample sample) {
    Element card = Markup.element("article", "sample");
    card.appendElement("h3")
        .text(
            String.format(
                Locale.ROOT,
                "Sentence %s, chrF2 %s",
                Figures.count(sample.number()),
                Figures.fixed(sample.chrf(), 1)));
    Element list = card.appendElement("dl");
    line(list, "source", sample.source(), sourceLanguage);
    line(list, "reference", sample.reference(), targetLanguage);
    for (int i = 0; i < samples.systems().size(); i++) {
      Element item = list.appendElement("div");
      if (i == 0) {
        item.attr("class", "best");
      }
      item.appendElement("dt").text(samples.systems().get(i));
      Element words = item.appendElement("dd");
      language(words, targetLanguage);
      compared(words, sample.translations().get(i), sample.reference());
    }
    return card;
  }

  private static void line(Element list, String name, String text, String language) {
    Element item = list.appendElement("div").attr("class", "given");
    item.appendElement("dt").text(name);
    language(item.appendElement("dd").text(text), language);
  }

  private static void language(Element element, String language) {
    if (language.matches("[a-z]{2,3}")) {
      element.attr("lang", language);
    }
  }

  /** Every word of the reference explains one word of the translation. */
  private static void compared(Element into, String translation, String reference) {
    List<String> left = new ArrayList<>();
    Matcher referenceWords = WORD.matcher(reference);
    while (referenceWords.find()) {
      left.add(referenceWords.group().toLowerCase(Locale.ROOT));
    }
    Matcher words = WORD.matcher(translation);
    int end = 0;
    while (words.find()) {
      into.appendText(translation.substring(end, words.start()));
      if (left.remove(words.group().toLowerCase(Locale.ROOT))) {
        into.appendElement("b").text(words.group());
      } else {
        into.appendText(words.group());
      }
      end = words.end();
    }
    into.appendText(translation.substring(end));
  }
}
