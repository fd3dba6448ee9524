package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.family.translation.HatYaml;
import org.mosnas.model.family.translation.ReferenceArchitectures;

/** Item 8.3 through the command: {@code mos space} for every published architecture. */
class SpaceReferenceTest {
  private static final Map<String, String> DATASETS =
      Map.of("wmt14ende", "mos-wmt14-en-de", "wmt14enfr", "mos-wmt14-en-fr");

  @TempDir private Path folder;

  @Test
  void answersForEveryRowOfHatsTable() throws IOException {
    List<ReferenceArchitectures.Row> rows = ReferenceArchitectures.hat();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(30);
    for (ReferenceArchitectures.Row row : rows) {
      String name = row.columns().get("name");
      String space = name.contains("iwslt") ? "hat-iwslt" : "hat-wmt";
      JsonNode json = answer(space, row);
      assertThat(json.at("/parameters").asLong()).isEqualTo(row.number("params_no_embed"));
      assertThat(json.at("/flops").asLong()).isEqualTo(row.number("flops_no_last_layer"));
      int embed = Math.max(row.spec().encoderEmbed(), row.spec().decoderEmbed());
      if (space.equals("hat-wmt")) {
        assertThat(json.at("/embedding_parameters").asLong()).isEqualTo(32_768L * embed);
      }
    }
  }

  @Test
  void answersForEverySeedArchitecture() throws IOException {
    List<ReferenceArchitectures.Row> rows = ReferenceArchitectures.mosSeeds();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(60);
    for (ReferenceArchitectures.Row row : rows) {
      JsonNode json = answer(DATASETS.get(row.columns().get("dataset")), row);
      assertThat(json.at("/parameters").asLong()).isEqualTo(row.number("params_no_embed"));
      assertThat(json.at("/flops").asLong()).isEqualTo(row.number("flops_no_last_layer"));
      assertThat(json.at("/output_layer_flops").asLong()).isEqualTo(row.number("last_layer_flops"));
      // The table counts the decoder's columns of the joint matrix, we those that are used.
      if (row.spec().decoderEmbed() >= row.spec().encoderEmbed()) {
        assertThat(json.at("/embedding_parameters").asLong()).isEqualTo(row.number("embed_params"));
      }
    }
  }

  private JsonNode answer(String space, ReferenceArchitectures.Row row) throws IOException {
    Path subnet =
        Files.writeString(folder.resolve("subnet@1.0ms_bleu@2.yml"), HatYaml.write(row.spec()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    MosCommandLine commandLine = MosCommandLine.create();
    commandLine.picocli().setOut(new PrintWriter(out, true));
    commandLine.picocli().setErr(new PrintWriter(err, true));
    int exitCode =
        commandLine.run(
            new String[] {
              "space",
              "--space",
              "../conf/space/" + space + ".conf",
              "--subnet",
              subnet.toString(),
              "--json"
            });
    assertThat(exitCode).as("%s: %s", row, err).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.at("/id").asText()).isEqualTo(row.spec().id());
    assertThat(json.at("/encoding")).hasSize(10);
    assertThat(json.at("/fine_encoding")).hasSize(40);
    return json;
  }
}
