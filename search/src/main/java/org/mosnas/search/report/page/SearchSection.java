package org.mosnas.search.report.page;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.mosnas.search.evolution.Constraints.Quantity;
import org.mosnas.search.evolution.ParetoFront;
import org.mosnas.search.evolution.SearchState;
import org.mosnas.search.evolution.SearchState.Candidate;
import org.mosnas.search.evolution.SearchState.Generation;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.chart.Scale;
import org.mosnas.search.report.chart.Shape;
import org.mosnas.search.report.chart.Tone;
import org.mosnas.search.report.chart.XyChart;
import org.mosnas.search.report.chart.XyChart.Series;
import org.mosnas.search.report.chart.XyChart.Series.Point;
import org.mosnas.search.report.content.SearchStudy;
import org.mosnas.search.report.content.SearchStudy.FoundMember;
import org.mosnas.search.report.page.Markup.HtmlTable;

/** How the search went, and what it found: progress against random search, and the Pareto front. */
final class SearchSection {
  private static final int MOST_POINTS = 600;

  private SearchSection() {}

  static void write(Element section, SearchStudy study) {
    if (!study.family().isEmpty()) {
      section.appendChild(family(study.family()));
      section.appendChild(
          Markup.paragraph(
              "note",
              "The charts below are those of the search for "
                  + study.family().get(0).name()
                  + ", the winner of the run."));
    }
    section.appendChild(progress(study));
    section.appendChild(front(study));
  }

  private static Element family(List<FoundMember> members) {
    HtmlTable table =
        new HtmlTable(
            "One supernet, several limits: what was found for each",
            "member",
            "limit",
            "subnet",
            "#loss with inherited weights",
            "#best of random search",
            "#scored for it alone",
            "#measured (ms)",
            "#parameters",
            "#its own training");
    for (FoundMember member : members) {
      table.row(
          List.of(
              member.name(),
              member.limit(),
              member.id(),
              Figures.fixed(member.loss(), 4),
              member.randomLoss().map(loss -> Figures.fixed(loss, 4)).orElse("–"),
              Figures.count(member.scored()),
              Figures.fixed(member.measuredMillis(), 2),
              Figures.amount(member.parameters()),
              member.seconds().map(Figures::duration).orElse("–")));
    }
    return table.render();
  }

  private static Element progress(SearchStudy study) {
    HtmlTable table =
        new HtmlTable(
            "Best validation loss so far, in nats per token",
            "search",
            "#generation",
            "#subnets scored",
            "#best so far",
            "#median of the generation",
            "#draws over the limit");
    List<Point> evolution = progress("evolution", study.evolution(), table);
    List<Point> random =
        study.random().map(state -> progress("random search", state, table)).orElse(List.of());
    List<Point> all = new ArrayList<>(evolution);
    all.addAll(random);
    XyChart chart =
        new XyChart(
            new XyChart.Axis(
                "subnets scored", Scale.fromZero(all.stream().map(Point::x).toList(), 7)),
            new XyChart.Axis(
                "best " + TrainingSection.LOSS,
                Scale.covering(all.stream().map(Point::y).toList(), 6)));
    chart.add(Series.line("random", Tone.RANDOM, Shape.DIAMOND, random).joined(Series.Join.STEPS));
    chart.add(
        Series.line("evolution", Tone.WINNER, Shape.CIRCLE, evolution).joined(Series.Join.STEPS));
    return Markup.figure(
        "search-progress",
        "Search progress",
        study.random().isPresent()
            ? "The best validation loss after each generation, beside a random search under the"
                + " same limit. Lower is better; scores are those of inherited weights."
            : "The best validation loss after each generation. Lower is better; scores are those of"
                + " inherited weights. No random search ran beside it.",
        chart.render("Best validation loss by number of subnets scored"),
        Optional.of(table.render()));
  }

  private static List<Point> progress(String algorithm, SearchState state, HtmlTable table) {
    List<Point> points = new ArrayList<>();
    int scored = 0;
    double best = Double.POSITIVE_INFINITY;
    for (Generation generation : state.generations()) {
      scored += generation.statistics().evaluations();
      best = Math.min(best, generation.best().loss());
      double median = generation.population().get(generation.population().size() / 2).loss();
      String loss = Figures.fixed(best, 4);
      points.add(
          new Point(
              scored,
              best,
              String.format(
                  Locale.ROOT,
                  "%s; generation %d, %d subnets scored; best %s; median %s",
                  algorithm,
                  generation.index() + 1,
                  scored,
                  loss,
                  Figures.fixed(median, 4))));
      table.row(
          List.of(
              algorithm,
              Figures.count(generation.index() + 1),
              Figures.count(scored),
              loss,
              Figures.fixed(median, 4),
              Figures.count(generation.statistics().infeasible())));
    }
    return points;
  }

