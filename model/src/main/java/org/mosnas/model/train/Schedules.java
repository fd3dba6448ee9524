package org.mosnas.model.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.mosnas.model.space.SearchSpace;

/** The schedules that {@code mosnas.train.subnets} can name. */
public final class Schedules {
  /** Makes a schedule for a space. */
  @FunctionalInterface
  public interface Maker {
    /**
     * A schedule.
     *
     * @param seed of its draws
     */
    SubnetSchedule of(SearchSpace space, TrainSettings settings, long seed);
  }

  private static final Map<String, Maker> MAKERS = new LinkedHashMap<>();

  static {
    MAKERS.put(
        "single-path",
        (space, settings, seed) ->
            new SubnetSchedule.Random(space, settings.randomSubnets(), seed));
    MAKERS.put(
        "sandwich",
        (space, settings, seed) ->
            new SubnetSchedule.Sandwich(space, settings.randomSubnets(), seed));
  }

  private Schedules() {}

  /** Names that can be configured, in the order of the documentation. */
  public static Set<String> names() {
    return Collections.unmodifiableSet(MAKERS.keySet());
  }

  /** The schedule that some settings name. */
  static SubnetSchedule of(TrainSettings settings, SearchSpace space, long seed) {
    return MAKERS.get(settings.subnets()).of(space, settings, seed);
  }
}
