package org.mosnas.search.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.error.BadDataException;

class HatLatencyCsvTest {
  private static final HatLatencyRow ROW =
      new HatLatencyRow(
          List.of(640.0, 6.0, 5888 / 3.0, 6.0, 512.0, 4.0, 1920.0, 2.5, 5.5, 1.5),
          5.5,
          124.25,
          0.0625,
          0.5);

  @TempDir Path folder;

  @Test
  void writesHatsColumnsAndReadsThemBack() throws IOException {
    Path file = folder.resolve("latency.csv");
    HatLatencyCsv.write(file, List.of(ROW, ROW));
    assertThat(Files.readAllLines(file))
        .hasSize(3)
        .startsWith(
            "encoder_embed_dim,encoder_layer_num,encoder_ffn_embed_dim_avg,"
                + "encoder_self_attention_heads_avg,decoder_embed_dim,decoder_layer_num,"
                + "decoder_ffn_embed_dim_avg,decoder_self_attention_heads_avg,"
                + "decoder_ende_attention_heads_avg,decoder_arbitrary_ende_attn_avg,"
                + "latency_mean_encoder,latency_mean_decoder,"
                + "latency_std_encoder,latency_std_decoder",
            "640,6,1962.6666666666667,6.0,512,4,1920.0,2.5,5.5,1.5,5.5,124.25,0.0625,0.5");
    assertThat(HatLatencyCsv.read(file)).containsExactly(ROW, ROW);
  }

  /** As HAT's script writes them: Python's shortest decimals. */
  @Test
  void filesOfHatAreStillRead() throws IOException {
    Path file = folder.resolve("hat-latency.csv");
    try (InputStream fixture = getClass().getResourceAsStream("v1/hat-latency.csv")) {
      Files.copy(fixture, file);
    }
    List<HatLatencyRow> rows = HatLatencyCsv.read(file);
    assertThat(rows).hasSize(3).startsWith(ROW);
    assertThat(rows.get(1).decoderStdDevMillis()).isEqualTo(1e-05);
    assertThat(rows.get(2).features()).endsWith(8.0, 2.0);
    Path copy = folder.resolve("copy.csv");
    HatLatencyCsv.write(copy, rows);
    assertThat(HatLatencyCsv.read(copy)).isEqualTo(rows);
  }

  @Test
  void sharedFilesRoundTrip() throws IOException {
    for (Path shared : HatReference.files()) {
      List<HatLatencyRow> rows = HatLatencyCsv.read(shared);
      assertThat(rows).hasSize(2000);
      Path copy = folder.resolve("copy.csv");
      HatLatencyCsv.write(copy, rows);
      assertThat(HatLatencyCsv.read(copy)).isEqualTo(rows);
    }
  }

  @Test
  void messagesNameFileAndLine() throws IOException {
    Path file = folder.resolve("latency.csv");
    HatLatencyCsv.write(file, List.of(ROW, ROW));
    String text = Files.readString(file);
    assertRefused(file, text.replaceFirst("encoder", "encode"), "latency.csv:1");
    assertRefused(file, text.replaceFirst("124.25", "fast"), "latency.csv:2", "'fast'");
    assertRefused(file, text.replaceFirst("124.25", "NaN"), "decoder", "'NaN'");
    assertRefused(file, text + "1,2,3\n", "latency.csv:4", "3 columns");
    assertRefused(file, "", "latency.csv:1");
    assertThatThrownBy(() -> HatLatencyCsv.read(folder.resolve("none.csv")))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("none.csv");
  }

  private static void assertRefused(Path file, String text, String... named) throws IOException {
    Files.writeString(file, text);
    assertThatThrownBy(() -> HatLatencyCsv.read(file))
        .isInstanceOf(BadDataException.class)
        .message()
        .contains(named);
  }
}
