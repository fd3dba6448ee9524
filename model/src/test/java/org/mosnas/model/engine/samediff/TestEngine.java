package org.mosnas.model.engine.samediff;

import org.mosnas.model.engine.Engine.Pass;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.engine.samediff.PaddedRows.PaddedTensor;
import org.mosnas.model.engine.tape.TapeOps;
import org.mosnas.model.engine.tape.TapeTensor;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Weights;

/** Evaluates expressions on the one or the other engine. */
enum TestEngine {
  TAPE {
    @Override
    float[] values(Weights weights, Expression expression) {
      try (Workbench bench = new Workbench()) {
        return run(bench, TapeOps.inference(bench, weights), expression);
      }
    }

    @Override
    float[] train(Weights weights, Expression expression, Pass pass) {
      try (Workbench bench = new Workbench()) {
        TapeOps ops = TapeOps.training(bench, weights, pass);
        float[] values = run(bench, ops, expression);
        ops.backward();
        return values;
      }
    }

    private float[] run(Workbench bench, TapeOps ops, Expression expression) {
      TapeTensor result =
          expression.on(
              ops,
              (layout, columns, values) -> {
                Matrix matrix = bench.arena().allocate(layout.segments().rows(), columns);
                matrix.assign(values);
                return ops.constant(matrix);
              });
      return result.value().toArray();
    }
  },

  SAMEDIFF {
    @Override
    float[] values(Weights weights, Expression expression) {
      try (Workbench bench = new Workbench();
          Graph graph = new Graph()) {
        SameDiffOps ops = SameDiffOps.inference(graph, weights, bench.arena());
        PaddedTensor result = build(graph, ops, expression);
        return packed(result, graph.value(result.variable()));
      }
    }

    @Override
    float[] train(Weights weights, Expression expression, Pass pass) {
      try (Workbench bench = new Workbench();
          Graph graph = new Graph()) {
        SameDiffOps ops = SameDiffOps.training(graph, weights, bench.arena(), pass);
        PaddedTensor loss = build(graph, ops, expression);
        return graph.valueAndGradients(loss.variable(), graph.input(new float[] {1, 0}, 2));
      }
    }

    private PaddedTensor build(Graph graph, SameDiffOps ops, Expression expression) {
      return expression.on(
          ops,
          (layout, columns, values) -> {
            PaddedRows rows = PaddedRows.of(layout);
            return new PaddedTensor(
                graph.input(rows.pad(values, columns), rows.count(), columns), rows, columns);
          });
    }

    private float[] packed(PaddedTensor result, float[] padded) {
      return result.rows() == null ? padded : result.rows().pack(padded, result.columns());
    }
  };

  /** The value without dropout, packed. */
  abstract float[] values(Weights weights, Expression expression);

  /** The value {@code [2]} of a loss; gradients are added to those of the weights. */
  abstract float[] train(Weights weights, Expression loss, Pass pass);
}
