package org.mosnas.spark.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.space.TestSpaces;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.search.evolution.Candidate;
import org.mosnas.search.evolution.Costs;
import org.mosnas.spark.search.SearchOutcome;
import org.mosnas.spark.search.SearchOutcome.Measured;
import org.mosnas.spark.testing.Fixtures;

class OutcomeJsonTest {
  @Test
  void givesBackWhatItWasGiven() {
    assertThat(OutcomeJson.parse(OutcomeJson.write(outcome(), "0123abcd"), "test"))
        .isEqualTo(outcome());
    SearchOutcome bare =
        new SearchOutcome(
            outcome().winner(),
            List.of(),
            Optional.empty(),
            outcome().largest(),
            outcome().smallest(),
            Optional.empty(),
            3);
    assertThat(OutcomeJson.parse(OutcomeJson.write(bare, "0123abcd"), "test")).isEqualTo(bare);
  }

  @Test
  void outcomesOfVersionOneAreStillRead() throws IOException {
    String text =
        Files.readString(Fixtures.localOfVersionOne(OutcomeJsonTest.class, "outcome.json"));
    assertThat(OutcomeJson.parse(text, "v1/outcome.json")).isEqualTo(outcome());
  }

  @Test
  void refusesWhatIsNoOutcome() {
    assertThatThrownBy(() -> OutcomeJson.parse("{", "o.json"))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("o.json is not valid JSON");
    assertThatThrownBy(() -> OutcomeJson.parse("{}", "o.json"))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("o.json");
  }

  static SearchOutcome outcome() {
    Measured largest = measured(TestSpaces.micro().largest(), 2.125, 7.5);
    Measured smallest = measured(TestSpaces.micro().smallest(), 2.75, 1.25);
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
