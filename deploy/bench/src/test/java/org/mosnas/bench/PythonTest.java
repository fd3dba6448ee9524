package org.mosnas.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

class PythonTest {
  @TempDir Path folder;

  /** An interpreter that answers with given lines. */
  private Python answering(String... lines) throws IOException {
    Path file = folder.resolve("python");
    Files.writeString(file, "#!/bin/sh\ncat <<'END'\n" + String.join("\n", lines) + "\nEND\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return new Python(file.toString());
  }

  private static void assertRefuses(Python python, String found) {
    assertThatThrownBy(python::requireTorch)
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
        .hasMessageContaining(python.interpreter())
        .hasMessageContaining(found)
        .hasMessageContaining("--python");
  }

  @Test
  void saysWhenThereIsNoInterpreter() {
    assertRefuses(new Python(folder.resolve("python9").toString()), "cannot be started");
  }

  @Test
  void saysWhichPythonHasNoPyTorch() throws IOException {
    assertRefuses(
        answering("3.11.2", "ModuleNotFoundError: No module named 'torch'"),
        "Python 3.11.2 finds no PyTorch (ModuleNotFoundError: No module named 'torch')");
  }

  @Test
  void refusesAnOldPyTorch() throws IOException {
    assertRefuses(answering("3.9.1", "1.12.1+cpu"), "Python 3.9.1 has PyTorch 1.12.1+cpu");
    assertRefuses(answering("3.6.0", "0.4.1"), "PyTorch 0.4.1");
  }

  @Test
  void refusesWhatIsNoPython() throws IOException {
    assertRefuses(answering("usage: something else"), "does not answer as Python does");
  }

  @Test
  void takesPyTorchFromOneThirteenOn() throws IOException {
    assertThat(answering("3.11.2", "1.13.0a0").requireTorch())
        .isEqualTo("Python 3.11.2, PyTorch 1.13.0a0");
    assertThat(answering("3.12.0", "2.7.1+cpu").requireTorch()).contains("PyTorch 2.7.1+cpu");
  }
}
