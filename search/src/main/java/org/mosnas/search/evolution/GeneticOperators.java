package org.mosnas.search.evolution;

import java.util.List;
import java.util.random.RandomGenerator;
import org.mosnas.model.space.Genes;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SubnetSpec;

/** How an evolution makes new subnets of a space from those it has. */
public final class GeneticOperators {
  private final Genes genes;

  /** The operators of a space. */
  public GeneticOperators(SearchSpace space) {
    this.genes = space.genes();
  }

  /** Number of genes of every subnet, those of layers that it does not have included. */
  public int geneCount() {
    return genes.count();
  }

  /**
   * Draws each gene anew with a probability.
   *
   * <p>The new value is uniform over the gene's choices and may be the old one, as in HAT. Layers
   * that a deeper child gains are drawn from the whole space too.
   *
   * @param parent a subnet of the space
   * @param probability of each gene to be drawn anew, in [0, 1]; 0 gives the parent
   * @param random what draws
   */
  public SubnetSpec mutate(SubnetSpec parent, double probability, RandomGenerator random) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability must be in [0, 1], was " + probability);
    }
    int[] child = genes.of(parent);
    for (int gene = 0; gene < child.length; gene++) {
      if (!genes.isActive(child, gene)) {
        child[gene] = draw(gene, random);
      }
    }
    for (int gene = 0; gene < child.length; gene++) {
      if (random.nextDouble() < probability) {
        child[gene] = draw(gene, random);
      }
    }
    return genes.spec(child);
  }

  /**
   * Takes each gene from one of two parents; equal parents have only themselves as children.
   *
   * <p>The parents are equally likely, gene by gene, except where only one of them has the layer
   * that the gene is about: then it is that one. So every active gene of a child is an active gene
   * of a parent.
   */
  public SubnetSpec cross(SubnetSpec first, SubnetSpec second, RandomGenerator random) {
    int[] ofFirst = genes.of(first);
    int[] ofSecond = genes.of(second);
    int[] child = new int[ofFirst.length];
    for (int gene = 0; gene < child.length; gene++) {
      boolean firstHas = genes.isActive(ofFirst, gene);
      boolean secondHas = genes.isActive(ofSecond, gene);
      boolean takeFirst = firstHas == secondHas ? random.nextBoolean() : firstHas;
      child[gene] = takeFirst ? ofFirst[gene] : ofSecond[gene];
    }
    return genes.spec(child);
  }

  private int draw(int gene, RandomGenerator random) {
    List<Integer> choices = genes.choices(gene);
    return choices.get(random.nextInt(choices.size()));
  }
}
