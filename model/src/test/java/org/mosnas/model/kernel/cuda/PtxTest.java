package org.mosnas.model.kernel.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PtxTest {
  @Test
  void theKernelsOfTheJarAreThoseOfTheSources() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Stream<Path> files = Files.list(Path.of("src/main/cuda"))) {
      for (Path file : files.sorted().toList()) {
        digest.update(Files.readAllBytes(file));
      }
    }
    assertThat(resource("kernels.sha256").strip())
        .as("kernels.ptx is older than src/main/cuda: run deploy/cuda/ptx.py")
        .isEqualTo(HexFormat.of().formatHex(digest.digest()));
  }

  @Test
  void everyKernelIsThereForDriversOfCuda12() throws Exception {
    String ptx = resource("kernels.ptx");
    assertThat(ptx).contains(".version 8.0", ".target sm_80", ".address_size 64");
    for (String kernel : List.of("embed", "norm_backward", "attention_keys_256", "adam", "mix")) {
      assertThat(ptx).contains(".entry " + kernel + "(");
    }
  }

  private static String resource(String name) throws Exception {
    try (InputStream in = PtxTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
