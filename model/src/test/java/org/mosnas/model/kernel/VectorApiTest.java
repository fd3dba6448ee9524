package org.mosnas.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorApiTest {
  private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

  @TempDir private Path folder;

  @Test
  void trainsToTheSameBitsWithoutTheModule() throws Exception {
    List<String> plain = run("", "--add-modules=jdk.incubator.foreign", NATIVE_ACCESS);
    assertThat(plain.get(0)).isEqualTo("PlainRows");
    assertThat(plain.subList(1, plain.size())).isEqualTo(PlainProcess.report());
  }

  @Test
  void trainsToTheSameBitsWhereItIsSwitchedOff() throws Exception {
    List<String> plain =
        run("off", "--add-modules=jdk.incubator.vector,jdk.incubator.foreign", NATIVE_ACCESS);
    assertThat(plain.get(0)).isEqualTo("PlainRows");
    assertThat(plain.subList(1, plain.size())).isEqualTo(PlainProcess.report());
  }

  /** Products come from other kernels then, with other last bits. */
  @Test
  void trainsWithoutAnyFlag() throws Exception {
    List<String> plain = run("");
    List<String> expected = PlainProcess.report();
    assertThat(plain).hasSize(expected.size() + 1).startsWith("PlainRows");
    assertThat(Double.parseDouble(plain.get(4))).isFinite().isPositive();
  }

  @Test
  void isUsedWhereItIs() {
    assertThat(VectorApi.ROWS).isInstanceOf(VectorRows.class);
  }

  /** The lines that {@link PlainProcess} prints in a virtual machine with {@code options}. */
  private List<String> run(String variable, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(PlainProcess.class.getName());
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put(VectorApi.VARIABLE, variable);
    Process process = builder.start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    String messages = Files.readString(err, StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(messages).isZero();
    return Files.readAllLines(out, StandardCharsets.UTF_8);
  }
}
