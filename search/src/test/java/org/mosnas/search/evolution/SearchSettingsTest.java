package org.mosnas.search.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.search.evolution.Constraints.Constraint;
import org.mosnas.search.evolution.Constraints.Quantity;
import org.mosnas.search.evolution.SearchSettings.LimitSettings;

class SearchSettingsTest {
  private static final Config DEFAULTS = ConfigFactory.parseResources("reference.conf").resolve();

  @Test
  void defaultsAreHatsWithAFractionOfTheLargest() {
    assertThat(SearchSettings.from(DEFAULTS))
        .isEqualTo(
            new SearchSettings(
                EvolutionSettings.HAT,
                new LimitSettings(
                    Optional.empty(),
                    Optional.of(0.6),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
                true,
                5,
                "evolution",
                List.of()));
  }

  @Test
  void everyKeyMaps() {
    SearchSettings settings =
        SearchSettings.from(
            with(
                """
                mosnas.search {
                  limit { latency-ms = 12.5, latency-fraction = null, parameters = 4e6, flops = 2e9 }
                  evolution {
                    population = 10, parents = 2, mutations = 5, crossovers = 3
                    mutation-probability = 0.5, generations = 7, draw-limit = 11
                  }
                  random-search = false
                  finalists = 2
                  algorithm = random
                }
                """));
    assertThat(settings)
        .isEqualTo(
            new SearchSettings(
                new EvolutionSettings(10, 2, 5, 3, 0.5, 7, 11),
                new LimitSettings(
                    Optional.of(12.5),
                    Optional.empty(),
                    Optional.of(4e6),
                    Optional.of(2e9),
                    Optional.empty()),
                false,
                2,
                "random",
                List.of()));
  }

  @Test
  void theFractionIsOfTheLargestSubnet() {
    SearchProblem hat = TestProblems.hat();
    double largest = hat.costs().costs(hat.space().largest()).latencyMillis();
    Constraints constraints =
        SearchSettings.from(DEFAULTS).limit().constraints(hat.space(), hat.costs());
    assertThat(constraints.all()).hasSize(1);
    assertThat(constraints.all().get(0).quantity()).isEqualTo(Quantity.LATENCY);
    assertThat(constraints.all().get(0).limit()).isEqualTo(0.6 * largest, within(1e-12));
  }

  @Test
  void millisecondsGoBeforeTheFractionAndLimitsAddUp() {
    SearchProblem hat = TestProblems.hat();
    LimitSettings limit =
        LimitSettings.from(with("mosnas.search.limit { latency-ms = 20, flops = 2e9 }"));
    assertThat(limit.constraints(hat.space(), hat.costs()))
        .isEqualTo(
            Constraints.of(
                new Constraint(Quantity.LATENCY, 20), new Constraint(Quantity.FLOPS, 2e9)));
    LimitSettings none = LimitSettings.from(with("mosnas.search.limit.latency-fraction = null"));
    assertThat(none.constraints(hat.space(), hat.costs())).isEqualTo(Constraints.NONE);
  }

  @Test
  void parametersAreAtMostANumberOrWithinAnInterval() {
    SearchProblem hat = TestProblems.hat();
    assertThat(parameters("40e6")).isEqualTo(new Constraint(Quantity.PARAMETERS, 40e6));
    assertThat(parameters("{ max = 40e6 }")).isEqualTo(new Constraint(Quantity.PARAMETERS, 40e6));
    assertThat(parameters("{ min = 30e6, max = 40e6 }"))
        .isEqualTo(new Constraint(Quantity.PARAMETERS, 30e6, 40e6))
        .hasToString("30,000,000 <= parameters <= 40,000,000");
    Constraint atLeast = parameters("{ min = 30e6 }");
    assertThat(atLeast).hasToString("30,000,000 <= parameters");
    assertThat(atLeast.admits(hat.costs().costs(hat.space().largest()))).isTrue();
    assertThat(atLeast.admits(hat.costs().costs(hat.space().smallest()))).isFalse();
  }

  private static Constraint parameters(String value) {
    SearchProblem hat = TestProblems.hat();
    Constraints constraints =
        LimitSettings.from(
                with("mosnas.search.limit { latency-fraction = null, parameters = " + value + " }"))
            .constraints(hat.space(), hat.costs());
    assertThat(constraints.all()).hasSize(1);
    return constraints.all().get(0);
  }

  @Test
  void namedLimitsTakeWhatTheyDoNotSayFromTheCommonOne() {
    SearchSettings settings =
        SearchSettings.from(
            with(
                """
                mosnas.search {
                  limit.flops = 2e9
                  limits = [
                    { name = small, parameters = 3e6 }
                    { name = fast-1, latency-ms = 20, latency-fraction = null, flops = 1e9 }
                  ]
                }
                """));
    assertThat(settings.members())
        .containsExactly(
            new NamedLimitSettings(
                "small",
                new LimitSettings(
                    Optional.empty(),
                    Optional.of(0.6),
                    Optional.of(3e6),
                    Optional.of(2e9),
                    Optional.empty())),
            new NamedLimitSettings(
                "fast-1",
                new LimitSettings(
                    Optional.of(20.0),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(1e9),
                    Optional.empty())));
    assertThat(SearchSettings.from(DEFAULTS).members())
        .containsExactly(new NamedLimitSettings("", SearchSettings.from(DEFAULTS).limit()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | mosnas.search.limits must be a list of limits",
        "[small] | mosnas.search.limits.1 must be a group of keys",
        "[{ parameters = 3 }] | mosnas.search.limits.1 has no name",
        "[{ name = a }, { name = b, params = 3 }] | unknown key mosnas.search.limits.2.params; known",
        "[{ name = \"a b\" }] | limits.1.name must be 1 to 40 letters, digits and dashes",
        "[{ name = Largest }] | limits.1.name must be none that the table has already",
        "[{ name = cut-a }] | limits.1.name must be none that the table has already",
        "[{ name = a, flops = 0 }] | mosnas.search.limits.1.flops must be > 0, was 0",
        "[{ name = a, parameters { min = 5, max = 4 } }] | limits.1.parameters.min must be at most max",
        "[{ name = a, parameters { least = 5 } }] | limits.1.parameters.least is unknown",
        "[{ name = a }, { name = A }] | limits must have names that differ in more than case"
      })
  void refusesListsOfLimitsThatCannotBe(String list, String message) {
    assertThatThrownBy(() -> SearchSettings.from(with("mosnas.search.limits = " + list)))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
        .hasMessageContaining(message)
        .hasMessageContaining("test.conf");
  }

  @ParameterizedTest
  @CsvSource({
    "limit.latency-ms, 0",
    "limit.latency-ms, soon",
    "limit.latency-fraction, 1.5",
    "limit.parameters, -1",
    "limit.flops, 0",
    "evolution.population, 124",
    "evolution.parents, 0",
    "evolution.mutations, -1",
    "evolution.crossovers, 2.5",
    "evolution.mutation-probability, 1.01",
    "evolution.generations, 0",
    "evolution.draw-limit, 0",
    "finalists, 0",
    "random-search, 3"
  })
  void refusesBadValuesByName(String key, String value) {
    assertThatThrownBy(() -> SearchSettings.from(with("mosnas.search." + key + " = " + value)))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
        .hasMessageContaining("mosnas.search." + key)
        .hasMessageContaining("test.conf");
  }

  @Test
  void aMissingKeyIsNamed() {
    assertThatThrownBy(
            () -> SearchSettings.from(DEFAULTS.withoutPath("mosnas.search.evolution.parents")))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("parents");
    assertThatThrownBy(
            () -> SearchSettings.from(DEFAULTS.withoutPath("mosnas.search.limit.latency-ms")))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("latency-ms");
  }

  private static Config with(String text) {
    return ConfigFactory.parseString(
            text, ConfigParseOptions.defaults().setOriginDescription("test.conf"))
        .withFallback(DEFAULTS)
        .resolve();
  }
}
