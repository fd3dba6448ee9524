package org.mosnas.search.evolution;

import java.util.random.RandomGenerator;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.TranslationSpec;

/**
 * Draws each gene anew with a probability.
 *
 * <p>The new value is uniform over the gene's choices and may be the old one, as in HAT. Layers
 * that a deeper child gains are drawn uniformly too.
 */
public final class Mutation {
  private final Genome genome;

  /** Mutates subnets of {@code space}. */
  public Mutation(SearchSpace space) {
    this.genome = new Genome(space);
  }

  /**
   * Returns a mutant.
   *
   * @param parent a subnet of the space
   * @param probability of each gene to be drawn anew, in [0, 1]; 0 gives the parent
   * @param random what draws
   */
  public TranslationSpec mutate(
      TranslationSpec parent, double probability, RandomGenerator random) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability must be in [0, 1], was " + probability);
    }
    int[] genes = genome.genes(parent);
    genome.drawInactive(genes, random);
    for (int gene = 0; gene < genes.length; gene++) {
      if (random.nextDouble() < probability) {
        genes[gene] = genome.draw(gene, random);
      }
    }
    return genome.spec(genes);
  }

  /** Number of genes of every subnet. */
  public int geneCount() {
    return genome.size();
  }
}
