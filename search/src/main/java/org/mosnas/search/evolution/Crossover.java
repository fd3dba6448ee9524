package org.mosnas.search.evolution;

import java.util.random.RandomGenerator;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.TranslationSpec;

/**
 * Takes each gene from one of two parents.
 *
 * <p>The parents are equally likely, gene by gene, except where only one of them has the layer that
 * the gene is about: then it is that one. So every active gene of a child is an active gene of a
 * parent.
 */
public final class Crossover {
  private final Genome genome;

  /** Crosses subnets of {@code space}. */
  public Crossover(SearchSpace space) {
    this.genome = new Genome(space);
  }

  /** A child of two subnets of the space; equal parents have only themselves as children. */
  public TranslationSpec cross(
      TranslationSpec first, TranslationSpec second, RandomGenerator random) {
    int[] ofFirst = genome.genes(first);
    int[] ofSecond = genome.genes(second);
    int[] child = new int[ofFirst.length];
    for (int gene = 0; gene < child.length; gene++) {
      boolean firstHas = genome.isActive(ofFirst, gene);
      boolean secondHas = genome.isActive(ofSecond, gene);
      boolean takeFirst = firstHas == secondHas ? random.nextBoolean() : firstHas;
      child[gene] = takeFirst ? ofFirst[gene] : ofSecond[gene];
    }
    return genome.spec(child);
  }
}
