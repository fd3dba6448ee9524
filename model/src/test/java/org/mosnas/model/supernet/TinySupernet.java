package org.mosnas.model.supernet;

import java.util.List;
import java.util.SplittableRandom;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.EncoderLayerSpec;
import org.mosnas.model.family.translation.FullWidth;
import org.mosnas.model.family.translation.TestBatches;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.space.SubnetSpec;

/** A supernet of a few thousand parameters, subnets of it and a batch, for tests. */
public final class TinySupernet {
  /** Size of the vocabulary of both sides. */
  public static final int VOCABULARY = 24;

  private TinySupernet() {}

  public static TranslationSpec largest() {
    return new TranslationSpec(
        20,
        20,
        List.of(
            new EncoderLayerSpec(24, 2), new EncoderLayerSpec(24, 2), new EncoderLayerSpec(24, 2)),
        List.of(new DecoderLayerSpec(24, 2, 2, 2), new DecoderLayerSpec(24, 2, 2, 3)));
  }

  /** A subnet that is smaller in every dimension, with odd sizes for the kernels' tails. */
  public static TranslationSpec small() {
    return new TranslationSpec(
        12,
        18,
        List.of(
            new EncoderLayerSpec(17, 1), new EncoderLayerSpec(9, 2), new EncoderLayerSpec(24, 4)),
        List.of(new DecoderLayerSpec(11, 4, 1, 3)));
  }

  public static TranslationShape shape(EmbeddingSharing sharing) {
    return new TranslationShape(
        largest(), 16, sharing, VOCABULARY, VOCABULARY, new FullWidth(20, 20));
  }

  /** The network of a subnet of a supernet of this or another size. */
  public static TranslationNetwork network(
      Supernet supernet, TranslationSpec spec, DropoutRates dropout) {
    return ((TranslationShape) supernet.shape()).network(spec, dropout);
  }

  public static Supernet plain() {
    return Supernet.plain(shape(EmbeddingSharing.SHARED));
  }

  public static Supernet mixture(Mixture mixture) {
    return new Supernet(shape(EmbeddingSharing.SHARED), mixture, new WidthInput());
  }

  /** A router input for tests: widths and depths, scaled. */
  public static final class WidthInput implements RouterInput {
    private static final long serialVersionUID = 1L;

    @Override
    public int size() {
      return 4;
    }

    @Override
    public double[] encode(SubnetSpec subnet) {
      TranslationSpec spec = (TranslationSpec) subnet;
      return new double[] {
        spec.encoderEmbed() / 20.0,
        spec.decoderEmbed() / 20.0,
        spec.encoder().get(0).ffn() / 24.0,
        spec.decoder().size() / 2.0
      };
    }
  }

  /** Sentences of lengths 3, 1, 5 to sentences of lengths 4, 2, 3. */
  public record Batch(Tokens source, Tokens target, int[] targets) {
    /** As a network takes it. */
    public TokenBatch tokens() {
      return TestBatches.of(source, target, targets);
    }
  }

  public static Batch batch(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Segments source = Segments.of(3, 1, 5);
    Segments target = Segments.of(4, 2, 3);
    return new Batch(
        Tokens.of(Tokens.Side.SOURCE, ids(source.rows(), random), source),
        Tokens.of(Tokens.Side.TARGET, ids(target.rows(), random), target),
        ids(target.rows(), random));
  }

  private static int[] ids(int count, SplittableRandom random) {
    return random.ints(count, 2, VOCABULARY).toArray();
  }
}
