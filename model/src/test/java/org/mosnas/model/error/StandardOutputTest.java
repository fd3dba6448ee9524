package org.mosnas.model.error;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.StandardOutput.Remembering;

class StandardOutputTest {
  @Test
  void passesOnWhatCanBeWritten() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Remembering out = new Remembering(all, false);
    print(out, "a sentence\n");
    assertThat(out.failure()).isEmpty();
    assertThat(all.toString(UTF_8)).isEqualTo("a sentence\n");
  }

  @Test
  void remembersThatADeviceIsFull() throws IOException {
    try (OutputStream full = new FileOutputStream("/dev/full")) {
      Remembering out = new Remembering(full, false);
      print(out, "a sentence\n");
      assertThat(out.failure()).get().hasToString("java.io.IOException: No space left on device");
      assertThatThrownBy(() -> out.write(1))
          .as("and goes on to fail")
          .hasMessageContaining("space");
    }
  }

  @Test
  void aReaderThatHasGoneIsNoFailure() throws IOException {
    Pipe pipe = Pipe.open();
    pipe.source().close();
    try (OutputStream sink = Channels.newOutputStream(pipe.sink())) {
      Remembering out = new Remembering(sink, false);
      print(out, "a sentence\n");
      assertThatThrownBy(() -> out.write(1)).hasMessage("Broken pipe");
      assertThat(out.failure()).isEmpty();
    }
  }

  /** What the system says of a pipe may be in any language. */
  @Test
  void neitherIsAnythingElseThatHappensToAPipe() {
    Remembering out =
        new Remembering(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("Datenübergabe unterbrochen");
              }
            },
            true);
    print(out, "a sentence\n");
    assertThat(out.failure()).isEmpty();
  }

  private static void print(OutputStream out, String text) {
    PrintStream print = new PrintStream(out, false, UTF_8);
    print.print(text);
    print.flush();
  }
}
