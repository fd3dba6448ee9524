package org.mosnas.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.engine.Computation;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.tape.TapeEngine;
import org.mosnas.model.export.BertGraph;
import org.mosnas.model.family.bert.BertLayerSpec;
import org.mosnas.model.family.bert.BertNetwork;
import org.mosnas.model.family.bert.BertShape;
import org.mosnas.model.family.bert.BertSpec;
import org.mosnas.model.family.bert.Bottlenecks;
import org.mosnas.model.family.bert.TextBatch;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Head;
import org.mosnas.model.network.Ops;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Subnet;
import org.mosnas.model.supernet.Supernet;

/** Graphs of BERTs compute in ONNX Runtime what the engine computes. */
class BertGraphTest {
  private static final int VOCABULARY = 19;
  private static final int EMBED = 16;

  /** Kinds of bottlenecks, with two or three layers. */
  private static BertSpec spec(int seed) {
    BertLayerSpec wide = new BertLayerSpec(EMBED, 4, 24);
    BertLayerSpec narrow = new BertLayerSpec(8, 2, 20);
    return switch (seed % 3) {
      case 0 -> new BertSpec(Bottlenecks.NONE, EMBED, List.of(wide, wide));
      case 1 -> new BertSpec(Bottlenecks.PAIRED, EMBED, List.of(wide, narrow, narrow));
      default -> new BertSpec(Bottlenecks.MERGED, EMBED, List.of(narrow, wide, narrow));
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void computeWhatTheEngineComputes(int seed) throws OrtException {
    BertSpec spec = spec(seed);
    Head head = seed < 3 ? Head.classes(3) : Head.NUMBER;
    BertShape shape = BertShape.of(spec, VOCABULARY, 9).headed(head);
    BertNetwork network = shape.network(spec, DropoutRates.NONE);
    SplittableRandom random = new SplittableRandom(seed);
    TextBatch texts = texts(random, 3);
    try (Engine engine = new TapeEngine();
        ParameterBank bank = Initializer.initialize(Supernet.plain(shape), seed)) {
      jitter(bank, random);
      Subnet weights = Supernet.plain(shape).collapse(spec, bank, engine.workbench());
      BertGraph graph = new BertGraph(network, weights);
      List<Float> scores = new ArrayList<>();
      List<Float> states = new ArrayList<>();
      engine.compute(
          weights,
          new Computation() {
            @Override
            public <T> T on(Ops<T> ops, Inputs<T> inputs) {
              return network.scores(ops, texts);
            }
          },
          values -> add(values.toArray(), scores));
      engine.compute(
          weights,
          new Computation() {
            @Override
            public <T> T on(Ops<T> ops, Inputs<T> inputs) {
              return network.encode(ops, texts.tokensIn(), texts.types());
            }
          },
          values -> add(values.toArray(), states));
      assertClose(run(graph.classifier(), texts, BertGraph.LOGITS, head.outputs(), false), scores);
      assertClose(run(graph.encoder(), texts, BertGraph.LAST_HIDDEN_STATE, EMBED, true), states);
    }
  }

  private static void assertClose(List<Float> actual, List<Float> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i)).as("element %d", i).isCloseTo(expected.get(i), within(1e-4f));
    }
  }

  private static TextBatch texts(SplittableRandom random, int count) {
    List<TextBatch.Text> texts = new ArrayList<>();
    for (int b = 0; b < count; b++) {
      int length = 2 + 3 * b;
      texts.add(
          new TextBatch.Text(
              random.ints(length, 0, VOCABULARY).toArray(), random.ints(length, 0, 2).toArray()));
    }
    return TextBatch.classified(texts, new int[count]);
  }

  /** What ONNX Runtime computes, without what belongs to padding. */
  private static List<Float> run(
      byte[] graph, TextBatch texts, String output, int columns, boolean perToken)
      throws OrtException {
    int longest = texts.inputs()[0].length;
    long[][] ids = new long[texts.examples()][longest];
    long[][] mask = new long[texts.examples()][longest];
    long[][] types = new long[texts.examples()][longest];
    for (int b = 0; b < ids.length; b++) {
      for (int t = 0; t < texts.lengths()[b]; t++) {
        ids[b][t] = texts.inputs()[b][t];
        mask[b][t] = 1;
        types[b][t] = texts.types()[texts.rows()[b] + t];
      }
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(graph);
        OnnxTensor idTensor = OnnxTensor.createTensor(environment, ids);
        OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask);
        OnnxTensor typeTensor = OnnxTensor.createTensor(environment, types);
        OrtSession.Result result =
            session.run(
                Map.of(
                    BertGraph.INPUT_IDS, idTensor,
                    BertGraph.ATTENTION_MASK, maskTensor,
                    BertGraph.TOKEN_TYPE_IDS, typeTensor))) {
      List<Float> values = new ArrayList<>();
      if (perToken) {
        float[][][] all = (float[][][]) result.get(output).orElseThrow().getValue();
        for (int b = 0; b < ids.length; b++) {
          for (int t = 0; t < texts.lengths()[b]; t++) {
            assertThat(all[b][t]).hasSize(columns);
            add(all[b][t], values);
          }
        }
      } else {
        for (float[] row : (float[][]) result.get(output).orElseThrow().getValue()) {
          assertThat(row).hasSize(columns);
          add(row, values);
        }
      }
      return values;
    }
  }

  private static void add(float[] from, List<Float> to) {
    for (float value : from) {
      to.add(value);
    }
  }

  private static void jitter(ParameterBank parameters, SplittableRandom random) {
    float[] values = parameters.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (0.2 * random.nextGaussian());
    }
    parameters.assign(values);
  }
}
