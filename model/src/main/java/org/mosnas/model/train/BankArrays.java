package org.mosnas.model.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;
import org.mosnas.model.supernet.ParameterBank;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays of ND4J over the memory of a bank: views on ND4J's CPU backend, copies on any other. A
 * view is not to be used after the bank is closed.
 */
final class BankArrays {
  private final ParameterBank bank;

  BankArrays(ParameterBank bank) {
    this.bank = bank;
  }

  /** The whole vector, {@code [1, floats]}, with the gaps between parameters. */
  INDArray vector() {
    return array(bank.memory().view(0, 1, bank.layout().floats()));
  }

  /** One parameter, {@code [rows, columns]}. */
  INDArray matrix(String name) {
    return array(bank.matrix(name));
  }

  /** All parameters in the order of the vector. */
  Map<String, INDArray> table() {
    Map<String, INDArray> table = new LinkedHashMap<>();
    bank.layout().names().forEach(name -> table.put(name, matrix(name)));
    return table;
  }

  /** Sets the whole vector. */
  void assign(INDArray values) {
    bank.assign(rowByRow(values));
  }

  /** Sets one parameter. */
  void assign(String name, INDArray values) {
    bank.matrix(name).assign(rowByRow(values));
  }

  private static float[] rowByRow(INDArray values) {
    return values.dup('c').data().asFloat();
  }

  private static INDArray array(Matrix matrix) {
    long[] shape = {matrix.rows(), matrix.columns()};
    if (Nd4j.getExecutioner().type() != ExecutionerType.NATIVE_CPU) {
      return Nd4j.create(matrix.toArray(), shape, 'c');
    }
    FloatPointer floats = new View(matrix);
    return Nd4j.create(
        Nd4j.getDataBufferFactory()
            .create(floats, DataType.FLOAT, matrix.size(), FloatIndexer.create(floats)),
        shape);
  }

  /** Points into a memory and keeps it from being collected. */
  private static final class View extends FloatPointer {
    @SuppressWarnings("unused") // held, not read
    private final Memory memory;

    View(Matrix matrix) {
      super((Pointer) null);
      this.memory = matrix.memory();
      this.address = matrix.address();
      this.limit = matrix.size();
      this.capacity = matrix.size();
    }
  }
}