  private static Element front(SearchStudy study) {
    Map<String, Candidate> evolution = candidates(study.evolution());
    Map<String, Candidate> random = study.random().map(SearchSection::candidates).orElse(Map.of());
    Map<String, Candidate> all = new LinkedHashMap<>(evolution);
    random.forEach(all::putIfAbsent);
    List<Candidate> members = ParetoFront.of(all.values(), Quantity.LATENCY).members();
    XyChart chart = frontAxes(study, all.values());
    chart.add(
        new Series(
            "front",
            Tone.QUIET,
            Shape.DOT,
            Series.Join.STEPS,
            false,
            members.stream().map(member -> point("on the front", member)).toList()));
    chart.add(Series.dots("random", Tone.RANDOM, Shape.SPECK, drawn(random, "random search")));
    chart.add(Series.dots("evolution", Tone.WINNER, Shape.DOT, drawn(evolution, "evolution")));
    study
        .latencyLimitMillis()
        .ifPresent(limit -> chart.vertical("limit " + Figures.millis(limit), Tone.LIMIT, limit));
    Candidate winner = all.get(study.winner());
    if (winner != null) {
      chart.add(
          Series.dots("winner", Tone.WINNER, Shape.STAR, List.of(point("winner", winner)))
              .labelled(true));
    }
    return Markup.figure(
        "pareto-front",
        all.size() > 2 * MOST_POINTS
            ? "Subnets that were scored, and the Pareto front"
            : "Every subnet that was scored, and the Pareto front",
        "Left is faster, down is better. The stepped line is the front: nothing scored is both"
            + " faster and better than its subnets. The search compares the bound, not the"
            + " prediction, with the limit.",
        Markup.legend(
            chart.render("Loss against latency bound of every scored subnet"),
            List.of(
                Markup.key(Shape.DOT, Tone.WINNER, "evolution"),
                Markup.key(Shape.SPECK, Tone.RANDOM, "random search"),
                Markup.key(Shape.STAR, Tone.WINNER, "winner"))),
        Optional.of(frontTable(members, evolution)));
  }

  private static XyChart frontAxes(SearchStudy study, Collection<Candidate> candidates) {
    List<Double> bounds =
        Stream.concat(
                candidates.stream().map(candidate -> candidate.costs().latencyBoundMillis()),
                study.latencyLimitMillis().stream())
            .toList();
    List<Double> losses = candidates.stream().map(Candidate::loss).toList();
    return new XyChart(
        new XyChart.Axis("latency bound (ms)", Scale.covering(bounds, 7)),
        new XyChart.Axis(TrainingSection.LOSS, Scale.covering(losses, 6)));
  }

  /** So many that more would only lie on each other; the front is always drawn. */
  private static List<Point> drawn(Map<String, Candidate> candidates, String algorithm) {
    int step = (candidates.size() + MOST_POINTS - 1) / MOST_POINTS;
    List<Candidate> all = List.copyOf(candidates.values());
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < all.size(); i += Math.max(1, step)) {
      points.add(point(algorithm, all.get(i)));
    }
    return points;
  }

  private static Element frontTable(List<Candidate> members, Map<String, Candidate> evolution) {
    HtmlTable table =
        new HtmlTable(
            "The Pareto front, from the fastest to the best",
            "subnet",
            "#predicted (ms)",
            "#bound (ms)",
            "#validation loss",
            "#parameters",
            "found by",
            "architecture (FFN/heads)");
    for (Candidate member : members) {
      table.row(
          List.of(
              member.spec().id(),
              Figures.fixed(member.costs().latencyMillis(), 2),
              Figures.fixed(member.costs().latencyBoundMillis(), 2),
              Figures.fixed(member.loss(), 4),
              Figures.amount(member.costs().parameters()),
              evolution.containsKey(member.spec().id()) ? "evolution" : "random search",
              Names.brief(member.spec())));
    }
    return table.render();
  }

  static Map<String, Candidate> candidates(SearchState state) {
    Map<String, Candidate> known = new LinkedHashMap<>();
    for (Generation generation : state.generations()) {
      generation.population().forEach(c -> known.putIfAbsent(c.spec().id(), c));
    }
    return known;
  }

  static Point point(String what, Candidate candidate) {
    return new Point(
        candidate.costs().latencyBoundMillis(),
        candidate.loss(),
        String.format(
            Locale.ROOT,
            "%s %s; predicted %s, bound %s; loss %s; %s parameters; %s",
            what,
            candidate.spec().id(),
            Figures.millis(candidate.costs().latencyMillis()),
            Figures.millis(candidate.costs().latencyBoundMillis()),
            Figures.fixed(candidate.loss(), 4),
            Figures.amount(candidate.costs().parameters()),
            Names.brief(candidate.spec())));
  }
}
