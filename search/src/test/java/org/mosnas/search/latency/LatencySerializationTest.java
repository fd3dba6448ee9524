package org.mosnas.search.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.search.latency.LatencyTable.LatencyRow;

/** What travels between driver and executors. */
class LatencySerializationTest {
  private final TranslationSpace space = TestSpaces.micro();
  private final LatencyTable table = TestLatency.plausibleTable(space);

  @Test
  void rowsBlocksAndTablesSurviveTheWire() throws Exception {
    assertThat(copy(table)).isEqualTo(table);
    for (LatencyRow row : table.rows()) {
      assertThat(copy(row)).isEqualTo(row);
      assertThat(copy(row.block().block())).isEqualTo(row.block().block());
    }
  }

  @Test
  void estimatorsSurviveTheWire() throws Exception {
    TableEstimator estimator = new TableEstimator(table, new Calibration(2, 1, 1.5, 4));
    TableEstimator copy = copy(estimator);
    assertThat(copy.upperBoundMillis(space.largest()))
        .isEqualTo(estimator.upperBoundMillis(space.largest()));
    assertThat(copy.calibration()).isEqualTo(estimator.calibration());
  }

  @SuppressWarnings("unchecked")
  private static <T> T copy(T value) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }
}
