package org.mosnas.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.engine.Computation;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.family.PublishedNetwork;
import org.mosnas.model.family.bert.BertNetwork;
import org.mosnas.model.family.bert.BertShape;
import org.mosnas.model.family.bert.BertSpec;
import org.mosnas.model.family.bert.Bottlenecks;
import org.mosnas.model.family.bert.published.PublishedConfig;
import org.mosnas.model.family.bert.published.PublishedWeights;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.RouterInput;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.supernet.WarmStart;
import org.mosnas.model.text.wordpiece.TokenizerJson;
import org.mosnas.model.text.wordpiece.WordPiece;
import org.mosnas.model.text.wordpiece.WordPieceVocabulary;

/**
 * A published encoder, read from Hugging Face's layout, computes what ONNX Runtime computes with
 * the graph that its publishers made of it.
 */
class PublishedEncoderTest {
  private static final int TEXTS = 50;
  private static final int LONGEST = 128;

  private static final List<String> SENTENCES =
      List.of(
          "Call me Ishmael.",
          "The quick brown fox jumps over the lazy dog!",
          "A 3.14% rise in year-over-year revenue (Q4) surprised analysts.",
          "naïve café déjà vu",
          "Grüße aus Zürich; Ångström & Co.",
          "東京 is the capital of 日本.",
          "How are you? I'm fine, thanks 🙂",
          "supercalifragilisticexpialidocious antidisestablishmentarianism",
          "No.",
          "import java.util.List; // ordinary code",
          "She said: \"It's only a model\", and left the room without another word.");

  @TempDir private static Path folder;
  private static DenseSubnet network;
  private static WordPiece wordPiece;

  @BeforeAll
  static void read() throws IOException {
    PublishedFolder.write(folder);
    PublishedConfig config =
        PublishedConfig.parse(Files.readString(folder.resolve("config.json")), "config.json");
    try (InputStream in = Files.newInputStream(folder.resolve("model.safetensors"))) {
      PublishedNetwork published = PublishedWeights.read(in, "model.safetensors", config, 1);
      assertThat(published.hasTokenHead()).isFalse();
      network = published.network();
    }
    wordPiece = TokenizerJson.read("tokenizer.json", PublishedFolder.tokenizer());
  }

  @Test
  void hiddenStatesAreThoseOfOnnxRuntime() throws OrtException {
    List<int[]> texts = texts();
    assertThat(texts).hasSize(TEXTS).anyMatch(ids -> ids.length == LONGEST);
    List<float[][]> expected = onOnnxRuntime(texts);
    float[] states = states(network, texts);
    int width = network.shape() instanceof BertShape shape ? shape.envelope().embed() : 0;
    int row = 0;
    for (float[][] text : expected) {
      for (float[] token : text) {
        for (int c = 0; c < width; c++) {
          assertThat(states[row * width + c]).isCloseTo(token[c], within(1e-4f));
        }
        row++;
      }
    }
    assertThat(states).hasSize(row * width);
  }

  /** In a space with bottlenecks these are the identity at first. */
  @Test
  void theLargestSubnetWithBottlenecksIsTheSameNetworkAtFirst() {
    BertShape plain = (BertShape) network.shape();
    BertSpec largest =
        new BertSpec(Bottlenecks.PAIRED, plain.envelope().embed(), plain.envelope().layers());
    Supernet supernet =
        new Supernet(
            BertShape.of(largest, plain.vocabulary(), LONGEST),
            Mixture.layerWise(2, 8),
            new Constant());
    try (ParameterBank bank = new WarmStart(supernet, network, 0.1).parameters(7)) {
      List<int[]> texts = texts().subList(0, 10);
      assertThat(states(supernet.extract(largest, bank.toArray()), texts))
          .containsExactly(states(network, texts), within(1e-4f));
    }
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Path file = folder.resolve("written.safetensors");
    try (var out = Files.newOutputStream(file)) {
      PublishedWeights.write(out, network);
    }
    PublishedConfig config = PublishedConfig.of((BertShape) network.shape());
    assertThat(PublishedConfig.parse(config.toJson(), "x")).isEqualTo(config);
    try (InputStream in = Files.newInputStream(file)) {
      PublishedNetwork again = PublishedWeights.read(in, "written", config, 2);
      assertThat(again.hasTokenHead()).isTrue();
      assertThat(again.network().parameters()).isEqualTo(network.parameters());
    }
  }

  /** Routers that see one number, always the same. */
  private static final class Constant implements RouterInput {
    private static final long serialVersionUID = 1L;

    @Override
    public int size() {
      return 1;
    }

    @Override
    public double[] encode(SubnetSpec spec) {
      return new double[] {0.5};
    }
  }

  /** Texts of 3 to {@value #LONGEST} tokens, special ones included. */
  private static List<int[]> texts() {
    WordPieceVocabulary vocabulary = wordPiece.vocabulary();
    List<int[]> texts = new ArrayList<>();
    for (int i = 0; i < TEXTS; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = 0; k <= i % 13; k++) {
        text.append(SENTENCES.get((i * 5 + k) % SENTENCES.size())).append(' ');
      }
      int[] pieces = wordPiece.ids(text.toString());
      int kept = Math.min(pieces.length, LONGEST - 2);
      int[] ids = new int[kept + 2];
      ids[0] = vocabulary.classification();
      System.arraycopy(pieces, 0, ids, 1, kept);
      ids[kept + 1] = vocabulary.separator();
      texts.add(ids);
    }
    return texts;
  }

  /** {@code [tokens, embed]}, all texts in one batch. */
  private static float[] states(DenseSubnet subnet, List<int[]> texts) {
    Tokens tokens = Tokens.pack(Tokens.Side.SOURCE, texts);
    BertNetwork bert = BertNetwork.of(subnet);
    List<float[]> states = new ArrayList<>();
    try (Engine engine = EngineKind.TAPE.open();
        ParameterBank bank = subnet.toBank()) {
      Computation encoder =
          new Computation() {
            @Override
            public <T> T on(Ops<T> ops, Inputs<T> inputs) {
              return bert.encode(ops, tokens, new int[tokens.ids().length]);
            }
          };
      engine.compute(
          subnet.network().collapse(subnet.spec(), bank, engine.workbench()),
          encoder,
          (Matrix matrix) -> states.add(matrix.toArray()));
    }
    return states.get(0);
  }

  /** Each text {@code [tokens, embed]}, computed alone. */
  private static List<float[][]> onOnnxRuntime(List<int[]> texts) throws OrtException {
    RuntimeLibraries.unpack();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    List<float[][]> states = new ArrayList<>();
    try (OrtSession session = environment.createSession(PublishedFolder.graph())) {
      for (int[] text : texts) {
        long[][] ids = {Arrays.stream(text).asLongStream().toArray()};
        long[][] ones = {new long[text.length]};
        Arrays.fill(ones[0], 1);
        try (OnnxTensor input = OnnxTensor.createTensor(environment, ids);
            OnnxTensor mask = OnnxTensor.createTensor(environment, ones);
            OnnxTensor types =
                OnnxTensor.createTensor(environment, new long[][] {new long[text.length]});
            OrtSession.Result result =
                session.run(
                    Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
          states.add(((float[][][]) result.get(0).getValue())[0]);
        }
      }
    }
    return states;
  }
}
