package org.mosnas.bench;

import java.util.List;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.family.translation.TranslationEncoder;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.RouterInput.SpecRouterInput;
import org.mosnas.model.supernet.Supernet;

/**
 * One thing to measure.
 *
 * @param name such as {@code train/demo/2048}
 * @param work what is done
 * @param space the space of the subnet
 * @param vocabulary tokens, shared by both sides
 * @param spec the subnet
 * @param batch what it is done to
 */
record BenchCase(
    String name,
    Work work,
    TranslationSpace space,
    int vocabulary,
    TranslationSpec spec,
    BatchShape batch) {

  /** Seed of weights and data: all engines of a case see the same. */
  static final long SEED = 5;

  /** What is measured. */
  enum Work {
    /** Forward, backward and Adam. */
    TRAIN,
    /** A train step of the whole space's supernet, with and without experts. */
    MIXTURE,
    /** The loss of a candidate. */
    SCORE,
    /** Translations token by token. */
    DECODE
  }

  /**
   * Sizes of the data.
   *
   * @param sentences sentence pairs
   * @param shortest tokens of the shortest sentence
   * @param longest tokens of the longest sentence; when decoding, those of every translation
   * @param beam width of the search; 1 is greedy, 0 means there is none
   */
  record BatchShape(int sentences, int shortest, int longest, int beam) {}

  /** The subnet as a network on its own. */
  Supernet network() {
    return Supernet.plain(networkShape());
  }

  /** The shape of that network. */
  TranslationShape networkShape() {
    return shape().single(spec);
  }

  /** The supernet of the space. */
  Supernet supernet(Mixture mixture) {
    SpecRouterInput input =
        new SpecRouterInput(TranslationEncoder.forSpace(space), EncodingKind.FINE);
    return new Supernet(shape(), mixture, input);
  }

  private TranslationShape shape() {
    return TranslationShape.of(space, vocabulary, vocabulary);
  }

  /** Whether gradients are computed. */
  boolean trains() {
    return work == Work.TRAIN || work == Work.MIXTURE;
  }

  /** The data. */
  TokenBatch data() {
    return SyntheticText.batch(batch, vocabulary, SEED);
  }

  /** The engines that can do it. */
  List<String> engines() {
    return switch (work) {
      case MIXTURE -> List.of(Engines.PLAIN, Engines.LAYER_WISE, Engines.NEURON_WISE);
      case DECODE -> List.of(Engines.TAPE, Engines.SAMEDIFF, Engines.LIBTORCH, Engines.ONNX);
      case SCORE -> List.of(Engines.TAPE, Engines.SAMEDIFF, Engines.LIBTORCH, Engines.PYTORCH);
      // The one of another precision last: the first is what the others are compared with.
      case TRAIN ->
          List.of(
              Engines.TAPE,
              Engines.SAMEDIFF,
              Engines.LIBTORCH,
              Engines.PYTORCH,
              Engines.TAPE_BFLOAT16);
    };
  }

  /** Target tokens of one repetition. */
  long tokens() {
    return work == Work.DECODE ? (long) batch.sentences() * batch.longest() : data().tokens();
  }
}
