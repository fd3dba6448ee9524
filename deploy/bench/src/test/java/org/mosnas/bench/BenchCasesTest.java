package org.mosnas.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

class BenchCasesTest {
  private final BenchCases cases = new BenchCases();

  private List<String> matching(String glob) {
    return cases.matching(glob).stream().map(BenchCase::name).toList();
  }

  @Test
  void aNameMatchesItselfOnly() {
    assertThat(matching("train/hat-titanxp-208ms/2048"))
        .containsExactly("train/hat-titanxp-208ms/2048");
  }

  @Test
  void aStarMatchesWithinAndAcrossSlashes() {
    assertThat(matching("train/demo/*"))
        .containsExactly("train/demo/512", "train/demo/2048", "train/demo/4096");
    assertThat(matching("*batch1"))
        .containsExactly(
            "decode/demo/greedy/batch1",
            "decode/demo/beam4/batch1",
            "decode/hat-titanxp-208ms/greedy/batch1",
            "decode/hat-titanxp-208ms/beam4/batch1");
    assertThat(matching("*")).hasSameSizeAs(cases.names());
    assertThat(matching("**/512")).hasSize(4);
  }

  @Test
  void aGlobWithoutAMatchIsRefused() {
    assertThatThrownBy(() -> cases.matching("train/dmeo/*"))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
        .hasMessageContaining("train/dmeo/*");
  }

  @Test
  void theQuickOnesExist() {
    assertThat(cases.names()).containsAll(BenchCases.QUICK);
  }

  @Test
  void namesTellTheTargetTokens() {
    assertThat(cases.named("train/demo/512").tokens()).isEqualTo(512);
    assertThat(cases.named("train/hat-largest/4096").tokens()).isEqualTo(4096);
  }
}
