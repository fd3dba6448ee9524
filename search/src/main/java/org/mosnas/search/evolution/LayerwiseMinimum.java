package org.mosnas.search.evolution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.mosnas.model.space.DecoderChoices;
import org.mosnas.model.space.DecoderLayerSpec;
import org.mosnas.model.space.EncoderChoices;
import org.mosnas.model.space.EncoderLayerSpec;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.TranslationSpec;

/**
 * Minimizes a function of subnets layer by layer, for every combination of widths and numbers of
 * layers. Exact if the function is, for each combination, a rising function of a sum over layers.
 */
final class LayerwiseMinimum {
  /** Sums need one pass; other functions may still gain from a few more. */
  private static final int MAX_PASSES = 8;

  private final ToDoubleFunction<TranslationSpec> objective;
  private final List<EncoderLayerSpec> encoderLayers;
  private final List<DecoderLayerSpec> decoderLayers;
  private TranslationSpec best;
  private double bestValue = Double.POSITIVE_INFINITY;

  private LayerwiseMinimum(SearchSpace space, ToDoubleFunction<TranslationSpec> objective) {
    this.objective = objective;
    this.encoderLayers = encoderLayers(space.encoder());
    this.decoderLayers = decoderLayers(space.decoder());
  }

  /** The subnet with the smallest value; of several the one whose choices come first. */
  static TranslationSpec of(SearchSpace space, ToDoubleFunction<TranslationSpec> objective) {
    LayerwiseMinimum minimum = new LayerwiseMinimum(space, objective);
    for (int encoderEmbed : space.encoder().embed()) {
      for (int decoderEmbed : space.decoder().embed()) {
        for (int encoderDepth : space.encoder().layers()) {
          for (int decoderDepth : space.decoder().layers()) {
            minimum.descend(minimum.start(encoderEmbed, decoderEmbed, encoderDepth, decoderDepth));
          }
        }
      }
    }
    return minimum.best;
  }

  private TranslationSpec start(
      int encoderEmbed, int decoderEmbed, int encoderDepth, int decoderDepth) {
    return new TranslationSpec(
        encoderEmbed,
        decoderEmbed,
        Collections.nCopies(encoderDepth, encoderLayers.get(0)),
        Collections.nCopies(decoderDepth, decoderLayers.get(0)));
  }

  private void descend(TranslationSpec start) {
    TranslationSpec current = start;
    double before = Double.POSITIVE_INFINITY;
    double value = objective.applyAsDouble(current);
    for (int pass = 0; pass < MAX_PASSES && value < before; pass++) {
      before = value;
      current = onePass(current);
      value = objective.applyAsDouble(current);
    }
    if (best == null || value < bestValue) {
      best = current;
      bestValue = value;
    }
  }

  private TranslationSpec onePass(TranslationSpec start) {
    TranslationSpec current = start;
    for (int i = 0; i < start.encoder().size(); i++) {
      TranslationSpec fixed = current;
      int layer = i;
      current =
          smallest(
              encoderLayers,
              choice ->
                  new TranslationSpec(
                      fixed.encoderEmbed(),
                      fixed.decoderEmbed(),
                      replaced(fixed.encoder(), layer, choice),
                      fixed.decoder()));
    }
    for (int i = 0; i < start.decoder().size(); i++) {
      TranslationSpec fixed = current;
      int layer = i;
      current =
          smallest(
              decoderLayers,
              choice ->
                  new TranslationSpec(
                      fixed.encoderEmbed(),
                      fixed.decoderEmbed(),
                      fixed.encoder(),
                      replaced(fixed.decoder(), layer, choice)));
    }
    return current;
  }

  private <L> TranslationSpec smallest(List<L> choices, Function<L, TranslationSpec> with) {
    TranslationSpec smallest = null;
    double smallestValue = Double.POSITIVE_INFINITY;
    for (L choice : choices) {
      TranslationSpec spec = with.apply(choice);
      double value = objective.applyAsDouble(spec);
      if (smallest == null || value < smallestValue) {
        smallest = spec;
        smallestValue = value;
      }
    }
    return smallest;
  }

  private static <L> List<L> replaced(List<L> layers, int index, L layer) {
    List<L> copy = new ArrayList<>(layers);
    copy.set(index, layer);
    return copy;
  }

  static List<EncoderLayerSpec> encoderLayers(EncoderChoices choices) {
    List<EncoderLayerSpec> layers = new ArrayList<>();
    for (int ffn : choices.ffn()) {
      for (int heads : choices.heads()) {
        layers.add(new EncoderLayerSpec(ffn, heads));
      }
    }
    return layers;
  }

  static List<DecoderLayerSpec> decoderLayers(DecoderChoices choices) {
    List<DecoderLayerSpec> layers = new ArrayList<>();
    for (int ffn : choices.ffn()) {
      for (int self : choices.selfHeads()) {
        for (int cross : choices.crossHeads()) {
          for (int attended : choices.attendedLayers()) {
            layers.add(new DecoderLayerSpec(ffn, self, cross, attended));
          }
        }
      }
    }
    return layers;
  }
}
