package org.mosnas.search.report.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.chart.HeatStrips;
import org.mosnas.search.report.content.RouterStudy;
import org.mosnas.search.report.content.RouterStudy.RoutedMatrix;
import org.mosnas.search.report.content.RouterStudy.RoutedSubnet;
import org.mosnas.search.report.page.Markup.HtmlTable;

/** How the routers mix the experts of each matrix, as heat maps. */
final class RouterSection {
  private RouterSection() {}

  static void write(Element section, RouterStudy study) {
    double even = 1.0 / study.experts();
    double widest = widest(study, even);
    section.appendChild(
        Markup.paragraph(
            String.format(
                Locale.ROOT,
                "Every feed-forward matrix of a subnet is a mixture of %d experts; a router that"
                    + " sees the architecture sets the shares%s. Read after %d rounds of training."
                    + " Even shares would be %s; the strongest departure is %s.",
                study.experts(),
                study.neuronWise() ? ", one set per neuron" : "",
                study.rounds(),
                Figures.fixed(even, 3),
                Figures.fixed(widest, 3))));
    int shown = study.experts() == 2 ? 1 : study.experts();
    for (int expert = 0; expert < shown; expert++) {
      section.appendChild(map(study, expert, even, widest));
    }
    section.appendChild(scale(even, widest));
    if (study.neuronWise()) {
      section.appendChild(neurons(study.subnets().get(0), even));
    }
  }

  private static double widest(RouterStudy study, double even) {
    return study.subnets().stream()
        .flatMap(subnet -> subnet.matrices().stream())
        .flatMapToDouble(matrix -> matrix.mean().stream().mapToDouble(v -> Math.abs(v - even)))
        .max()
        .orElse(0);
  }

  /** A real table: its cells are colored, and read aloud as numbers. */
  private static Element map(RouterStudy study, int expert, double even, double widest) {
    List<String> columns = new ArrayList<>(List.of("matrix"));
    study.subnets().forEach(subnet -> columns.add("#" + subnet.name()));
    String other = study.experts() == 2 ? " (the rest is expert 2)" : " of " + study.experts();
    HtmlTable table =
        new HtmlTable(
            "Mean share of expert " + (expert + 1) + other, columns.toArray(String[]::new));
    for (String matrix : matrices(study)) {
      List<String> cells = new ArrayList<>(List.of(Names.matrix(matrix)));
      for (RoutedSubnet subnet : study.subnets()) {
        cells.add(
            find(subnet, matrix).map(m -> Figures.fixed(m.mean().get(expert), 3)).orElse("–"));
      }
      table.row(cells);
    }
    Element frame = table.render();
    frame.addClass("heat");
    List<Element> rows = frame.select("tbody tr");
    int row = 0;
    for (String matrix : matrices(study)) {
      int column = 0;
      for (RoutedSubnet subnet : study.subnets()) {
        Element cell = rows.get(row).select("td").get(column++);
        find(subnet, matrix)
            .ifPresent(
                m -> cell.addClass(HeatStrips.cssClass(m.mean().get(expert) - even, widest)));
      }
      row++;
    }
    return frame;
  }

  private static Set<String> matrices(RouterStudy study) {
    Set<String> names = new LinkedHashSet<>();
    study.subnets().forEach(s -> s.matrices().forEach(m -> names.add(m.name())));
    return names.stream()
        .sorted(RouterSection::encoderFirst)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Encoder before decoder, otherwise as it comes. */
  private static int encoderFirst(String one, String other) {
    return Boolean.compare(one.startsWith("decoder"), other.startsWith("decoder"));
  }

  private static Optional<RoutedMatrix> find(RoutedSubnet subnet, String matrix) {
    return subnet.matrices().stream().filter(m -> m.name().equals(matrix)).findFirst();
  }

  private static Element scale(double even, double widest) {
    Element scale = Markup.element("p", "heat-scale note");
    scale.appendText("less, down to " + Figures.fixed(even - widest, 3) + " ");
    for (int i = -5; i <= 5; i++) {
      scale.appendElement("span").attr("class", "d" + i).attr("aria-hidden", "true");
    }
    scale.appendText(" more, up to " + Figures.fixed(even + widest, 3));
    return scale;
  }

  private static Element neurons(RoutedSubnet subnet, double even) {
    double[] departures =
        subnet.matrices().stream()
            .flatMapToDouble(m -> m.profile().stream().mapToDouble(v -> Math.abs(v - even)))
            .sorted()
            .toArray();
    double widest = departures.length == 0 ? 0 : departures[(int) (0.95 * (departures.length - 1))];
    HeatStrips strips = new HeatStrips(even, widest);
    HtmlTable table =
        new HtmlTable(
            "Share of expert 1 over the neurons of the " + subnet.name(),
            "matrix",
            "#least",
            "#mean",
            "#most");
    for (RoutedMatrix matrix : subnet.matrices()) {
      String name = Names.matrix(matrix.name());
      String least = Figures.fixed(matrix.low().get(0), 3);
      String mean = Figures.fixed(matrix.mean().get(0), 3);
      String most = Figures.fixed(matrix.high().get(0), 3);
      strips.add(
          name,
          matrix.profile(),
          String.format(
              Locale.ROOT,
              "%s; share of expert 1; mean %s; neurons from %s to %s",
              name,
              mean,
              least,
              most));
      table.row(List.of(name, least, mean, most));
    }
    return Markup.figure(
        "neurons",
        "Neuron by neuron: the " + subnet.name(),
        String.format(
            Locale.ROOT,
            "Each row is one matrix, its neurons from left to right in stretches of equal number; the color is the mean share of expert 1 from %s or less (orange) to %s or more (blue).",
            Figures.fixed(even - widest, 3),
            Figures.fixed(even + widest, 3)),
        strips.render("Share of expert 1 by neuron"),
        Optional.of(table.render()));
  }
}
