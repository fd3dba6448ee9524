package org.mosnas.model.family.bert;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.mosnas.model.space.Genes;
import org.mosnas.model.space.SubnetSpec;

/**
 * One gene per layer: its width.
 *
 * @param space whose subnets they are
 */
record BottleneckGenes(BottleneckSpace space) implements Genes {
  @Override
  public int count() {
    return space.layers();
  }

  @Override
  public List<Integer> choices(int gene) {
    return space.hidden();
  }

  @Override
  public boolean isActive(int[] genes, int gene) {
    return true;
  }

  @Override
  public List<Integer> global() {
    return List.of();
  }

  @Override
  public List<List<Integer>> layers() {
    return IntStream.range(0, count()).mapToObj(List::of).toList();
  }

  @Override
  public int[] of(SubnetSpec subnet) {
    BertSpec spec = (BertSpec) space.requireContains(subnet);
    return spec.layers().stream().mapToInt(BertLayerSpec::width).toArray();
  }

  @Override
  public BertSpec spec(int[] genes) {
    GeneChecks.require(this, genes);
    return space.of(Arrays.stream(genes).iterator()::nextInt);
  }
}
