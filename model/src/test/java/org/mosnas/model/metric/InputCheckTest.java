package org.mosnas.model.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputCheckTest {
  @Test
  void aHundredTokenizedFullStopsAreTooMany() {
    List<String> lines = new ArrayList<>(Collections.nCopies(99, "It is tokenised ."));
    lines.add("This one is not.");
    assertThat(InputCheck.warnings("a.txt", lines)).isEmpty();
    lines.add("But this one . ");
    assertThat(InputCheck.warnings("a.txt", lines))
        .singleElement()
        .asString()
        .startsWith("a.txt looks tokenised: 100 lines end in \" .\"");
  }

  @Test
  void oneBytePairIsTooMany() {
    assertThat(InputCheck.warnings("a.txt", List.of("me@@ example.org", "an a@@")))
        .singleElement()
        .asString()
        .startsWith("a.txt holds byte pairs: 2 lines");
    assertThat(InputCheck.warnings("a.txt", List.of("me@example.org @@x", ""))).isEmpty();
  }
}
