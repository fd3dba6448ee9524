package org.mosnas.search.report.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.mosnas.search.report.content.Origin;
import org.mosnas.search.report.content.RunReport;

/** What several runs do not have in common: program, hardware, seed, data, configuration. */
final class ComparedSettings {
  private ComparedSettings() {}

  /** A table of the keys in which they differ. */
  static void describe(Element section, ComparedRuns runs) {
    List<String> columns = new ArrayList<>(List.of("key"));
    columns.addAll(runs.reports().keySet());
    HtmlTable table =
        new HtmlTable("Where the runs are not the same", columns.toArray(String[]::new));
    int rows = 0;
    Set<String> keys = new LinkedHashSet<>();
    List<Map<String, String>> facts =
        runs.reports().values().stream().map(ComparedSettings::facts).toList();
    facts.forEach(fact -> keys.addAll(fact.keySet()));
    for (String key : keys) {
      List<String> values = facts.stream().map(fact -> fact.getOrDefault(key, "–")).toList();
      if (values.stream().distinct().count() > 1) {
        List<String> cells = new ArrayList<>(List.of(key));
        cells.addAll(values);
        table.row("code", cells);
        rows++;
      }
    }
    section.appendChild(
        rows == 0
            ? Markup.paragraph(
                "Program, hardware, seed, data and every key of the configuration are the same.")
            : table.render());
  }

  private static Map<String, String> facts(RunReport report) {
    Map<String, String> facts = new LinkedHashMap<>();
    report.origin().content().map(ComparedSettings::facts).ifPresent(facts::putAll);
    return facts;
  }

  private static Map<String, String> facts(Origin origin) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("commit", origin.commit());
    facts.put("seed", Long.toString(origin.seed()));
    facts.putAll(origin.hardware());
    facts.put(
        "data",
        origin.data().values().stream()
            .filter(Objects::nonNull)
            .map(sum -> sum.substring(0, Math.min(8, sum.length())))
            .collect(Collectors.joining(" ")));
    facts.putAll(origin.settings());
    return facts;
  }
}
