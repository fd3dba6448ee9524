package org.mosnas.spark.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosnas.model.config.FormerKey;
import org.mosnas.model.config.FormerValue;

class MadeFromTest {
  enum Schedule {
    COSINE,
    FLAT
  }

  /** Settings as version 1 had them. */
  static final class VersionOne {
    record Settings(int rounds, Optional<Integer> sourceLength, List<Rate> rates) {}

    record Rate(double peak, boolean isWarm) {}

    static Settings settings() {
      return new Settings(3, Optional.of(7), List.of(new Rate(0.5, true), new Rate(1e-7, false)));
    }
  }

  /** The same, to which components were added since: in front, behind, and of every kind. */
  static final class VersionTwo {
    record Settings(
        @FormerValue("\"COSINE\"") Schedule schedule,
        int rounds,
        Optional<Integer> sourceLength,
        List<Rate> rates,
        @FormerValue("null") Optional<Integer> limit,
        @FormerValue("[]") List<Integer> extra) {}

    record Rate(@FormerValue("0.0") double lowest, double peak, boolean isWarm) {}

    static Settings settings(Schedule schedule, double lowest) {
      return new Settings(
          schedule,
          3,
          Optional.of(7),
          List.of(new Rate(lowest, 0.5, true), new Rate(0, 1e-7, false)),
          Optional.empty(),
          List.of());
    }
  }

  @Test
  void isJsonInTheOrderOfItsKeys() {
    MadeFrom madeFrom =
        MadeFrom.nothing()
            .with("train", VersionOne.settings())
            .with("seed", 5L)
            .with("data", "0123abcd")
            .with("engine", Schedule.FLAT)
            .with("words", Map.of("b", 1, "a", 2));
    assertThat(madeFrom.toJson())
        .hasToString(
            "{\"data\":\"0123abcd\",\"engine\":\"FLAT\",\"seed\":5,\"train\":{\"rates\":["
                + "{\"is-warm\":true,\"peak\":0.5},{\"is-warm\":false,\"peak\":1.0E-7}],"
                + "\"rounds\":3,\"source-length\":7},\"words\":{\"a\":2,\"b\":1}}");
    assertThat(madeFrom.fingerprint().value()).matches("[0-9a-f]{16}");
  }

  @Test
  void addedComponentsWithTheirFormerValueChangeNothing() {
    MadeFrom now = MadeFrom.nothing().with("train", VersionTwo.settings(Schedule.COSINE, 0));
    assertThat(now.fingerprint()).isEqualTo(ofVersionOne().fingerprint());
    assertThat(now.difference(ofVersionOne().toJson())).isEmpty();
  }

  @Test
  void addedComponentsWithAnotherValueMakeAnotherResult() {
    MadeFrom schedule = MadeFrom.nothing().with("train", VersionTwo.settings(Schedule.FLAT, 0));
    assertThat(schedule.fingerprint()).isNotEqualTo(ofVersionOne().fingerprint());
    assertThat(schedule.difference(ofVersionOne().toJson()))
        .contains("train.schedule was not there, is \"FLAT\"");
    MadeFrom lowest = MadeFrom.nothing().with("train", VersionTwo.settings(Schedule.COSINE, 0.25));
    assertThat(lowest.fingerprint()).isNotEqualTo(ofVersionOne().fingerprint());
  }

  @Test
  void addedComponentsAreNoPartOfTheNamesOfVersionOneEither() {
    assertThat(FormerFingerprints.text(VersionOne.settings()))
        .isEqualTo(VersionOne.settings().toString())
        .isEqualTo(FormerFingerprints.text(VersionTwo.settings(Schedule.COSINE, 0)));
    assertThat(FormerFingerprints.text(VersionTwo.settings(Schedule.FLAT, 0)))
        .startsWith("Settings[schedule=FLAT, rounds=3,");
  }

  @Test
  void aComponentWithAnotherNameChangesNothing() {
    record Settings(
        @FormerKey("rounds") int zebras,
        Optional<Integer> sourceLength,
        List<VersionOne.Rate> rates) {}
    Settings renamed =
        new Settings(
            3,
            Optional.of(7),
            List.of(new VersionOne.Rate(0.5, true), new VersionOne.Rate(1e-7, false)));
    assertThat(MadeFrom.nothing().with("train", renamed).toJson())
        .hasToString(ofVersionOne().toJson().toString());
    assertThat(FormerFingerprints.text(renamed)).isEqualTo(VersionOne.settings().toString());
  }

  private static MadeFrom ofVersionOne() {
    return MadeFrom.nothing().with("train", VersionOne.settings());
  }

  @Test
  void aDifferenceIsFoundInWhatWasWrittenAndRead() throws Exception {
    MadeFrom madeFrom = MadeFrom.nothing().with("seed", 5L).with("train", VersionOne.settings());
    String written = madeFrom.toJson().toPrettyString();
    assertThat(madeFrom.difference(new ObjectMapper().readTree(written))).isEmpty();
    assertThat(
            madeFrom.difference(
                new ObjectMapper().readTree(written.replace("\"rounds\" : 3", "\"rounds\" : 4"))))
        .contains("train.rounds was 4, is 3");
  }

  @Test
  void acceptsFormerNames() {
    Fingerprint fingerprint = MadeFrom.nothing().with("seed", 5).formerly("0123abcd").fingerprint();
    assertThat(fingerprint.matches("0123abcd")).isTrue();
    assertThat(fingerprint.matches(fingerprint.value())).isTrue();
    assertThat(fingerprint.matches("")).isFalse();
  }
}
