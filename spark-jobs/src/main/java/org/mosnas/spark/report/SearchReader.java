package org.mosnas.spark.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosnas.search.evolution.SearchCheckpointJson;
import org.mosnas.search.evolution.SearchState;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.search.report.content.SearchStudy;
import org.mosnas.search.report.content.SearchStudy.FoundMember;
import org.mosnas.search.report.content.SearchStudy.MeasuredSubnet;
import org.mosnas.spark.run.OutcomeFile;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.StageRecord;
import org.mosnas.spark.run.StoredRun;
import org.mosnas.spark.stage.Member;

/**
 * What searched and random search beside it, generation by generation, and what was measured at
 * their end.
 */
final class SearchReader {
  private static final String EVOLUTION = RunLayout.generations("evolution");
  private static final String RANDOM = RunLayout.generations("random");

  private final StoredRun run;
  private final ExperimentReader experiment;

  SearchReader(StoredRun run, ExperimentReader experiment) {
    this.run = run;
    this.experiment = experiment;
  }

  Part<SearchStudy> read() {
    return run.part(EVOLUTION, "search", this::study);
  }

  private SearchStudy study() {
    Optional<OutcomeFile> outcome =
        run.has(RunLayout.OUTCOME)
            ? Optional.of(OutcomeFile.in(run.files(), run.folder()))
            : Optional.empty();
    return new SearchStudy(
        state(EVOLUTION),
        run.has(RANDOM) ? Optional.of(state(RANDOM)) : Optional.empty(),
        outcome.flatMap(OutcomeFile::latencyLimitMs),
        outcome.map(found -> found.winner().id()).orElse(""),
        outcome.map(SearchReader::measured).orElse(List.of()),
        family());
  }

  /** The members of a family that were found so far. */
  private List<FoundMember> family() {
    List<FoundMember> found = new ArrayList<>();
    for (Member member : Member.of(experiment.settings())) {
      String folder = member.isWinner() ? "" : member.name();
      if (run.has(RunLayout.outcome(folder))) {
        OutcomeFile outcome = OutcomeFile.in(run.files(), run.folder(), folder);
        outcome.member().ifPresent(known -> found.add(found(member, known, outcome)));
      }
    }
    return found;
  }

  private FoundMember found(Member member, OutcomeFile.Member known, OutcomeFile outcome) {
    return new FoundMember(
        known.name(),
        known.limit(),
        outcome.winner().id(),
        outcome.winner().validationLoss(),
        outcome.randomBest().map(OutcomeFile.Measured::validationLoss),
        known.scored(),
        outcome.winner().measuredMs(),
        outcome.winner().parameters(),
        run.record().stage(member.finetuning()).flatMap(StageRecord::seconds));
  }

  private SearchState state(String file) {
    return SearchCheckpointJson.read(
        run.files().readText(run.path(file)), file, experiment.space());
  }

  /** Every subnet once, under the best name it has. */
  private static List<MeasuredSubnet> measured(OutcomeFile outcome) {
    Map<String, MeasuredSubnet> measured = new LinkedHashMap<>();
    add("winner", outcome.winner(), measured);
    outcome.randomBest().ifPresent(best -> add("random search", best, measured));
    add("largest", outcome.largest(), measured);
    add("smallest", outcome.smallest(), measured);
    int number = 1;
    for (OutcomeFile.Measured finalist : outcome.finalists()) {
      add("finalist " + number++, finalist, measured);
    }
    return List.copyOf(measured.values());
  }

  private static void add(
      String name, OutcomeFile.Measured subnet, Map<String, MeasuredSubnet> measured) {
    measured.putIfAbsent(
        subnet.id(),
        new MeasuredSubnet(
            name, subnet.id(), subnet.latencyMs(), subnet.latencyBoundMs(), subnet.measuredMs()));
  }
}
