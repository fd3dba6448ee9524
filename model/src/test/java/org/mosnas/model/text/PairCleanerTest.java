package org.mosnas.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PairCleanerTest {
  private final PairCleaner cleaner =
      new PairCleaner(
          new CleaningRules(2, 6, 1.5, CleaningRules.Action.DROP, CleaningRules.Action.DROP));

  @Test
  void saysWhyAPairIsDropped() {
    assertThat(check("", "a b")).contains(DropReason.EMPTY);
    assertThat(check("a b", "")).contains(DropReason.EMPTY);
    assertThat(check("a", "a b")).contains(DropReason.TOO_SHORT);
    assertThat(check("a b c d e", "a b c d e f g")).contains(DropReason.TOO_LONG);
    assertThat(check("a b", "a b c d")).contains(DropReason.LENGTH_RATIO);
    assertThat(check("a b c d", "a b")).contains(DropReason.LENGTH_RATIO);
    assertThat(check("a b c", "a b c")).contains(DropReason.IDENTICAL);
    assertThat(check("a b c d", "x y z d e f")).isEmpty();
    assertThat(check("a b c d", "x y z")).isEmpty();
  }

  @Test
  void keepsIdenticalPairsWhenAsked() {
    PairCleaner hat = new PairCleaner(CleaningRules.hat());
    assertThat(hat.check(List.of("a"), List.of("a"))).isEmpty();
    assertThat(hat.check(List.of("a", "b", "c"), List.of("a", "b"))).isEmpty();
    assertThat(hat.check(List.of("a", "b", "c", "d"), List.of("a", "b")))
        .contains(DropReason.LENGTH_RATIO);
  }

  @Test
  void fingerprintsTellPairsApart() {
    Set<Long> fingerprints = new HashSet<>();
    String[] sides = {"a", "b", "a b", "ab", "b a", "", "ä", "a b c"};
    for (String source : sides) {
      for (String target : sides) {
        fingerprints.add(
            PairCleaner.fingerprint(Whitespace.split(source), Whitespace.split(target)));
      }
    }
    assertThat(fingerprints).hasSize(sides.length * sides.length);
    assertThat(PairCleaner.fingerprint(List.of("a", "b"), List.of("c")))
        .isEqualTo(PairCleaner.fingerprint(List.of("a", "b"), List.of("c")));
  }

  @Test
  void refusesRulesNoPairCanMeet() {
    assertThatThrownBy(
            () -> new CleaningRules(5, 4, 2, CleaningRules.Action.KEEP, CleaningRules.Action.KEEP))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new CleaningRules(
                    1, 4, Double.NaN, CleaningRules.Action.KEEP, CleaningRules.Action.KEEP))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void travelsToExecutors() {
    assertThat(TextFixtures.travelled(cleaner, PairCleaner.class).check(List.of("a"), List.of("b")))
        .contains(DropReason.TOO_SHORT);
  }

  private Optional<DropReason> check(String source, String target) {
    return cleaner.check(Whitespace.split(source), Whitespace.split(target));
  }
}
