package org.mosnas.model.supernet.cuda;

import java.util.Arrays;
import java.util.function.Function;
import org.mosnas.model.engine.cuda.CudaBench;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.kernel.cuda.Precision;

/** {@link RandomPasses} one after another, for the check of a card. */
public final class CudaPasses {
  private CudaPasses() {}

  /**
   * Distances from the tape, whose products are of floats.
   *
   * @param loss the greatest, relative
   * @param gradient the greatest of the gradient of one parameter, relative
   * @param name of that parameter
   * @param median of all gradients together, relative: of every pass one number
   */
  public record Summary(double loss, double gradient, String name, double median) {}

  /** What some passes of translation on the device of the settings come to. */
  public static Summary of(int passes, Precision precision) {
    return of(passes, precision, RandomPasses::of);
  }

  /** The same for BERTs. */
  public static Summary ofBerts(int passes, Precision precision) {
    return of(passes, precision, RandomPasses::ofBert);
  }

  /** One pass of a seed. */
  @FunctionalInterface
  private interface OnePass {
    RandomPasses.Distance of(RandomPasses random, int seed);
  }

  private static Summary of(int passes, Precision precision, OnePass pass) {
    double loss = 0;
    double gradient = 0;
    String name = "";
    double[] whole = new double[passes];
    try (CudaBench bench = new CudaBench(precision);
        RandomPasses random = new RandomPasses(bench)) {
      for (int seed = 1; seed <= passes; seed++) {
        RandomPasses.Distance distance = pass.of(random, seed);
        loss = distance.loss() <= loss ? loss : distance.loss();
        if (!(distance.gradient() <= gradient)) {
          gradient = distance.gradient();
          name = "seed " + seed + ", " + distance.worst();
        }
        whole[seed - 1] = distance.whole();
      }
    }
    Arrays.sort(whole);
    return new Summary(loss, gradient, name, whole[passes / 2]);
  }

  /**
   * A network of HAT's size on the device of the settings, in floats.
   *
   * @param sentences of 20 to 70 tokens
   */
  public static Summary ofHat(TranslationSpec spec, int sentences) {
    return large(passes -> passes.ofHat(spec, sentences));
  }

  /**
   * A network of the size of BERT base, in floats.
   *
   * @param texts of up to 128 tokens
   */
  public static Summary ofBertBase(int texts) {
    return large(passes -> passes.ofBertBase(texts));
  }

  private static Summary large(Function<RandomPasses, RandomPasses.Distance> pass) {
    try (CudaBench bench = new CudaBench(Precision.FLOAT32);
        RandomPasses passes = new RandomPasses(bench)) {
      RandomPasses.Distance distance = pass.apply(passes);
      return new Summary(distance.loss(), distance.gradient(), distance.worst(), distance.whole());
    }
  }
}
