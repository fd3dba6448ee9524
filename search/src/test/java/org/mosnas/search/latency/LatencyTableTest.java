package org.mosnas.search.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.json.StrictJson;
import org.mosnas.model.space.Block;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.search.latency.LatencyTable.LatencyRow;
import org.mosnas.search.latency.LatencyTable.NetworkFrame;

class LatencyTableTest {
  private final SearchSpace space = TestSpaces.micro();
  private final LatencyTable table = TestLatency.plausibleTable(space);

  @Test
  void missingBlockNamesKeyAndHardware() {
    BlockKey key = new BlockKey("encoder-layer:embed=640,ffn=3072,heads=8");
    assertThatThrownBy(() -> table.stats(key))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA))
        .hasMessageContaining(key.value())
        .hasMessageContaining(TestLatency.HARDWARE.hardwareClass());
  }

  @Test
  void rowsInAnyOrderGiveTheTableBack() {
    List<LatencyRow> rows = new ArrayList<>(table.rows());
    Collections.reverse(rows);
    assertThat(LatencyTable.fromRows(rows)).isEqualTo(table).hasSameHashCodeAs(table);
  }

  @Test
  void theSlowerOfTwoMeasurementsStands() {
    BlockKey key = BlockKey.of(Block.of("overhead"));
    LatencyTable merged = LatencyTable.fromRows(List.of(row(key, 2), row(key, 5), row(key, 3)));
    assertThat(merged.stats(key).medianMillis()).isEqualTo(5);
  }

  @Test
  void rowsOfUnequalMachinesAreKeptApart() {
    HardwareFingerprint other =
        new HardwareFingerprint("Xeon", 4, 0, 1, "tape", "OpenJDK 17", "Haswell");
    BlockKey key = BlockKey.of(Block.of("overhead"));
    LatencyRow foreign =
        new LatencyRow(key, TestLatency.stats(9), TestLatency.FRAME, TestLatency.PROTOCOL, other);
    List<LatencyRow> mixed = List.of(row(key, 2), foreign);
    assertThatThrownBy(() -> LatencyTable.fromRows(mixed))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("xeon");
    Map<String, LatencyTable> tables = LatencyTable.byHardwareClass(mixed);
    assertThat(tables)
        .containsOnlyKeys(TestLatency.HARDWARE.hardwareClass(), other.hardwareClass());
    assertThat(tables.get(other.hardwareClass()).stats(key).medianMillis()).isEqualTo(9);
  }

  @Test
  void rejectsNoRowsAndMixedProtocols() {
    assertThatThrownBy(() -> LatencyTable.fromRows(List.of()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("empty");
    LatencyRow row = row(BlockKey.of(Block.of("overhead")), 1);
    LatencyRow otherProtocol =
        new LatencyRow(
            row.block(), row.stats(), row.frame(), row.protocol().withRounds(1, 1), row.hardware());
    assertThatThrownBy(() -> LatencyTable.fromRows(List.of(row, otherProtocol)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("protocols");
  }

  @Test
  void whatChecksumsAreOfIsTheTextOfVersionOne() throws IOException {
    String text;
    try (InputStream stream = getClass().getResourceAsStream("v1/latency-table.json")) {
      text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    JsonNode root = StrictJson.parse(text);
    Map<BlockKey, LatencyStats> entries = new LinkedHashMap<>();
    root.get("blocks")
        .fields()
        .forEachRemaining(
            block ->
                entries.put(
                    new BlockKey(block.getKey()), part(block.getValue(), LatencyStats.class)));
    LatencyTable read =
        new LatencyTable(
            entries,
            part(root.get("frame"), NetworkFrame.class),
            part(root.get("protocol"), LatencyProtocol.class),
            part(root.get("hardware"), HardwareFingerprint.class));
    assertThat(read.hardware()).isEqualTo(TestLatency.HARDWARE);
    assertThat(read.protocol()).isEqualTo(TestLatency.PROTOCOL);
    assertThat(read.frame()).isEqualTo(TestLatency.FRAME);
    assertThat(read.entries()).hasSize(3);
    Block layer =
        Block.of("decoder-layer")
            .with("decoder-embed", 512)
            .with("encoder-embed", 640)
            .with("ffn", 1024)
            .with("self-heads", 8)
            .with("cross-heads", 4)
            .with("attended-layers", 3);
    assertThat(read.stats(BlockKey.of(layer)))
        .isEqualTo(new LatencyStats(20, 4e6, 3950000.5, 4.4e6, 5.1e6, 120000.25, 3.8e6));
    assertThat(LatencyTableJson.write(read)).isEqualTo(text);
    assertThat(read.requireBlocksOf(TestSpaces.hatWmt())).isSameAs(read);
  }

  @Test
  void jsonPartsRoundTrip() {
    String protocol = LatencyTableJson.writePart(table.protocol());
    assertThat(protocol).contains("\"warm-up-rounds\":20").doesNotContain("\n");
    assertThat(LatencyTableJson.readPart(protocol, LatencyProtocol.class))
        .isEqualTo(table.protocol());
    String hardware = LatencyTableJson.writePart(table.hardware());
    assertThat(LatencyTableJson.readPart(hardware, HardwareFingerprint.class))
        .isEqualTo(table.hardware());
    String frame = LatencyTableJson.writePart(table.frame());
    assertThat(frame).isEqualTo("{\"qkv-size\":512,\"vocabulary-size\":32768}");
    assertThat(LatencyTableJson.readPart(frame, NetworkFrame.class)).isEqualTo(table.frame());
  }

  @Test
  void partsWithMissingFieldsAreRefused() {
    String protocol = LatencyTableJson.writePart(table.protocol());
    assertRefused(protocol.replace("\"rounds\":20,", ""), LatencyProtocol.class, "rounds");
    assertRefused(protocol.replace("\"beam\"", "\"bean\""), LatencyProtocol.class, "bean");
    assertRefused(protocol.substring(0, 50), LatencyProtocol.class, "profile again");
    for (Class<? extends Record> type :
        List.of(
            HardwareFingerprint.class,
            LatencyProtocol.class,
            NetworkFrame.class,
            LatencyStats.class)) {
      assertRefused("null", type, "'null' is not a " + type.getSimpleName() + ": it is null");
      assertRefused("", type, "'' is not a " + type.getSimpleName());
      assertRefused("{}", type, "'{}' is not a " + type.getSimpleName());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "encoder-layer",
        "encoder-layer:embed=8",
        "encoder-layer:ffn=16,embed=8,heads=4",
        "encoder-layer:embed=8,ffn=x,heads=4",
        "encoder-layer:embed=8,ffn=16,heads=4,more=1",
        "encoder-layer:embed=08,ffn=16,heads=4",
        "encoder-layer:embed=640,ffn=3072,heads=8",
        "overhead:embed=1",
        "convolution:embed=8"
      })
  void timesOfWhatIsNoBlockOfTheSpaceAreRefused(String key) {
    Map<BlockKey, LatencyStats> entries = new LinkedHashMap<>(table.entries());
    entries.put(new BlockKey(key), TestLatency.stats(1));
    LatencyTable other =
        new LatencyTable(entries, table.frame(), table.protocol(), table.hardware());
    assertThatThrownBy(() -> other.requireBlocksOf(space))
        .isInstanceOf(BadDataException.class)
        .hasMessage("'" + key + "' names no block of space micro");
    assertThat(table.requireBlocksOf(space)).isSameAs(table);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "[]",
        "512",
        "{\"qkv-size\":0}",
        "{\"qkv-size\":-512,\"vocabulary-size\":32768}",
        "{\"qkv-size\":null,\"vocabulary-size\":32768}",
        "{\"qkv-size\":512.5,\"vocabulary-size\":32768}",
        "{\"qkv-size\":\"512\",\"vocabulary-size\":32768}",
        "{\"qkv-size\":{},\"vocabulary-size\":32768}"
      })
  void framesWithoutPositiveSizesAreRefused(String frame) {
    assertRefused(frame, NetworkFrame.class, "is not a NetworkFrame");
  }

  @Test
  void unknownFieldsAreRefused() {
    List<Record> parts =
        List.of(table.protocol(), table.hardware(), table.entries().values().iterator().next());
    for (Record part : parts) {
      String text = LatencyTableJson.writePart(part).replaceFirst("\\{", "{\"more\":1,");
      assertRefused(text, part.getClass(), "more");
    }
  }

  @Test
  void aTableOfNetworksOfOtherSizesIsRefused() {
    assertThat(table.requireFrame(TestLatency.FRAME)).isSameAs(table);
    NetworkFrame wider = NetworkFrame.of(Map.of("qkv-size", 1024, "vocabulary-size", 32_768));
    assertThatThrownBy(() -> table.requireFrame(wider))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            "it is of networks with {qkv-size=512, vocabulary-size=32768},"
                + " those of the run have {qkv-size=1024, vocabulary-size=32768}");
  }

  @Test
  void tablesOfOtherSizesDoNotMix() {
    LatencyRow row = row(BlockKey.of(Block.of("overhead")), 1);
    NetworkFrame wider = NetworkFrame.of(Map.of("qkv-size", 1024, "vocabulary-size", 32_768));
    LatencyRow other =
        new LatencyRow(row.block(), row.stats(), wider, row.protocol(), row.hardware());
    assertThatThrownBy(() -> LatencyTable.fromRows(List.of(row, other)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("network sizes");
  }

  private static void assertRefused(String text, Class<? extends Record> type, String named) {
    assertThatThrownBy(() -> LatencyTableJson.readPart(text, type))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(named);
  }

  private static <T extends Record> T part(JsonNode node, Class<T> type) {
    return LatencyTableJson.readPart(node.toString(), type);
  }

  private static LatencyRow row(BlockKey key, double millis) {
    return new LatencyRow(
        key,
        TestLatency.stats(millis),
        TestLatency.FRAME,
        TestLatency.PROTOCOL,
        TestLatency.HARDWARE);
  }
}
