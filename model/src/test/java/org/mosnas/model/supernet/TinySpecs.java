package org.mosnas.model.supernet;

import static org.mosnas.model.supernet.Mixture.RouterScope.LAYER;
import static org.mosnas.model.supernet.Mixture.RouterScope.MATRIX;
import static org.mosnas.model.supernet.Mixture.Routing.LAYER_WISE;
import static org.mosnas.model.supernet.Mixture.Routing.NEURON_WISE;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.EncoderLayerSpec;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.supernet.Mixture.RouterScope;
import org.mosnas.model.supernet.Mixture.Routing;

/** Random subnets of {@link TinySupernet}, of any size that fits, and its mixtures. */
final class TinySpecs {
  private static final List<Integer> HEADS = List.of(1, 2, 4, 8);

  private TinySpecs() {}

  static TranslationSpec random(SplittableRandom random) {
    int encoderLayers = random.nextInt(1, 4);
    int decoderLayers = random.nextInt(1, 3);
    return new TranslationSpec(
        2 * random.nextInt(2, 11),
        2 * random.nextInt(2, 11),
        IntStream.range(0, encoderLayers)
            .mapToObj(i -> new EncoderLayerSpec(random.nextInt(1, 25), heads(random)))
            .toList(),
        IntStream.range(0, decoderLayers)
            .mapToObj(
                i ->
                    new DecoderLayerSpec(
                        random.nextInt(1, 25),
                        heads(random),
                        heads(random),
                        random.nextInt(1, encoderLayers + 1)))
            .toList());
  }

  private static int heads(SplittableRandom random) {
    return HEADS.get(random.nextInt(HEADS.size()));
  }

  /** Every routing, scope and depth from one to four, with two, three and nine experts. */
  static Stream<Mixture> mixtures() {
    return Stream.of(
        mixture(2, LAYER_WISE, LAYER, 2),
        mixture(2, NEURON_WISE, MATRIX, 2),
        mixture(2, LAYER_WISE, LAYER, 1),
        mixture(3, LAYER_WISE, MATRIX, 1),
        mixture(9, LAYER_WISE, LAYER, 3),
        mixture(2, LAYER_WISE, MATRIX, 4),
        mixture(3, NEURON_WISE, MATRIX, 1),
        mixture(9, NEURON_WISE, MATRIX, 2),
        mixture(2, NEURON_WISE, MATRIX, 3),
        mixture(3, NEURON_WISE, MATRIX, 4));
  }

  /** A mixture without dropout, with routers five units wide. */
  static Mixture mixture(int experts, Routing routing, RouterScope scope, int depth) {
    return new Mixture(experts, routing, scope, 5, depth, 0);
  }
}
