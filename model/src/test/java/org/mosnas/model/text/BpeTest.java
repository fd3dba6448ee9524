package org.mosnas.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Item 8.10 of the specification. */
class BpeTest {
  @Test
  void removesContinuationMarkers() {
    assertThat(Bpe.remove("hal@@ lo wel@@ t")).isEqualTo("hallo welt");
  }

  @Test
  void removesAMarkerWithoutContinuation() {
    assertThat(Bpe.remove("hallo wel@@")).isEqualTo("hallo wel");
    assertThat(Bpe.remove("")).isEmpty();
    assertThat(Bpe.remove("a@b a@@b")).isEqualTo("a@b a@@b");
  }
}
