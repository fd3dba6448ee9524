package org.mosnas.search.report.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.mosnas.model.space.Sketch;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.report.chart.ArchitectureDrawing;
import org.mosnas.search.report.content.RunReport;
import org.mosnas.search.report.content.ScoredSystem;
import org.mosnas.search.report.page.Markup.HtmlTable;

/** The winner drawn beside the largest and the smallest subnet, to the same scale. */
final class ArchitectureSection {
  private ArchitectureSection() {}

  static Map<String, SubnetSpec> subnets(List<ScoredSystem> systems) {
    Map<String, SubnetSpec> specs = new LinkedHashMap<>();
    for (String key : List.of(RunReport.WINNER, "largest", "smallest")) {
      systems.stream()
          .filter(system -> system.key().equals(key))
          .flatMap(system -> system.subnet().stream())
          .forEach(subnet -> specs.put(key, subnet.spec()));
    }
    return specs;
  }

  static void write(Element section, Map<String, SubnetSpec> specs) {
    section.appendChild(
        Markup.paragraph(
            "Read from the bottom up and from left to right. Filled boxes are as wide as the"
                + " feed-forward network, dots are attention heads, and curves show which layers of"
                + " the stack before it a layer attends to. All are drawn to the scale of the"
                + " largest."));
    ArchitectureDrawing drawing =
        ArchitectureDrawing.scaledTo(specs.values().stream().map(SubnetSpec::sketch).toList());
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
            "layers attended");
    specs.forEach(
        (name, spec) -> {
          Element figure = row.appendElement("figure");
          figure.appendElement("figcaption").appendElement("b").text(Names.capital(name));
          figure.appendChild(
              drawing.render(spec.sketch(), Names.tone(name), description(name, spec)));
          rows(table, name, spec);
        });
    section.appendChild(Markup.details("Layers as a table", table.render()));
  }

  private static String description(String name, SubnetSpec spec) {
    String stacks =
        spec.sketch().stacks().stream()
            .map(
                stack ->
                    String.format(
                        Locale.ROOT,
                        "%s of %d layers and width %d",
                        stack.name(),
                        stack.layers().size(),
                        stack.embed()))
            .collect(Collectors.joining(", "));
    return name + ": " + stacks + "; the table below has every layer";
  }

  private static void rows(HtmlTable table, String name, SubnetSpec spec) {
    for (Sketch.Stack stack : spec.sketch().stacks()) {
      List<String> row = new ArrayList<>(List.of(name, stack.name()));
      row.add(Integer.toString(stack.embed()));
      row.add(Integer.toString(stack.layers().size()));
      row.add(joined(stack.layers().stream().map(Sketch.Layer::ffn).toList()));
      row.add(joined(stack.layers().stream().map(Names::heads).toList()));
      boolean attends = stack.layers().stream().anyMatch(layer -> layer.attendedLayers() > 0);
      row.add(
          attends
              ? joined(stack.layers().stream().map(Sketch.Layer::attendedLayers).toList())
              : "–");
      table.row(row);
    }
  }

  private static String joined(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
