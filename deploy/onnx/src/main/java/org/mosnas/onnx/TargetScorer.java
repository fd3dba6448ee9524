package org.mosnas.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mosnas.model.export.TensorNames;
import org.mosnas.model.text.Vocabulary;

/** Scores of given targets, for verification: plain calls of the graphs, as others make them. */
final class TargetScorer {
  /** On which side sources are padded. */
  enum Padding {
    LEFT,
    RIGHT
  }

  private final OnnxModel model;

  TargetScorer(OnnxModel model) {
    this.model = model;
  }

  /**
   * Scores whole prefixes in one call.
   *
   * @param sources token ids
   * @param prefixes as many, each beginning with {@code </s>}
   * @return {@code [tokens * vocabulary]} for every prefix
   */
  float[][] logits(List<int[]> sources, List<int[]> prefixes, Padding padding) {
    int time = longest(prefixes);
    long[] tokens = pad(prefixes, time, Padding.RIGHT);
    float[] all;
    try (OnnxTensor ids = Ids.tensor(model.ort(), tokens, prefixes.size(), time);
        OrtSession.Result encoded = encode(sources, padding);
        Past nothing = Past.empty(model);
        OrtSession.Result done = step(encoded, ids, nothing)) {
      all = floats(done);
    } catch (OrtException e) {
      throw new IllegalStateException("the graphs failed", e);
    }
    float[][] logits = new float[prefixes.size()][];
    int sentence = time * model.vocabulary();
    for (int b = 0; b < logits.length; b++) {
      int length = prefixes.get(b).length * model.vocabulary();
      logits[b] = Arrays.copyOfRange(all, b * sentence, b * sentence + length);
    }
    return logits;
  }

  /** As {@link #logits} for one sentence, token by token with a cache. */
  float[] stepByStep(int[] source, int[] prefix) {
    float[] logits = new float[prefix.length * model.vocabulary()];
    try (OrtSession.Result encoded = encode(List.of(source), Padding.RIGHT)) {
      Past past = Past.empty(model);
      for (int t = 0; t < prefix.length; t++) {
        OrtSession.Result result;
        try (OnnxTensor id = Ids.tensor(model.ort(), new long[] {prefix[t]}, 1, 1);
            Past before = past) {
          result = step(encoded, id, before);
        }
        past = Past.of(model, result);
        float[] scores = floats(result);
        System.arraycopy(scores, 0, logits, t * scores.length, scores.length);
      }
      past.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the graphs failed", e);
    }
    return logits;
  }

  private OrtSession.Result encode(List<int[]> sources, Padding padding) throws OrtException {
    int longest = longest(sources);
    long[] ids = pad(sources, longest, padding);
    try (OnnxTensor input = Ids.tensor(model.ort(), ids, sources.size(), longest)) {
      return model.encoder().run(Map.of(TensorNames.SOURCE_IDS, input));
    }
  }

  private static int longest(List<int[]> sentences) {
    return sentences.stream().mapToInt(ids -> ids.length).max().orElseThrow();
  }

  private static long[] pad(List<int[]> sentences, int time, Padding padding) {
    long[] padded = new long[sentences.size() * time];
    Arrays.fill(padded, Vocabulary.PAD);
    for (int b = 0; b < sentences.size(); b++) {
      int[] ids = sentences.get(b);
      int from = b * time + (padding == Padding.LEFT ? time - ids.length : 0);
      for (int t = 0; t < ids.length; t++) {
        padded[from + t] = ids[t];
      }
    }
    return padded;
  }

  private OrtSession.Result step(OrtSession.Result encoded, OnnxTensor ids, Past past)
      throws OrtException {
    Map<String, OnnxTensor> inputs = new HashMap<>(past.tensors());
    encoded.forEach(named -> inputs.put(named.getKey(), (OnnxTensor) named.getValue()));
    int rows = (int) ids.getInfo().getShape()[0];
    try (OnnxTensor order = Ids.tensor(model.ort(), new long[rows], rows)) {
      inputs.put(TensorNames.TARGET_IDS, ids);
      inputs.put(TensorNames.BEAM_INDEX, order);
      return model.decoder().run(inputs);
    }
  }

  private static float[] floats(OrtSession.Result result) {
    OnnxTensor logits = (OnnxTensor) result.get(TensorNames.LOGITS).orElseThrow();
    FloatBuffer buffer = logits.getFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }
}
