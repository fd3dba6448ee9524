package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.spark.config.ConfigSources;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.config.Extensions;
import org.mosnas.spark.config.SettingsLoader;

class ConfigCommandTest {
  private static final Path SMALL = Path.of("../conf/small.conf");

  @TempDir private Path folder;

  @Test
  void whatItPrintsReadsBackTheSame() throws IOException {
    StringWriter out = new StringWriter();
    MosCommandLine commandLine = MosCommandLine.create();
    commandLine.picocli().setOut(new PrintWriter(out, true));
    assertThat(commandLine.run("config", "--conf", SMALL.toString(), "--seed", "9")).isZero();
    Path printed = Files.writeString(folder.resolve("printed.conf"), out.toString());
    EffectiveConfig expected = load(SMALL, List.of("seed=9"));
    assertThat(load(printed, List.of()).flat()).isEqualTo(expected.flat());
    assertThat(expected.seed()).isEqualTo(9);
  }

  private static EffectiveConfig load(Path file, List<String> assignments) {
    return SettingsLoader.with(Extensions.none())
        .load(new ConfigSources(List.of(file), assignments, Optional.empty()));
  }
}
