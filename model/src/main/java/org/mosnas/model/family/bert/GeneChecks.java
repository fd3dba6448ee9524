package org.mosnas.model.family.bert;

import java.util.Arrays;
import java.util.Locale;
import org.mosnas.model.space.Genes;

/** Checks of lists of genes. */
final class GeneChecks {
  private GeneChecks() {}

  /** Refuses a list of a wrong length, and a value that is no choice of its gene. */
  static void require(Genes space, int[] genes) {
    if (genes.length != space.count()) {
      throw new IllegalArgumentException(
          "expected " + space.count() + " genes, got " + Arrays.toString(genes));
    }
    for (int gene = 0; gene < genes.length; gene++) {
      if (!space.choices(gene).contains(genes[gene])) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "gene %d must be one of %s, was %d",
                gene,
                space.choices(gene),
                genes[gene]));
      }
    }
  }
}
