package org.mosnas.model.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mosnas.model.engine.samediff.Graph.GraphMemory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class GraphMemoryTest {
  @Test
  void freesAnArrayAfterItsLastUseAndTheRestTogether() {
    GraphMemory memory = new GraphMemory();
    INDArray first = memory.allocate(false, DataType.FLOAT, 2, 3);
    INDArray second = memory.dup(first);
    memory.release(first);
    assertThat(first.wasClosed()).isTrue();
    assertThat(second.wasClosed()).isFalse();
    memory.close();
    assertThat(second.wasClosed()).isTrue();
  }

  @Test
  void leavesArraysAloneThatWereClosedAlready() {
    GraphMemory memory = new GraphMemory();
    memory.allocate(false, DataType.FLOAT, 2).close();
    memory.close();
  }
}
