package org.mosnas.spark.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.search.evolution.CostModel.Costs;
import org.mosnas.search.evolution.SearchState.Candidate;
import org.mosnas.search.job.SearchOutcome;
import org.mosnas.search.job.SearchOutcome.Measured;
import org.mosnas.spark.run.OutcomeFile;
import org.mosnas.spark.testing.Fixtures;

class OutcomesTest {
  private static final TranslationSpace SPACE = TestSpaces.micro();

  @Test
  void givesBackWhatItWasGiven() {
    assertThat(readBack(outcome())).isEqualTo(outcome());
    SearchOutcome bare =
        new SearchOutcome(
            outcome().winner(),
            List.of(),
            Optional.empty(),
            outcome().largest(),
            outcome().smallest(),
            Optional.empty(),
            3);
    assertThat(readBack(bare)).isEqualTo(bare);
  }

  @Test
  void outcomesOfVersionOneAreStillRead() throws IOException {
    String text = Files.readString(Fixtures.localOfVersionOne(OutcomeFile.class, "outcome.json"));
    assertThat(Outcomes.of(OutcomeFile.parse(text, "v1/outcome.json"), "v1/outcome.json", SPACE))
        .isEqualTo(outcome());
  }

  @Test
  void refusesWhatIsNoOutcome() {
    assertThatThrownBy(() -> OutcomeFile.parse("{", "o.json"))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("o.json is not valid JSON");
    assertThatThrownBy(() -> OutcomeFile.parse("{}", "o.json"))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("o.json");
  }

  @Test
  void refusesWhatCannotBeTheOutcomeOfASearch() {
    String sound = Outcomes.stored(outcome(), "0123abcd").text();
    for (String wrong :
        List.of(
            sound.replace("\"evaluations\" : 42", "\"evaluations\" : 42.5"),
            sound.replace("\"evaluations\" : 42", "\"evaluations\" : -1"),
            sound.replace("\"parameters\" : 4321", "\"parameters\" : -4321"),
            sound.replace("\"measured-ms\"", "\"measured-s\""),
            sound.replace("\"kind\" : \"translation\"", "\"kind\" : \"unknown\""))) {
      assertThat(wrong).isNotEqualTo(sound);
      assertThatThrownBy(() -> Outcomes.of(OutcomeFile.parse(wrong, "o.json"), "o.json", SPACE))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("o.json");
    }
  }

  private static SearchOutcome readBack(SearchOutcome outcome) {
    String text = Outcomes.stored(outcome, "0123abcd").text();
    return Outcomes.of(OutcomeFile.parse(text, "test"), "test", SPACE);
  }

  static SearchOutcome outcome() {
    Measured largest = measured(SPACE.largest(), 2.125, 7.5);
    Measured smallest = measured(SPACE.smallest(), 2.75, 1.25);
    return new SearchOutcome(
        smallest,
        List.of(smallest, largest),
        Optional.of(smallest),
        largest,
        smallest,
        Optional.of(5.0),
        42);
  }

  private static Measured measured(TranslationSpec spec, double loss, double millis) {
    return new Measured(
        new Candidate(spec, loss, new Costs(millis - 0.25, millis + 0.5, 4321, 9_876_543_210L)),
        millis);
  }
}
