package org.mosnas.search.report.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.mosnas.model.space.DecoderLayerSpec;
import org.mosnas.model.space.EncoderLayerSpec;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.search.report.chart.ArchitectureDrawing;
import org.mosnas.search.report.content.RunReport;
import org.mosnas.search.report.content.ScoredSystem;

/** The winner drawn beside the largest and the smallest subnet, to the same scale. */
final class ArchitectureSection {
  private ArchitectureSection() {}

  static Map<String, TranslationSpec> subnets(List<ScoredSystem> systems) {
    Map<String, TranslationSpec> specs = new LinkedHashMap<>();
    for (String key : List.of(RunReport.WINNER, "largest", "smallest")) {
      systems.stream()
          .filter(system -> system.key().equals(key))
          .flatMap(system -> system.subnet().stream())
          .forEach(subnet -> specs.put(key, subnet.spec()));
    }
    return specs;
  }

  static void write(Element section, Map<String, TranslationSpec> specs) {
    section.appendChild(
        Markup.paragraph(
            "Read from the bottom up: encoder at the left, decoder at the right. Filled boxes are"
                + " as wide as the feed-forward network, dots are attention heads, and curves show"
                + " which encoder layers a decoder layer attends to. All are drawn to the scale of"
                + " the largest."));
    ArchitectureDrawing drawing = ArchitectureDrawing.scaledTo(List.copyOf(specs.values()));
    Element row = section.appendElement("div").attr("class", "drawings");
    HtmlTable table =
        new HtmlTable(
            "Layers of the subnets",
            "subnet",
            "side",
            "#width",
            "#layers",
            "FFN widths",
            "heads",
            "encoder layers attended");
    specs.forEach(
        (name, spec) -> {
          Element figure = row.appendElement("figure");
          figure.appendElement("figcaption").appendElement("b").text(Names.capital(name));
          figure.appendChild(drawing.render(spec, Names.tone(name), description(name, spec)));
          rows(table, name, spec);
        });
    section.appendChild(Markup.details("Layers as a table", table.render()));
  }

  private static String description(String name, TranslationSpec spec) {
    return String.format(
        Locale.ROOT,
        "%s: encoder of %d layers and width %d, decoder of %d layers and width %d; the table below"
            + " has every layer",
        name,
        spec.encoder().size(),
        spec.encoderEmbed(),
        spec.decoder().size(),
        spec.decoderEmbed());
  }

  private static void rows(HtmlTable table, String name, TranslationSpec spec) {
    List<String> encoder = new ArrayList<>(List.of(name, "encoder"));
    encoder.add(Integer.toString(spec.encoderEmbed()));
    encoder.add(Integer.toString(spec.encoder().size()));
    encoder.add(joined(spec.encoder().stream().map(EncoderLayerSpec::ffn).toList()));
    encoder.add(joined(spec.encoder().stream().map(EncoderLayerSpec::heads).toList()));
    encoder.add("–");
    table.row(encoder);
    List<String> decoder = new ArrayList<>(List.of(name, "decoder"));
    decoder.add(Integer.toString(spec.decoderEmbed()));
    decoder.add(Integer.toString(spec.decoder().size()));
    decoder.add(joined(spec.decoder().stream().map(DecoderLayerSpec::ffn).toList()));
    decoder.add(
        joined(spec.decoder().stream().map(l -> l.selfHeads() + "+" + l.crossHeads()).toList()));
    decoder.add(joined(spec.decoder().stream().map(DecoderLayerSpec::attendedLayers).toList()));
    table.row(decoder);
  }

  private static String joined(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
