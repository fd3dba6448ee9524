package org.mosnas.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.mosnas.model.decode.Frontier;
import org.mosnas.model.decode.StepScorer;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.export.TensorNames;
import org.mosnas.model.export.TranslationGraphs;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.text.Vocabulary;

/**
 * Scores with the exported graphs in ONNX Runtime.
 *
 * <p>Caches never leave ONNX Runtime: the keys and values that one step puts out go into the next,
 * which reorders them itself. The decoder wants as many prefixes of every sentence; where a
 * sentence has fewer, or none any more, rows are filled up and their scores left out.
 */
final class OnnxScorer implements StepScorer {
  private final OnnxModel model;
  private final EncodedBatch encoded;
  private final Floats logits = new Floats();
  private final Set<String> outputs;
  private Past past;
  private int[] slotOfRow = new int[0];

  OnnxScorer(OnnxModel model) {
    this.model = model;
    this.encoded = new EncodedBatch(model);
    this.outputs = Past.outputs(model);
  }

  @Override
  public void start(List<int[]> sources, int beam) {
    for (int[] source : sources) {
      requireRoom(source.length, "a source");
    }
    try {
      forget();
      encoded.start(sources);
      past = Past.empty(model);
    } catch (OrtException e) {
      throw failure("the encoder", e);
    }
    slotOfRow = new int[sources.size()];
  }

  private static void requireRoom(int tokens, String what) {
    if (tokens > TranslationGraphs.MAX_POSITIONS) {
      throw new MosnasException(
          ErrorKind.DATA,
          String.format(
              Locale.ROOT,
              "%s of %d tokens is longer than the exported model can take, which is %d; split the"
                  + " line, or limit translations with max-length",
              what,
              tokens,
              TranslationGraphs.MAX_POSITIONS));
    }
  }

  @Override
  public void step(Frontier frontier, Consumer<Matrix> reader) {
    requireRoom(frontier.step() + 1, "a translation");
    try {
      reader.accept(scores(frontier));
    } catch (OrtException e) {
      throw failure("the decoder", e);
    }
  }

  /** ONNX Runtime tells only in words that it got no memory. */
  static RuntimeException failure(String what, OrtException cause) {
    String reason = String.valueOf(cause.getMessage());
    return reason.contains("Failed to allocate") || reason.contains("bad_alloc")
        ? new MosnasException(
            ErrorKind.RESOURCES,
            what + " got no memory; translate with fewer --threads, or on a larger machine",
            cause)
        : new IllegalStateException(what + " failed", cause);
  }

  private Matrix scores(Frontier frontier) throws OrtException {
    int[] perSentence = frontier.rowsPerSentence();
    int width = Arrays.stream(perSentence).max().orElseThrow();
    encoded.keep(frontier.activeSentences());
    int[] slots = slots(frontier, width);
    int rows = encoded.sentences() * width;
    long[] tokens = new long[rows];
    long[] parents = new long[rows];
    Arrays.fill(tokens, Vocabulary.EOS);
    for (int row = 0; row < slots.length; row++) {
      tokens[slots[row]] = frontier.token(row);
      parents[slots[row]] = slotOfRow[frontier.parent(row)];
    }
    slotOfRow = slots;
    run(tokens, parents);
    Matrix all = logits.matrix(rows, model.vocabulary());
    for (int row = 0; row < slots.length; row++) {
      if (slots[row] != row) {
        Elementwise.copy(all.rows(slots[row], 1), all.rows(row, 1));
      }
    }
    return all.rows(0, slots.length);
  }

  /** Where each row goes when every sentence has {@code width} places; ascending. */
  private int[] slots(Frontier frontier, int width) {
    int[] slots = new int[frontier.rows()];
    for (int row = 0; row < slots.length; row++) {
      boolean first = row == 0 || frontier.sentence(row - 1) != frontier.sentence(row);
      slots[row] = first ? encoded.place(frontier.sentence(row)) * width : slots[row - 1] + 1;
    }
    return slots;
  }

  private void run(long[] tokens, long[] parents) throws OrtException {
    int rows = tokens.length;
    logits.reserve((long) rows * model.vocabulary());
    try (OnnxTensor ids = Ids.tensor(model.ort(), tokens, rows, 1);
        OnnxTensor order = Ids.tensor(model.ort(), parents, rows);
        OnnxTensor scores = logits.tensor(model.ort(), rows, 1, model.vocabulary())) {
      Map<String, OnnxTensor> inputs = new HashMap<>(encoded.tensors());
      inputs.putAll(past.tensors());
      inputs.put(TensorNames.TARGET_IDS, ids);
      inputs.put(TensorNames.BEAM_INDEX, order);
      Map<String, OnnxValue> pinned = Map.of(TensorNames.LOGITS, scores);
      OrtSession.Result result = model.decoder().run(inputs, outputs, pinned);
      past.close();
      past = Past.of(model, result);
    }
  }

  private void forget() {
    if (past != null) {
      past.close();
      past = null;
    }
  }

  @Override
  public void close() {
    forget();
    encoded.close();
    logits.close();
  }
}
