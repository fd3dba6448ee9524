package org.mosnas.spark.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mosnas.search.job.SearchOutcome;
import org.mosnas.spark.run.OutcomeFile;
import org.mosnas.spark.run.RunFile;
import org.mosnas.spark.run.StageRecord;

/** What the table says of the members of a family: limits, search and what each one cost. */
final class FamilyNotes {
  private final StageInputs inputs;
  private final List<Member> members;
  private final RunFile record;

  FamilyNotes(StageInputs inputs, List<Member> members) {
    this.inputs = inputs;
    this.members = members;
    this.record = inputs.context().record().content();
  }

  /** A line for each member, and one for what all share; none where there is no family. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Member member : members) {
      inputs.found(member).member().ifPresent(found -> lines.add(line(member, found)));
    }
    if (!lines.isEmpty()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "shared by all: supernet %s, profile %s, search %s",
              seconds("train"),
              seconds("profile"),
              seconds("search")));
    }
    return lines;
  }

  private String line(Member member, OutcomeFile.Member found) {
    SearchOutcome outcome = inputs.searched(member);
    return String.format(
        Locale.ROOT,
        "%s: %s · loss with inherited weights %.3f%s, %,d subnets scored for it alone · finetuning"
            + " %s%s",
        member.name(),
        found.limit(),
        outcome.winner().candidate().loss(),
        outcome
            .randomBest()
            .map(
                best ->
                    String.format(
                        Locale.ROOT, " (best of random search %.3f)", best.candidate().loss()))
            .orElse(""),
        found.scored(),
        seconds(member.finetuning()),
        stage(FromScratchStage.name(member))
            .map(known -> ", from scratch " + seconds(FromScratchStage.name(member)))
            .orElse(""));
  }

  private Optional<Double> stage(String name) {
    return record.stage(name).flatMap(StageRecord::seconds);
  }

  private String seconds(String stage) {
    return stage(stage)
        .map(seconds -> String.format(Locale.ROOT, "%.0f s", seconds))
        .orElse("unknown");
  }
}
