package org.mosnas.model.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.model.space.TranslationSpec;

/**
 * Which subnets an update trains; their gradients are added up. A pure function of the update, so
 * that all workers, and a resumed run, train the same ones.
 */
public sealed interface SubnetSchedule extends Serializable {

  /**
   * The subnets of an update, at least one.
   *
   * @param update number of the update, from 0
   */
  List<TranslationSpec> at(long update);

  /**
   * Some uniform random subnets: HAT's single path when {@code count} is 1 (Wang et al., <a
   * href="https://arxiv.org/abs/2005.14187">paper</a>).
   */
  record Random(SearchSpace space, int count, long seed) implements SubnetSchedule {
    @Override
    public List<TranslationSpec> at(long update) {
      List<TranslationSpec> specs = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        specs.add(SubnetSampler.uniform().sample(space, Seeds.child(seed, "subnet", update, i)));
      }
      return specs;
    }
  }

  /**
   * The sandwich rule: random subnets, the largest, the smallest (Yu and Huang, <a
   * href="https://arxiv.org/abs/1903.05134">paper</a>).
   */
  record Sandwich(SearchSpace space, int randomCount, long seed) implements SubnetSchedule {
    @Override
    public List<TranslationSpec> at(long update) {
      List<TranslationSpec> specs =
          new ArrayList<>(new Random(space, randomCount, seed).at(update));
      specs.add(space.largest());
      specs.add(space.smallest());
      return specs;
    }
  }

  /** Always the same subnet: finetuning, or training from scratch. */
  record Fixed(TranslationSpec spec) implements SubnetSchedule {
    @Override
    public List<TranslationSpec> at(long update) {
      return List.of(spec);
    }
  }
}
