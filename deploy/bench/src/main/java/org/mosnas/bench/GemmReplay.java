package org.mosnas.bench;

import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.mosnas.model.kernel.Gemm;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;

/**
 * The products of a case with weight matrices and nothing else, by the BLAS of our engines. With
 * gradients, every product comes with the two that lead back.
 */
final class GemmReplay implements ReadyCase {
  private final List<ProductOps.Product> products;
  private final boolean gradients;
  private final Gemm gemm = new Gemm();
  private final Memory x;
  private final Memory w;
  private final Memory y;
  private final Memory dx;
  private final Memory dw;

  GemmReplay(Map<ProductOps.Product, Integer> products, boolean gradients) {
    this.products = ProductOps.expanded(products);
    this.gradients = gradients;
    this.x = filled(p -> (long) p.rows() * p.inputs());
    this.w = filled(p -> (long) p.inputs() * p.outputs());
    this.y = filled(p -> (long) p.rows() * p.outputs());
    this.dx = filled(p -> gradients ? (long) p.rows() * p.inputs() : 0);
    this.dw = filled(p -> gradients ? (long) p.inputs() * p.outputs() : 0);
  }

  private Memory filled(ToLongFunction<ProductOps.Product> size) {
    Memory memory = Memory.allocate(products.stream().mapToLong(size).max().orElse(0));
    memory.view(0, 1, memory.size()).fill(0.01f);
    return memory;
  }

  @Override
  public void run() {
    for (ProductOps.Product p : products) {
      Matrix inputs = x.view(0, p.rows(), p.inputs());
      Matrix weights = w.view(0, p.outputs(), p.inputs());
      Matrix outputs = y.view(0, p.rows(), p.outputs());
      gemm.timesTransposed(1, inputs, weights, 0, outputs);
      if (gradients) {
        gemm.times(1, outputs, weights, 0, dx.view(0, p.rows(), p.inputs()));
        gemm.transposedTimes(1, outputs, inputs, 0, dw.view(0, p.outputs(), p.inputs()));
      }
    }
  }

  @Override
  public double[] check(FileChannel gradientFile) {
    return new double[0];
  }

  @Override
  public void close() {
    x.close();
    w.close();
    y.close();
    dx.close();
    dw.close();
  }
}
