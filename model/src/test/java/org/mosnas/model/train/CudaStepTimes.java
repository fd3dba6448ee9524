package org.mosnas.model.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.EncoderLayerSpec;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.family.translation.TranslationEncoder;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.kernel.cuda.Precision;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.RouterInput.SpecRouterInput;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.text.SentencePair;
import org.mosnas.model.text.Vocabulary;
import org.mosnas.model.train.SubnetSchedule.Turn;

/** Times of train steps of single networks of HAT's space, with Adam, on the device. */
public final class CudaStepTimes {
  /** Size of both vocabularies. */
  private static final int VOCABULARY = 32_768;

  private static final int LENGTH = 32;
  private static final int WARM_UP = 8;

  private CudaStepTimes() {}

  /**
   * A network and a batch.
   *
   * @param name of the size
   * @param sentences of {@value #LENGTH} source and target tokens each
   */
  public record Size(String name, TranslationSpec spec, int sentences) {
    /** What another program needs to build the same network. */
    public String toJson() {
      List<String> encoder = new ArrayList<>();
      for (EncoderLayerSpec layer : spec.encoder()) {
        encoder.add("[" + layer.ffn() + "," + layer.heads() + "]");
      }
      List<String> decoder = new ArrayList<>();
      for (DecoderLayerSpec layer : spec.decoder()) {
        decoder.add(
            Arrays.asList(
                    layer.ffn(), layer.selfHeads(), layer.crossHeads(), layer.attendedLayers())
                .toString());
      }
      return String.format(
          Locale.ROOT,
          "{\"name\":\"%s\",\"encoderEmbed\":%d,\"decoderEmbed\":%d,\"encoder\":%s,\"decoder\":%s,"
              + "\"qkv\":512,\"vocabulary\":%d,\"sentences\":%d,\"length\":%d}",
          name,
          spec.encoderEmbed(),
          spec.decoderEmbed(),
          encoder,
          decoder,
          VOCABULARY,
          sentences,
          LENGTH);
    }
  }

  /** HAT's smallest network, one between, and its largest, each with {@code tokens} tokens. */
  public static List<Size> sizes(int tokens) {
    TranslationSpace space = TestSpaces.hatWmt();
    TranslationSpec middle =
        new TranslationSpec(
            640,
            512,
            Collections.nCopies(6, new EncoderLayerSpec(2048, 8)),
            Collections.nCopies(3, new DecoderLayerSpec(2048, 8, 4, 2)));
    return List.of(
        new Size("smallest", space.smallest(), tokens / LENGTH),
        new Size("middle", middle, tokens / LENGTH),
        new Size("largest", space.largest(), tokens / LENGTH));
  }

  /**
   * What steps took.
   *
   * @param milliseconds median over the steps
   * @param parameters of the network
   * @param lossPerToken of the last step
   * @param peakBytes of the passes
   */
  public record Times(double milliseconds, long parameters, double lossPerToken, long peakBytes) {}

  /** Median time of a step of a network of its own, from giving the batch to reading the loss. */
  public static Times of(Size size, Precision precision, int steps) {
    TranslationShape shape =
        TranslationShape.of(TestSpaces.hatWmt(), VOCABULARY, VOCABULARY).single(size.spec());
    return of(Supernet.plain(shape), size.spec(), size.sentences(), precision, steps);
  }

  /** The same of the largest subnet of HAT's supernet. */
  public static Times ofSupernet(Mixture mixture, int tokens, Precision precision, int steps) {
    TranslationSpace space = TestSpaces.hatWmt();
    Supernet supernet =
        new Supernet(
            TranslationShape.of(space, VOCABULARY, VOCABULARY),
            mixture,
            new SpecRouterInput(TranslationEncoder.forSpace(space), EncodingKind.FINE));
    return of(supernet, space.largest(), tokens / LENGTH, precision, steps);
  }

  private static Times of(
      Supernet supernet, TranslationSpec spec, int sentences, Precision precision, int steps) {
    TrainSettings settings =
        MicroTraining.settings(
            new DropoutRates(0.3, 0.1, 0.1), MicroTraining.ADAM, MicroTraining.RATE);
    try (CudaReplica replica = CudaReplica.open(supernet, settings, precision)) {
      replica.load(ParameterSnapshot.initial(values(supernet)));
      List<Turn> turns = List.of(Turn.of(spec));
      long[] times = new long[steps];
      double loss = 0;
      for (int i = -WARM_UP; i < steps; i++) {
        List<TokenBatch> batch = List.of(batch(sentences, i));
        long start = System.nanoTime();
        loss = replica.update(batch, turns, i).lossPerToken();
        times[Math.max(i, 0)] = System.nanoTime() - start;
      }
      Arrays.sort(times);
      return new Times(
          times[steps / 2] / 1e6, supernet.layout().parameters(), loss, replica.peakBytes());
    }
  }

  /** Small numbers, and ones for the weights of norms. */
  private static float[] values(Supernet supernet) {
    float[] values = new float[supernet.layout().floats()];
    SplittableRandom random = new SplittableRandom(1);
    supernet
        .layout()
        .slots()
        .forEach(
            (name, slot) -> {
              boolean norm = name.endsWith(".gain");
              for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
                values[i] = norm ? 1 : (random.nextInt() >> 8) * 0x1p-23f * 0.05f;
              }
            });
    return values;
  }

  private static TokenBatch batch(int sentences, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<SentencePair> pairs = new ArrayList<>();
    for (int i = 0; i < sentences; i++) {
      pairs.add(new SentencePair(sentence(random), sentence(random)));
    }
    return TokenBatch.of(pairs);
  }

  private static int[] sentence(SplittableRandom random) {
    int[] ids = random.ints(LENGTH, 4, VOCABULARY).toArray();
    ids[LENGTH - 1] = Vocabulary.EOS;
    return ids;
  }
}
