package org.mosnas.search.evolution;

import java.util.List;
import java.util.random.RandomGenerator;
import org.mosnas.model.space.GeneCodec;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.TranslationSpec;

/** Genes as the operators see them. */
final class Genome {
  private final GeneCodec codec;

  Genome(SearchSpace space) {
    this.codec = new GeneCodec(space);
  }

  int size() {
    return codec.geneCount();
  }

  /** A uniform value for a gene. */
  int draw(int gene, RandomGenerator random) {
    List<Integer> choices = codec.choices(gene);
    return choices.get(random.nextInt(choices.size()));
  }

  /** The genes of a subnet; those of layers that it does not have are filled in canonically. */
  int[] genes(TranslationSpec spec) {
    return codec.genes(spec);
  }

  /**
   * Draws the genes of the layers that a subnet does not have, in place. A child that grows deeper
   * then gets layers drawn from the whole space instead of copies of the canonical filling.
   */
  void drawInactive(int[] genes, RandomGenerator random) {
    for (int gene = 0; gene < genes.length; gene++) {
      if (!codec.isActive(genes, gene)) {
        genes[gene] = draw(gene, random);
      }
    }
  }

  boolean isActive(int[] genes, int gene) {
    return codec.isActive(genes, gene);
  }

  TranslationSpec spec(int[] genes) {
    return codec.spec(genes);
  }
}
