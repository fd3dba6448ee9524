package org.mosnas.search.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.search.evolution.CostModel.Costs;
import org.mosnas.search.evolution.SearchState.DrawStatistics;

class SearchCheckpointJsonTest {
  private final SearchSpace space = TestProblems.hat().space();

  private final SearchState state =
      TestProblems.search(
              new EvolutionarySearch(
                  TestProblems.hat(), new EvolutionSettings(6, 2, 2, 2, 0.3, 3, 500)),
              TestProblems.hat(),
              SearchState.start(-7))
          .history();

  private final String text = SearchCheckpointJson.write(state);

  @Test
  void roundTripIsExact() {
    SearchState read = SearchCheckpointJson.read(text, "test", space);
    assertThat(read).isEqualTo(state);
    assertThat(SearchCheckpointJson.write(read)).isEqualTo(text);
    assertThat(read.best()).isEqualTo(state.best());
    assertThat(read.evaluations()).isEqualTo(6 + 4 + 4);
  }

  @Test
  void aSearchThatHasNotBegunRoundTrips() {
    SearchState start = SearchState.start(3);
    assertThat(SearchCheckpointJson.read(SearchCheckpointJson.write(start), "test", space))
        .isEqualTo(start);
  }

  @Test
  void searchesOfVersionOneStillLoad() throws IOException {
    String text;
    try (InputStream stream = getClass().getResourceAsStream("v1/search.json")) {
      text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    SearchState read = SearchCheckpointJson.read(text, "v1/search.json", space);
    assertThat(read.seed()).isEqualTo(42);
    assertThat(read.generations()).hasSize(2);
    assertThat(read.last().statistics()).isEqualTo(new DrawStatistics(4, 2, 1, 1));
    assertThat(read.best().loss()).isEqualTo(3.25);
    assertThat(read.best().costs()).isEqualTo(new Costs(12.5, 13.75, 15_771_136, 959_232_168));
    assertThat(((TranslationSpec) read.best().spec()).decoder()).hasSize(1);
    assertThat(SearchCheckpointJson.write(read)).isEqualTo(text);
  }

  @Test
  void brokenTextIsRefused() {
    assertRefused(text.substring(0, text.length() / 2), "search.json");
    assertRefused(text.replace("-v1", "-v2"), "mosnas-search-v2");
    assertRefused(
        text.replaceFirst("\"loss\":", "\"lost\":"), "loss must be a number, but is missing");
    assertRefused(text.replaceFirst("\"flops\":", "\"flops\":0.5,\"x\":"), "flops");
    assertRefused(text.replaceFirst("\"index\":1", "\"index\":2"), "expected generation 1");
    String id = state.best().spec().id();
    assertRefused(text.replaceFirst("\"" + id, "\"0" + id), "0" + id);
    assertRefused("{\"format\":\"mosnas-search-v1\"}", "candidates");
    assertRefused("", "search.json");
  }

  private void assertRefused(String text, String named) {
    assertThatThrownBy(() -> SearchCheckpointJson.read(text, "search.json", space))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("search.json")
        .hasMessageContaining(named);
  }
}
