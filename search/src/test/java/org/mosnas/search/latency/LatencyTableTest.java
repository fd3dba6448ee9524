package org.mosnas.search.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.space.TestSpaces;

class LatencyTableTest {
  private final LatencyTable table = TestLatency.plausibleTable(TestSpaces.micro());

  @Test
  void missingBlockNamesKeyAndHardware() {
    BlockKey key = new Block.EncoderLayer(640, 3072, 8).key();
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
    BlockKey key = new Block.Overhead().key();
    LatencyTable merged = LatencyTable.fromRows(List.of(row(key, 2), row(key, 5), row(key, 3)));
    assertThat(merged.stats(key).medianMillis()).isEqualTo(5);
  }

  @Test
  void rowsOfUnequalMachinesAreKeptApart() {
    HardwareFingerprint other =
        new HardwareFingerprint("Xeon", 4, 0, 1, "tape", "OpenJDK 17", "Haswell");
    BlockKey key = new Block.Overhead().key();
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
    LatencyRow row = row(new Block.Overhead().key(), 1);
    LatencyRow otherProtocol =
        new LatencyRow(
            row.block(), row.stats(), row.frame(), row.protocol().withRounds(1, 1), row.hardware());
    assertThatThrownBy(() -> LatencyTable.fromRows(List.of(row, otherProtocol)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("protocols");
  }

  @Test
  void jsonRoundTripIsExact() {
    assertThat(LatencyTableJson.read(LatencyTableJson.write(table), "test")).isEqualTo(table);
  }

  @Test
  void tablesOfVersionOneStillLoad() throws IOException {
    String text;
    try (InputStream stream = getClass().getResourceAsStream("v1/latency-table.json")) {
      text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    LatencyTable read = LatencyTableJson.read(text, "v1/latency-table.json");
    assertThat(read.hardware()).isEqualTo(TestLatency.HARDWARE);
    assertThat(read.protocol()).isEqualTo(TestLatency.PROTOCOL);
    assertThat(read.frame()).isEqualTo(TestLatency.FRAME);
    assertThat(read.entries()).hasSize(3);
    assertThat(read.stats(new Block.DecoderLayer(512, 640, 1024, 8, 4, 3).key()))
        .isEqualTo(new LatencyStats(20, 4e6, 3950000.5, 4.4e6, 5.1e6, 120000.25, 3.8e6));
    assertThat(LatencyTableJson.write(read)).isEqualTo(text);
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
  }

  @Test
  void jsonOfAnotherVersionOrWithMissingFieldsIsRefused() {
    String text = LatencyTableJson.write(table);
    assertRefused(text.replace("-v1", "-v9"), "mosnas-latency-table-v9");
    assertRefused(text.replaceFirst("\"rounds\" : 20,", ""), "rounds");
    assertRefused(text.replaceFirst("\"beam\"", "\"bean\""), "beam");
    assertRefused(text.replace("overhead:", "underhead:"), "underhead:");
    assertRefused(text.substring(0, 100), "latency.json");
  }

  private static void assertRefused(String text, String named) {
    assertThatThrownBy(() -> LatencyTableJson.read(text, "latency.json"))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(named);
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
