package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpaceCommandTest {
  private static final String WMT = "../conf/space/hat-wmt.conf";

  /** The first of MoS' seed architectures, with the numbers of its authors. */
  private static final String SUBNET =
      """
      encoder-embed-dim-subtransformer: 512
      decoder-embed-dim-subtransformer: 512
      encoder-ffn-embed-dim-all-subtransformer: [3072, 2048, 1024, 2048, 1024, 1024]
      decoder-ffn-embed-dim-all-subtransformer: [3072]
      encoder-layer-num-subtransformer: 6
      decoder-layer-num-subtransformer: 1
      encoder-self-attention-heads-all-subtransformer: [4, 4, 8, 8, 4, 4]
      decoder-self-attention-heads-all-subtransformer: [4]
      decoder-ende-attention-heads-all-subtransformer: [8]
      decoder-arbitrary-ende-attn-all-subtransformer: [2]
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void describesASpace() throws JsonProcessingException {
    assertThat(run("space", "--space", WMT, "--json")).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly("cardinality", "smallest", "largest", "supernet");
    assertThat(json.at("/cardinality").longValue()).isEqualTo(417_846_678_672_384L);
    assertThat(json.at("/largest/parameters").asLong()).isEqualTo(70_900_992);
  }

  @Test
  void saysWhatHasToBeTrained() throws JsonProcessingException {
    assertThat(run("space", "--space", WMT, "--set", "model.mixture.experts=1", "--json")).isZero();
    JsonNode largest = new ObjectMapper().readTree(out.toString());
    long dense =
        largest.at("/largest/parameters").asLong()
            + largest.at("/largest/embedding_parameters").asLong();
    assertThat(largest.at("/supernet/parameters").asLong()).isEqualTo(dense);
    out.getBuffer().setLength(0);
    assertThat(run("space", "--space", "../conf/space/tiny.conf")).isZero();
    assertThat(out.toString())
        .endsWith(
            "supernet that is trained, experts 2\n  parameters                    4,228,864\n"
                + "  a checkpoint                       48.4 MB\n"
                + "  memory a worker                    80.7 MB\n");
  }

  @Test
  void pricesASubnet() throws IOException {
    Path subnet = Files.writeString(folder.resolve("subnet.yml"), SUBNET);
    assertThat(run("space", "--space", WMT, "--subnet", subnet.toString(), "--json")).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactlyElementsOf(
            List.of(
                "id",
                "parameters",
                "flops",
                "embedding_parameters",
                "output_layer_flops",
                "encoding",
                "fine_encoding"));
    assertThat(json.at("/parameters").asLong()).isEqualTo(22_068_736);
    assertThat(json.at("/flops").asLong()).isEqualTo(1_403_320_488);
    assertThat(json.at("/embedding_parameters").asLong()).isEqualTo(16_777_216);
    assertThat(json.at("/output_layer_flops").asLong()).isEqualTo(1_006_632_960);
    assertThat(json.at("/encoding")).hasSize(10);
    assertThat(json.at("/fine_encoding")).hasSize(40);
  }

  @Test
  void describesSpacesOfBerts() throws IOException {
    assertThat(run("space", "--space", "../conf/space/bert-v1.conf", "--json")).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.at("/cardinality").longValue()).isEqualTo(13_841_287_201L);
    assertThat(json.at("/largest/encoding")).hasSize(1);
    assertThat(json.at("/largest/fine_encoding")).hasSize(12);
    // The published count has 512 positions and two types, and no bias of the scores of tokens.
    assertThat(
            json.at("/largest/parameters").asLong()
                + json.at("/largest/embedding_parameters").asLong())
        .isEqualTo(117_161_472 + 30_522);
    out.getBuffer().setLength(0);
    Path subnet =
        Files.writeString(
            folder.resolve("bert.yml"),
            "bottlenecks: none\nembed: 96\nwidth: [96, 96]\nheads: [2, 2]\nffn: [384, 384]\n");
    String plain = "../conf/space/bert-tiny-homogeneous.conf";
    assertThat(run("space", "--space", plain, "--subnet=" + subnet, "--json")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).at("/parameters").asLong())
        .isEqualTo(2 * 111_840 + 96 * 97 + 4 * 96);
    assertThat(run("space", "--space", "../conf/space/bert-tiny.conf", "--subnet=" + subnet))
        .isEqualTo(2);
    assertThat(err.toString()).contains("bottlenecks are none, allowed are [paired]");
  }

  @Test
  void takesAnotherVocabulary() throws IOException {
    Path subnet = Files.writeString(folder.resolve("subnet.yml"), SUBNET);
    assertThat(
            run("space", "--space", WMT, "--subnet=" + subnet, "--vocabulary-size=1000", "--json"))
        .isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).at("/embedding_parameters").asLong())
        .isEqualTo(512_000);
    assertThat(run("space", "--vocabulary-size=0")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("mos: --vocabulary-size must be positive, was 0\n");
  }

  @Test
  void printsForPeopleToo() {
    assertThat(run("space", "--space", WMT)).isZero();
    assertThat(out.toString())
        .startsWith("space hat-wmt: 417,846,678,672,384 subnets\nsmallest\n")
        .contains("parameters                   70,900,992\n");
  }

  @Test
  void refusesASubnetOfAnotherSpace() throws IOException {
    Path subnet =
        Files.writeString(folder.resolve("subnet.yml"), SUBNET.replace("3072, 2048", "4096, 2048"));
    assertThat(run("space", "--space", WMT, "--subnet", subnet.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("is not in space hat-wmt").contains("4096");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void refusesAMissingFile() {
    assertThat(run("space", "--space", "none.conf")).isEqualTo(2);
    assertThat(err.toString()).startsWith("mos: no such configuration file: none.conf");
    assertThat(run("space", "--space", WMT, "--subnet", "none.yml")).isEqualTo(4);
    assertThat(err.toString()).contains("mos: none.yml: no such file");
  }

  @Test
  void refusesTwoVocabulariesWhereOneIsShared() {
    assertThat(run("space", "--set", "space.vocabulary.source=5")).isEqualTo(2);
    assertThat(err.toString())
        .contains("shared embeddings need one vocabulary, got 5 and 8000 tokens; correct mosnas.");
  }

  private int run(String... arguments) {
    MosCommandLine commandLine = MosCommandLine.create();
    commandLine.picocli().setOut(new PrintWriter(out, true));
    commandLine.picocli().setErr(new PrintWriter(err, true));
    return commandLine.run(arguments);
  }
}
