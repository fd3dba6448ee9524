package org.mosnas.spark.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.spark.cli.Tenants;

class OverlaysTest {
  @ParameterizedTest
  @MethodSource("overlays")
  void everyFileOfConfIsAccepted(Path overlay) {
    EffectiveConfig config =
        SettingsLoader.with(Tenants.all().extensions())
            .load(new ConfigSources(List.of(overlay), List.of(), Optional.empty()));
    assertThat(config.render()).contains("mosnas");
  }

  private static List<Path> overlays() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("../conf"))) {
      return files.filter(file -> file.toString().endsWith(".conf")).sorted().toList();
    }
  }
}
