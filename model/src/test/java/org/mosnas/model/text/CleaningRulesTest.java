package org.mosnas.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mosnas.model.text.CleaningRules.Action;
import org.mosnas.model.text.CleaningRules.Reason;

class CleaningRulesTest {
  private final CleaningRules rules = new CleaningRules(2, 6, 1.5, Action.DROP, Action.DROP);

  @Test
  void saysWhyAPairIsDropped() {
    assertThat(check("", "a b")).contains(Reason.EMPTY);
    assertThat(check("a b", "")).contains(Reason.EMPTY);
    assertThat(check("a", "a b")).contains(Reason.TOO_SHORT);
    assertThat(check("a b c d e", "a b c d e f g")).contains(Reason.TOO_LONG);
    assertThat(check("a b", "a b c d")).contains(Reason.LENGTH_RATIO);
    assertThat(check("a b c d", "a b")).contains(Reason.LENGTH_RATIO);
    assertThat(check("a b c", "a b c")).contains(Reason.IDENTICAL);
    assertThat(check("a b c d", "x y z d e f")).isEmpty();
    assertThat(check("a b c d", "x y z")).isEmpty();
  }

  @Test
  void keepsIdenticalPairsWhenAsked() {
    CleaningRules hat = new CleaningRules(1, 250, 1.5, Action.KEEP, Action.KEEP);
    assertThat(hat.check(List.of("a"), List.of("a"))).isEmpty();
    assertThat(hat.check(List.of("a", "b", "c"), List.of("a", "b"))).isEmpty();
    assertThat(hat.check(List.of("a", "b", "c", "d"), List.of("a", "b")))
        .contains(Reason.LENGTH_RATIO);
  }

  @Test
  void fingerprintsTellPairsApart() {
    Set<Long> fingerprints = new HashSet<>();
    String[] sides = {"a", "b", "a b", "ab", "b a", "", "ä", "a b c"};
    for (String source : sides) {
      for (String target : sides) {
        fingerprints.add(
            CleaningRules.fingerprint(Whitespace.split(source), Whitespace.split(target)));
      }
    }
    assertThat(fingerprints).hasSize(sides.length * sides.length);
    assertThat(CleaningRules.fingerprint(List.of("a", "b"), List.of("c")))
        .isEqualTo(CleaningRules.fingerprint(List.of("a", "b"), List.of("c")));
  }

  @Test
  void refusesRulesNoPairCanMeet() {
    assertThatThrownBy(() -> new CleaningRules(5, 4, 2, Action.KEEP, Action.KEEP))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CleaningRules(1, 4, Double.NaN, Action.KEEP, Action.KEEP))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void travelsToExecutors() {
    assertThat(TextFixtures.travelled(rules, CleaningRules.class).check(List.of("a"), List.of("b")))
        .contains(Reason.TOO_SHORT);
  }

  private Optional<Reason> check(String source, String target) {
    return rules.check(Whitespace.split(source), Whitespace.split(target));
  }
}
