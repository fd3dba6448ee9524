package org.mosnas.model.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.model.space.SubnetSpec;

/**
 * Which subnets an update trains; their gradients are added up. A pure function of the moment, so
 * that a lost task, and a resumed run, train the same ones. {@link Schedules} lists those that can
 * be configured.
 */
@FunctionalInterface
public interface SubnetSchedule extends Serializable {

  /** The subnets that one worker trains in one update, at least one, in the order of training. */
  List<Turn> at(Moment moment);

  /**
   * One subnet of an update.
   *
   * @param spec the subnet
   * @param weight factor of its loss; 1 for a subnet that counts once
   */
  record Turn(SubnetSpec spec, double weight) implements Serializable {
    /** Checks the weight. */
    public Turn {
      if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("weight must be positive and finite, was " + weight);
      }
    }

    /** A subnet that counts once. */
    public static Turn of(SubnetSpec spec) {
      return new Turn(spec, 1);
    }
  }

  /**
   * When and where an update takes place, and what is known by then.
   *
   * @param update number of the update, from 0
   * @param worker number of the worker, from 0
   * @param workers how many there are
   * @param validation losses after every earlier round, in nats per target, by the names of the
   *     subnets that are watched
   */
  record Moment(
      long update, int worker, int workers, List<? extends Map<String, Double>> validation)
      implements Serializable {
    /** An update of a single worker of whom nothing is known. */
    public static Moment of(long update) {
      return new Moment(update, 0, 1, List.of());
    }
  }

  /**
   * Some uniform random subnets: HAT's single path when {@code count} is 1 (Wang et al., <a
   * href="https://arxiv.org/abs/2005.14187">paper</a>).
   *
   * @param space to draw from
   * @param count subnets of an update
   * @param seed of the draws
   */
  record Random(SearchSpace space, int count, long seed) implements SubnetSchedule {
    @Override
    public List<Turn> at(Moment moment) {
      List<Turn> turns = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        long child = Seeds.child(seed, "subnet", moment.update(), i);
        turns.add(Turn.of(SubnetSampler.uniform().sample(space, child)));
      }
      return turns;
    }
  }

  /**
   * The sandwich rule: random subnets, the largest, the smallest (Yu and Huang, <a
   * href="https://arxiv.org/abs/1903.05134">paper</a>).
   *
   * @param space to draw from
   * @param randomCount random subnets of an update
   * @param seed of the draws
   */
  record Sandwich(SearchSpace space, int randomCount, long seed) implements SubnetSchedule {
    @Override
    public List<Turn> at(Moment moment) {
      List<Turn> turns = new ArrayList<>(new Random(space, randomCount, seed).at(moment));
      turns.add(Turn.of(space.largest()));
      turns.add(Turn.of(space.smallest()));
      return turns;
    }
  }

  /**
   * Always the same subnet: finetuning, or training from scratch.
   *
   * @param spec the subnet
   */
  record Fixed(SubnetSpec spec) implements SubnetSchedule {
    @Override
    public List<Turn> at(Moment moment) {
      return List.of(Turn.of(spec));
    }
  }
}
