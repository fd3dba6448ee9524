package org.mosnas.model.family.bert;

import java.util.List;
import org.mosnas.model.space.Genes;
import org.mosnas.model.space.SubnetSpec;

/**
 * Four genes: width, heads, hundredths of the feed-forward network, layers.
 *
 * @param space whose subnets they are
 */
record HomogeneousGenes(HomogeneousSpace space) implements Genes {
  @Override
  public int count() {
    return 4;
  }

  @Override
  public List<Integer> choices(int gene) {
    return List.of(space.hidden(), space.heads(), space.ffnPercent(), space.layers()).get(gene);
  }

  @Override
  public boolean isActive(int[] genes, int gene) {
    return true;
  }

  @Override
  public List<Integer> global() {
    return List.of(0, 1, 2, 3);
  }

  @Override
  public List<List<Integer>> layers() {
    return List.of();
  }

  @Override
  public int[] of(SubnetSpec subnet) {
    BertSpec spec = (BertSpec) space.requireContains(subnet);
    BertLayerSpec layer = spec.layers().get(0);
    return new int[] {
      spec.embed(), layer.heads(), HomogeneousSpace.percent(layer), spec.layers().size()
    };
  }

  @Override
  public BertSpec spec(int[] genes) {
    GeneChecks.require(this, genes);
    return HomogeneousSpace.of(genes[0], genes[1], genes[2], genes[3]);
  }
}
