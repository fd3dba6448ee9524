package org.mosnas.model.engine.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosnas.model.kernel.cuda.AttentionKernels.Gradient;
import org.mosnas.model.kernel.cuda.DeviceMatrix;
import org.mosnas.model.kernel.cuda.Factor;

/**
 * A value on the device and, once something flows back into it, its gradient. What was made by
 * columns of another tensor shares the gradient of that one.
 */
public final class CudaTensor {
  private final CudaBench bench;
  private final DeviceMatrix value;
  private final CudaTensor root;
  private final int from;
  private LinearEnd end = LinearEnd.NONE;
  private DeviceMatrix gradient;
  private Optional<Factor> factor = Optional.empty();

  /** Columns of the gradient, in order and apart, that hold something already. */
  private List<Range> written = new ArrayList<>();

  private record Range(int from, int to) {}

  CudaTensor(CudaBench bench, DeviceMatrix value) {
    this.bench = bench;
    this.value = value;
    this.root = this;
    this.from = 0;
  }

  private CudaTensor(CudaTensor parent, int column, int count) {
    this.bench = parent.bench;
    this.value = parent.value.columns(column, count);
    this.root = parent.root;
    this.from = parent.from + column;
  }

  /** A view of columns. */
  CudaTensor columns(int column, int count) {
    return new CudaTensor(this, column, count);
  }

  /** The value, {@code [rows, columns]}, once all that was asked for has been queued. */
  public DeviceMatrix value() {
    root.end.apply(bench.rows(), root.value);
    return value;
  }

  /** The value as a factor of products, rounded once if they round. */
  Factor factor() {
    if (factor.isEmpty()) {
      factor = Optional.of(bench.products().factor(value()));
    }
    return factor.get();
  }

  /** The memory of the value, whatever is still to be done to it. */
  DeviceMatrix raw() {
    return value;
  }

  /** Whether it is a part of another tensor. */
  boolean isView() {
    return root != this;
  }

  /** What is still to be done to the product of a linear map. */
  LinearEnd end() {
    return end;
  }

  void endsWith(LinearEnd newEnd) {
    end = newEnd;
  }

  /** The gradient, zero where nothing was added yet. */
  DeviceMatrix gradient() {
    root.completeGradient();
    return view();
  }

  /** Where an operation that writes all of a gradient writes it to. */
  Gradient target() {
    root.allocateGradient();
    Range wanted = new Range(from, from + value.columns());
    boolean fresh = true;
    for (Range range : root.written) {
      fresh &= range.to() <= wanted.from() || range.from() >= wanted.to();
    }
    if (fresh) {
      root.written.add(wanted);
      root.written.sort((a, b) -> Integer.compare(a.from(), b.from()));
      return new Gradient(view(), false);
    }
    root.completeGradient();
    return new Gradient(view(), true);
  }

  /** Queues a copy of the value, dense, to an address of the device. */
  public void copyTo(long address) {
    bench.gpu().copy(value().address(), address, value.size() * Float.BYTES);
  }

  /** Adds a gradient computed elsewhere; where nothing was added before, takes it over. */
  void addGradient(DeviceMatrix computed) {
    if (!isView() && gradient == null) {
      gradient = computed;
      written.add(new Range(0, value.columns()));
      return;
    }
    Gradient target = target();
    bench.rows().copy(1, computed, target.matrix(), target.adds());
  }

  private DeviceMatrix view() {
    return root.gradient.columns(from, value.columns());
  }

  private void allocateGradient() {
    if (gradient == null) {
      gradient = bench.arena().allocate(value.rows(), value.columns());
    }
  }

  private void completeGradient() {
    allocateGradient();
    int next = 0;
    for (Range range : written) {
      clear(next, range.from());
      next = range.to();
    }
    clear(next, value.columns());
    written = new ArrayList<>(List.of(new Range(0, value.columns())));
  }

  private void clear(int first, int end) {
    if (end > first) {
      bench.rows().clear(gradient.columns(first, end - first));
    }
  }
}
