package org.mosnas.search.evolution;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.mosnas.model.family.translation.DecoderChoices;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.EncoderChoices;
import org.mosnas.model.family.translation.EncoderLayerSpec;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TranslationCosts;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.evolution.Constraints.Constraint;
import org.mosnas.search.evolution.SearchRun.SearchResult;
import org.mosnas.search.latency.Calibration;
import org.mosnas.search.latency.TableEstimator;
import org.mosnas.search.latency.TestLatency;

/** Spaces, costs and losses whose best subnet is known. */
final class TestProblems {
  private TestProblems() {}

  /** A space of 6 subnets: one encoder, one or two decoder layers of two widths. */
  static TranslationSpace tiny() {
    return new TranslationSpace(
        "six",
        new EncoderChoices(List.of(8), List.of(1), List.of(16), List.of(2)),
        new DecoderChoices(
            List.of(8), List.of(1, 2), List.of(16, 32), List.of(2), List.of(2), List.of(1)),
        8,
        EmbeddingSharing.SHARED,
        7);
  }

  /** HAT's WMT space within limits; latency is that of a plausible table, bound 1.1 times it. */
  static SearchProblem hat(Constraint... constraints) {
    return problem(TestSpaces.hatWmt(), constraints);
  }

  static SearchProblem problem(TranslationSpace space, Constraint... constraints) {
    TableEstimator estimator =
        new TableEstimator(TestLatency.plausibleTable(space), new Calibration(1, 0, 1.1, 8));
    CostModel costs = CostModel.of(estimator, TranslationCosts.of(space, 1000, 1000));
    return new SearchProblem(space, costs, Constraints.of(constraints));
  }

  /** More parameters are better. */
  static Evaluator largerIsBetter(SearchProblem problem) {
    return specs ->
        specs.stream().mapToDouble(s -> -problem.costs().costs(s).parameters()).toArray();
  }

  /** A rugged function of the subnet: every layer counts by its place, and neighbors interact. */
  static double rugged(SubnetSpec subnet) {
    TranslationSpec spec = (TranslationSpec) subnet;
    double loss = 8 - spec.encoderEmbed() / 320.0 - spec.decoderEmbed() / 640.0;
    int place = 1;
    int before = 0;
    for (EncoderLayerSpec layer : spec.encoder()) {
      loss -= hash(0, place++, layer.ffn(), layer.heads()) + 0.2 * hash(1, before, layer.ffn());
      before = layer.ffn();
    }
    for (DecoderLayerSpec layer : spec.decoder()) {
      loss -= hash(2, place++, layer.ffn(), layer.selfHeads(), layer.crossHeads());
      loss -= 0.5 * hash(3, place, layer.attendedLayers()) + 0.2 * hash(4, before, layer.ffn());
      before = layer.ffn();
    }
    return loss;
  }

  static Evaluator rugged() {
    return specs -> specs.stream().mapToDouble(TestProblems::rugged).toArray();
  }

  /** The whole search from {@code from} on, on the rugged landscape. */
  static SearchResult search(SearchAlgorithm algorithm, SearchProblem problem, SearchState from) {
    return SearchRun.run(algorithm, problem, from, rugged(), state -> {});
  }

  static List<TranslationSpec> all(TranslationSpace space) {
    List<TranslationSpec> all = new ArrayList<>();
    forEach(space, all::add);
    return all;
  }

  /** Visits every subnet of a small space. */
  static void forEach(TranslationSpace space, Consumer<TranslationSpec> visitor) {
    List<List<EncoderLayerSpec>> encoders = new ArrayList<>();
    for (int depth : space.encoder().layers()) {
      stacks(encoderLayers(space.encoder()), depth, List.of(), encoders);
    }
    List<List<DecoderLayerSpec>> decoders = new ArrayList<>();
    for (int depth : space.decoder().layers()) {
      stacks(decoderLayers(space.decoder()), depth, List.of(), decoders);
    }
    for (int encoderEmbed : space.encoder().embed()) {
      for (int decoderEmbed : space.decoder().embed()) {
        for (List<EncoderLayerSpec> encoder : encoders) {
          for (List<DecoderLayerSpec> decoder : decoders) {
            visitor.accept(new TranslationSpec(encoderEmbed, decoderEmbed, encoder, decoder));
          }
        }
      }
    }
  }

  private static List<EncoderLayerSpec> encoderLayers(EncoderChoices choices) {
    List<EncoderLayerSpec> layers = new ArrayList<>();
    for (int ffn : choices.ffn()) {
      for (int heads : choices.heads()) {
        layers.add(new EncoderLayerSpec(ffn, heads));
      }
    }
    return layers;
  }

  private static List<DecoderLayerSpec> decoderLayers(DecoderChoices choices) {
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

  private static <L> void stacks(
      List<L> choices, int depth, List<L> begun, List<List<L>> finished) {
    if (begun.size() == depth) {
      finished.add(begun);
      return;
    }
    for (L choice : choices) {
      List<L> longer = new ArrayList<>(begun);
      longer.add(choice);
      stacks(choices, depth, longer, finished);
    }
  }

  private static double hash(long... values) {
    SplittableRandom random = Seeds.generator(99, "rugged", values);
    return random.nextDouble();
  }
}
