package org.mosnas.model.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CleanupTest {
  @Test
  void aFailedStepIsToldBesideTheFailure() {
    IOException failure = new IOException("the disk is full");
    IOException left = new IOException("cannot be deleted");
    Cleanup.after(
        failure,
        () -> {
          throw left;
        });
    assertThat(failure).hasMessage("the disk is full").hasSuppressedException(left);
    Cleanup.after(failure, () -> {});
    assertThat(failure.getSuppressed()).containsExactly(left);
  }
}
