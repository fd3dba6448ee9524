package org.mosnas.search.evolution;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.mosnas.model.space.Genes;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SubnetSpec;

/**
 * The subnet of a space that minimizes an objective that adds up over layers, such as a latency
 * table's: for every combination of what shapes the network as a whole, every layer takes the
 * choices that are best with all others fixed, until nothing gets better.
 *
 * <p>Exact where the objective is a sum over layers; the best of a descent where it is nearly one.
 */
final class LayerwiseMinimum {
  /** Sums need one pass; other functions may still gain from a few more. */
  private static final int MAX_PASSES = 8;

  private final Genes genes;
  private final ToDoubleFunction<SubnetSpec> objective;
  private SubnetSpec best;
  private double bestValue = Double.POSITIVE_INFINITY;

  private LayerwiseMinimum(SearchSpace space, ToDoubleFunction<SubnetSpec> objective) {
    this.genes = space.genes();
    this.objective = objective;
  }

  /** The subnet found. */
  static SubnetSpec of(SearchSpace space, ToDoubleFunction<SubnetSpec> objective) {
    LayerwiseMinimum minimum = new LayerwiseMinimum(space, objective);
    int[] first = new int[minimum.genes.count()];
    for (int gene = 0; gene < first.length; gene++) {
      first[gene] = minimum.genes.choices(gene).get(0);
    }
    minimum.descendFromAll(first, minimum.genes.global());
    return minimum.best;
  }

  /** Descends from every combination of the genes in {@code open}, the first one slowest. */
  private void descendFromAll(int[] start, List<Integer> open) {
    if (open.isEmpty()) {
      descend(start);
      return;
    }
    int[] changed = start.clone();
    for (int choice : genes.choices(open.get(0))) {
      changed[open.get(0)] = choice;
      descendFromAll(changed, open.subList(1, open.size()));
    }
  }

  private void descend(int[] start) {
    int[] current = start;
    double before = Double.POSITIVE_INFINITY;
    double value = value(current);
    for (int pass = 0; pass < MAX_PASSES && value < before; pass++) {
      before = value;
      for (List<Integer> layer : genes.layers()) {
        if (genes.isActive(current, layer.get(0))) {
          current = bestOf(current, layer);
        }
      }
      value = value(current);
    }
    if (best == null || value < bestValue) {
      best = genes.spec(current);
      bestValue = value;
    }
  }

  /** The best combination of the genes of a layer, all others fixed; the first of equals. */
  private int[] bestOf(int[] start, List<Integer> layer) {
    Smallest smallest = new Smallest();
    smallest.offerAll(start, layer);
    return smallest.found;
  }

  private double value(int[] of) {
    return objective.applyAsDouble(genes.spec(of));
  }

  private final class Smallest {
    private int[] found;
    private double foundValue;

    void offerAll(int[] start, List<Integer> open) {
      if (open.isEmpty()) {
        double value = value(start);
        if (found == null || value < foundValue) {
          found = start.clone();
          foundValue = value;
        }
        return;
      }
      int[] changed = start.clone();
      for (int choice : genes.choices(open.get(0))) {
        changed[open.get(0)] = choice;
        offerAll(changed, open.subList(1, open.size()));
      }
    }
  }
}
