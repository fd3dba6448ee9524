package org.mosnas.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mosnas.model.export.TensorNames;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.text.Vocabulary;

/**
 * What the encoder computed for a batch, in memory of our own, so that sentences can leave the
 * batch when their translations are finished.
 */
final class EncodedBatch implements AutoCloseable {
  /** Share of sentences that have to be finished before the others move together. */
  private static final double WORTH_MOVING = 0.25;

  private final OnnxModel model;
  private final Map<String, Floats> memories = new HashMap<>();
  private final Map<String, OnnxTensor> tensors = new HashMap<>();
  private ByteBuffer mask = ByteBuffer.allocateDirect(0);
  private int[] placeOfSentence = new int[0];
  private int sentences;
  private int source;

  EncodedBatch(OnnxModel model) {
    this.model = model;
    for (int i = 0; i < model.layers().size(); i++) {
      memories.put(TensorNames.crossKey(i), new Floats());
      memories.put(TensorNames.crossValue(i), new Floats());
    }
  }

  /** Encodes sentences. */
  void start(List<int[]> sources) throws OrtException {
    sentences = sources.size();
    source = sources.stream().mapToInt(ids -> ids.length).max().orElseThrow();
    placeOfSentence = new int[sentences];
    Arrays.setAll(placeOfSentence, b -> b);
    long[] ids = new long[sentences * source];
    Arrays.fill(ids, Vocabulary.PAD);
    if (mask.capacity() < ids.length) {
      mask = ByteBuffer.allocateDirect(2 * ids.length);
    }
    for (int b = 0; b < sentences; b++) {
      int[] tokens = sources.get(b);
      for (int t = 0; t < tokens.length; t++) {
        ids[b * source + t] = tokens[t];
      }
    }
    reserve();
    attach();
    try (OnnxTensor input = Ids.tensor(model.ort(), ids, sentences, source)) {
      Map<String, OnnxValue> outputs = new HashMap<>(tensors);
      try (OrtSession.Result result =
          model.encoder().run(Map.of(TensorNames.SOURCE_IDS, input), outputs)) {
        if (result.size() != outputs.size()) {
          throw new IllegalStateException("the encoder left " + result.size() + " tensors");
        }
      }
    }
  }

  private void reserve() {
    for (int i = 0; i < model.layers().size(); i++) {
      long floats = (long) sentences * floats(i);
      memories.get(TensorNames.crossKey(i)).reserve(floats);
      memories.get(TensorNames.crossValue(i)).reserve(floats);
    }
  }

  /** Floats that one sentence has in a tensor of a layer. */
  private int floats(int layer) {
    OnnxModel.Layer l = model.layers().get(layer);
    return l.crossHeads() * l.attended() * source * l.crossSize();
  }

  /** Makes the tensors anew over the memory that is there. */
  private void attach() throws OrtException {
    detach();
    ByteBuffer used = mask.slice(0, sentences * source);
    tensors.put(
        TensorNames.SOURCE_MASK,
        OnnxTensor.createTensor(
            model.ort(),
            used.order(ByteOrder.nativeOrder()),
            new long[] {sentences, source},
            ai.onnxruntime.OnnxJavaType.BOOL));
    for (int i = 0; i < model.layers().size(); i++) {
      OnnxModel.Layer l = model.layers().get(i);
      for (String name : List.of(TensorNames.crossKey(i), TensorNames.crossValue(i))) {
        tensors.put(
            name,
            memories
                .get(name)
                .tensor(
                    model.ort(),
                    sentences,
                    l.crossHeads(),
                    (long) l.attended() * source,
                    l.crossSize()));
      }
    }
  }

  /**
   * Told which sentences are not finished; moves them together once enough others are.
   *
   * @param active sentences in ascending order
   */
  void keep(int[] active) throws OrtException {
    if (active.length > sentences * (1 - WORTH_MOVING)) {
      return;
    }
    for (int place = 0; place < active.length; place++) {
      move(placeOfSentence[active[place]], place);
    }
    Arrays.fill(placeOfSentence, -1);
    for (int place = 0; place < active.length; place++) {
      placeOfSentence[active[place]] = place;
    }
    sentences = active.length;
    attach();
  }

  /** Copies one sentence to a place before its own. */
  private void move(int from, int to) {
    if (from == to) {
      return;
    }
    mask.put(to * source, mask, from * source, source);
    for (int i = 0; i < model.layers().size(); i++) {
      for (String name : List.of(TensorNames.crossKey(i), TensorNames.crossValue(i))) {
        Matrix rows = memories.get(name).matrix(sentences, floats(i));
        Elementwise.copy(rows.rows(from, 1), rows.rows(to, 1));
      }
    }
  }

  /** The inputs of the decoder. */
  Map<String, OnnxTensor> tensors() {
    return tensors;
  }

  /** Number of sentences in the tensors, finished ones among them. */
  int sentences() {
    return sentences;
  }

  /** Where a sentence that is not finished lies in the tensors. */
  int place(int sentence) {
    return placeOfSentence[sentence];
  }

  private void detach() {
    tensors.values().forEach(OnnxTensor::close);
    tensors.clear();
  }

  @Override
  public void close() {
    detach();
    memories.values().forEach(Floats::close);
  }
}
