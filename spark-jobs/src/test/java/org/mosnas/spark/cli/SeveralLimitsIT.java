package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.spark.testing.SparkExtension;

/** Two translators from one supernet, each used by its name. */
@ExtendWith(SparkExtension.class)
class SeveralLimitsIT {
  private static final String LIMITS =
      "search.limits=[{name=wide,parameters={min=35000}},{name=slim,parameters=34999}]";

  @TempDir private Path folder;

  @Test
  void membersTranslateAndAreExportedByName(SparkSession unused) throws IOException {
    Path settings = Files.writeString(folder.resolve("micro.conf"), MicroRun.SETTINGS);
    String run = folder.resolve("run").toString();
    String table = succeed("run", "--run-dir", run, "--conf", settings.toString(), "--set", LIMITS);
    assertThat(table).contains("wide: searched, finetuned", "slim: searched, finetuned");

    assertThat(succeed("translate", "--run-dir", run)).contains("1 lines in");
    assertThat(succeed("translate", "--run-dir", run, "--member", "slim")).contains("1 lines in");
    InputRun unknown =
        InputRun.of(new byte[0], List.of("translate", "--run-dir", run, "--member", "x"));
    assertThat(unknown.exitCode()).as(unknown.err()).isEqualTo(2);
    assertThat(unknown.err()).contains("has no member \"x\"; its members are wide, slim");

    succeed("export", "--run-dir", run);
    succeed("export", "--run-dir", run, "--member", "slim");
    assertThat(folder.resolve("run/bundle/README.md")).content().contains(id(""));
    assertThat(folder.resolve("run/bundle-slim/README.md"))
        .content()
        .contains(id("slim/"))
        .doesNotContain(id(""));
    succeed("verify", folder.resolve("run/bundle-slim").toString());
  }

  private String id(String member) throws IOException {
    String outcome = Files.readString(folder.resolve("run/search/" + member + "outcome.json"));
    return new ObjectMapper().readTree(outcome).at("/winner/id").asText();
  }

  private static String succeed(String... arguments) {
    InputStream in = System.in;
    try {
      System.setIn(new ByteArrayInputStream("the dog\n".getBytes(StandardCharsets.UTF_8)));
      return CommandRun.succeeding(Tenants.all(), arguments);
    } finally {
      System.setIn(in);
    }
  }
}
