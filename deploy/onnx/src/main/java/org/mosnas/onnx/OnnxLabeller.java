package org.mosnas.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.Cleanup;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.export.BertGraph;
import org.mosnas.model.network.Head;
import org.mosnas.model.task.labelled.LabelledBatcher;
import org.mosnas.model.task.labelled.LabelledExample;

/** The graph of a bundle that labels texts, loaded into ONNX Runtime. Thread-safe. */
public final class OnnxLabeller implements AutoCloseable {
  private static final long PLAN_SEED = 0;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final int outputs;

  private OnnxLabeller(OrtEnvironment environment, OrtSession session) throws OrtException {
    this.environment = environment;
    this.session = session;
    this.outputs = OrtSessions.dimension(session.getOutputInfo(), BertGraph.LOGITS, 1);
  }

  /**
   * Loads the graph.
   *
   * @param threads that compute one operation, at least 1
   * @throws BadDataException if ONNX Runtime cannot load it, or if it is no such graph
   * @throws MosnasException of kind USAGE on a machine that ONNX Runtime does not support
   */
  public static OnnxLabeller open(Path file, int threads) {
    OrtEnvironment environment = OrtSessions.environment();
    OrtSession session = OrtSessions.open(environment, file, threads);
    try {
      return new OnnxLabeller(environment, session);
    } catch (OrtException | RuntimeException notOurs) {
      Cleanup.after(notOurs, session::close);
      throw OrtSessions.foreign(file, notOurs);
    }
  }

  /** Numbers that it gives for a text: one for every class, or one. */
  public int outputs() {
    return outputs;
  }

  /**
   * Scores texts, those of similar length together, padded on the right.
   *
   * @param maxTokens budget of a batch: texts times the longest of them
   * @return {@code [outputs]} for each example in their order
   */
  public List<float[]> scores(List<LabelledExample> examples, int maxTokens) {
    List<float[]> all = new ArrayList<>(Collections.nCopies(examples.size(), new float[0]));
    for (int[] plan : new LabelledBatcher(Head.Kind.CLASS).plan(examples, maxTokens, PLAN_SEED)) {
      float[][] scores = run(Arrays.stream(plan).mapToObj(examples::get).toList());
      for (int row = 0; row < plan.length; row++) {
        all.set(plan[row], scores[row]);
      }
    }
    return all;
  }

  private float[][] run(List<LabelledExample> batch) {
    int longest = batch.stream().mapToInt(example -> example.ids().length).max().orElseThrow();
    long[] ids = new long[batch.size() * longest];
    long[] types = new long[ids.length];
    long[] mask = new long[ids.length];
    for (int b = 0; b < batch.size(); b++) {
      LabelledExample example = batch.get(b);
      for (int t = 0; t < example.ids().length; t++) {
        ids[b * longest + t] = example.ids()[t];
        types[b * longest + t] = example.types()[t];
        mask[b * longest + t] = 1;
      }
    }
    long[] shape = {batch.size(), longest};
    try (OnnxTensor idTensor = tensor(ids, shape);
        OnnxTensor maskTensor = tensor(mask, shape);
        OnnxTensor typeTensor = tensor(types, shape);
        OrtSession.Result result =
            session.run(
                Map.of(
                    BertGraph.INPUT_IDS, idTensor,
                    BertGraph.ATTENTION_MASK, maskTensor,
                    BertGraph.TOKEN_TYPE_IDS, typeTensor))) {
      return (float[][]) result.get(BertGraph.LOGITS).orElseThrow().getValue();
    } catch (OrtException failure) {
      throw new MosnasException(
          ErrorKind.RESOURCES,
          "ONNX Runtime cannot score "
              + batch.size()
              + " texts together ("
              + failure.getMessage()
              + "); give it more memory, or take fewer with --batch",
          failure);
    }
  }

  private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
