package org.mosnas.model.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.bundle.BundleWriter;
import org.mosnas.model.bundle.BundleWriter.Existing;
import org.mosnas.model.engine.Computation;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.tape.TapeEngine;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.family.bert.BertLayerSpec;
import org.mosnas.model.family.bert.BertNetwork;
import org.mosnas.model.family.bert.BertSpec;
import org.mosnas.model.family.bert.Bottlenecks;
import org.mosnas.model.family.bert.TestBerts;
import org.mosnas.model.family.bert.TextBatch;
import org.mosnas.model.family.bert.published.PublishedConfig;
import org.mosnas.model.network.Head;
import org.mosnas.model.network.Ops;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.task.labelled.Labelling;
import org.mosnas.model.text.wordpiece.TokenizerJson;

class PublishedContentTest {
  @TempDir private Path folder;

  @Test
  void hiddenStatesOfTheLayoutThatOthersReadAreTheSameToTheBit() throws IOException {
    LabelledContent model = TinyLabelled.content(TinyLabelled.ALIKE, TinyLabelled.CLASSES, 1, 3, 1);
    Path published = write(model);
    DenseSubnet read = PublishedContent.read(published);
    SplittableRandom random = new SplittableRandom(2);
    TextBatch texts =
        TestBerts.texts(random, Head.classes(3), model.config().shape().vocabulary(), 20, 12);
    assertThat(states(read, texts)).isEqualTo(states(model.subnet(), texts));

    JsonNode config = new ObjectMapper().readTree(published.resolve("config.json").toFile());
    assertThat(config.at("/architectures/0").asText()).isEqualTo("BertForSequenceClassification");
    assertThat(config.at("/id2label/2").asText()).isEqualTo("warm");
    assertThat(config.at("/label2id/cold").asInt()).isZero();
    assertThat(config.at("/problem_type").asText()).isEqualTo("single_label_classification");
    String tokenizer = Files.readString(published.resolve("tokenizer.json"));
    assertThat(TokenizerJson.read("t", tokenizer).vocabulary().tokens())
        .isEqualTo(Files.readAllLines(published.resolve("vocab.txt")));
    assertThat(Files.readString(published.resolve("tokenizer_config.json")))
        .contains("\"do_lower_case\" : true", "\"model_max_length\" : 12");
  }

  @Test
  void theHeadIsThereByTheNamesThatOthersKnow() throws IOException {
    Labelling numbers = new Labelling.Numbers();
    Path published = write(TinyLabelled.content(TinyLabelled.ALIKE, numbers, 2, 3, 1));
    byte[] weights = Files.readAllBytes(published.resolve("model.safetensors"));
    assertThat(new String(weights, StandardCharsets.ISO_8859_1))
        .contains(
            "\"bert.pooler.dense.weight\"",
            "\"classifier.weight\"",
            "\"classifier.bias\"",
            "\"bert.encoder.layer.1.output.LayerNorm.weight\"");
    assertThat(published.resolve("config.json")).content().contains("\"regression\"");
  }

  @Test
  void aFolderWhoseFilesDoNotBelongTogetherIsRefused() throws IOException {
    Path published = write(TinyLabelled.content(TinyLabelled.ALIKE, TinyLabelled.CLASSES, 1, 3, 1));
    byte[] weights = Files.readAllBytes(published.resolve("model.safetensors"));
    weights[weights.length - 1] ^= 1;
    Files.write(published.resolve("model.safetensors"), weights);
    assertThatThrownBy(() -> PublishedContent.read(published))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(published.resolve("model.safetensors") + ": SHA-256 ");
  }

  @Test
  void networksThatNobodyElseHasAreNamedByWhatDiffers() {
    BertLayerSpec wide = new BertLayerSpec(16, 4, 24);
    BertSpec differs =
        new BertSpec(Bottlenecks.NONE, 16, List.of(wide, wide, new BertLayerSpec(16, 2, 24)));
    assertThat(PublishedConfig.peculiarity(differs))
        .hasValue(
            "layer 1 has 16 units, 4 heads and a feed-forward network of 24, and layer 3 has 16"
                + " units, 2 heads and a feed-forward network of 24");
    assertThat(PublishedConfig.peculiarity(TinyLabelled.MERGED).orElseThrow())
        .contains("bottlenecks (merged) between the layers", "layer 2 has 16 units");
    assertThat(PublishedConfig.peculiarity(TinyLabelled.ALIKE)).isEmpty();
    LabelledContent merged =
        TinyLabelled.content(TinyLabelled.MERGED, TinyLabelled.CLASSES, 1, 3, 1);
    assertThatThrownBy(() -> published(merged))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layer 2 has 16 units");
  }

  private Path write(LabelledContent model) {
    Path target = folder.resolve("published");
    new BundleWriter(target, Existing.KEEP)
        .write(published(model), written -> PublishedContent.read(written));
    return target;
  }

  private static PublishedContent published(LabelledContent model) {
    return new PublishedContent(model.config(), model.tokenizer(), model.subnet(), model.readme());
  }

  private static float[] states(DenseSubnet subnet, TextBatch texts) {
    BertNetwork network = BertNetwork.of(subnet);
    AtomicReference<float[]> states = new AtomicReference<>();
    try (Engine engine = new TapeEngine();
        ParameterBank bank = subnet.toBank()) {
      engine.compute(
          subnet.network().collapse(subnet.spec(), bank, engine.workbench()),
          new Computation() {
            @Override
            public <T> T on(Ops<T> ops, Inputs<T> inputs) {
              return network.encode(ops, texts.tokensIn(), texts.types());
            }
          },
          values -> states.set(values.toArray()));
    }
    assertThat(states.get()).hasSize(Arrays.stream(texts.lengths()).sum() * width());
    return states.get();
  }

  private static int width() {
    return TinyLabelled.ALIKE.embed();
  }
}
