package org.mosnas.example.bags;

import java.util.List;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.family.Family;
import org.mosnas.model.family.WorkloadSize;
import org.mosnas.model.family.Workloads;
import org.mosnas.model.network.Head;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.space.SearchSpace;

/** Autoencoders of bags of words: the smallest family that has all that a family needs. */
public record BagFamily() implements Family {
  @Override
  public String name() {
    return "bags";
  }

  @Override
  public String defaults() {
    return "name = bags, embed = [16, 8], hidden = [32, 16, 8], vocabulary = 20";
  }

  @Override
  public SearchSpace space(BlockSettings block) {
    return new BagSpace(block.text("name"), block.integers("embed"), block.integers("hidden"));
  }

  @Override
  public List<Integer> vocabularies(BlockSettings block) {
    return List.of(block.integer("vocabulary"));
  }

  @Override
  public NetworkShape shape(SearchSpace space, List<Integer> vocabularies) {
    return new BagShape(((BagSpace) space).largest(), vocabularies.get(0), Head.TOKEN);
  }

  @Override
  public Workloads workloads(EngineKind engine, NetworkShape shape, WorkloadSize size) {
    return new BagWorkloads(engine.open(), (BagShape) shape, size);
  }
}
