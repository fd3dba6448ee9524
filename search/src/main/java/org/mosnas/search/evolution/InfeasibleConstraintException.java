package org.mosnas.search.evolution;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.search.evolution.SearchProblem.Reach;

/** No subnet of the space meets the limits; the caller raises them or widens the space. */
public final class InfeasibleConstraintException extends MosnasException {
  private final List<Reach> smallest;

  /**
   * Creates the failure.
   *
   * @param space name of the space
   * @param constraints the limits
   * @param smallest the smallest reachable value of every limited quantity
   * @param attempts subnets that were tried
   */
  InfeasibleConstraintException(
      String space, Constraints constraints, List<Reach> smallest, int attempts) {
    super(ErrorKind.INFEASIBLE, message(space, constraints, smallest, attempts));
    this.smallest = List.copyOf(smallest);
  }

  /** The smallest reachable value of every limited quantity. */
  public List<Reach> smallest() {
    return smallest;
  }

  private static String message(
      String space, Constraints constraints, List<Reach> smallest, int attempts) {
    List<Reach> missed = smallest.stream().filter(reach -> isMissed(reach, constraints)).toList();
    String reason =
        missed.isEmpty()
            ? "each limit can be met, but no subnet was found that meets all of them"
            : "the smallest reachable is " + describe(missed);
    List<Reach> toRaise = missed.isEmpty() ? smallest : missed;
    String keys =
        toRaise.stream()
            .map(reach -> reach.quantity().configPath())
            .collect(Collectors.joining(" or "));
    return String.format(
        Locale.ROOT,
        "no subnet of space %s meets %s (%,d subnets tried): %s; raise %s or widen mosnas.space",
        space,
        constraints,
        attempts,
        reason,
        keys);
  }

  private static boolean isMissed(Reach reach, Constraints constraints) {
    return constraints.all().stream()
        .anyMatch(c -> c.quantity() == reach.quantity() && reach.value() > c.limit());
  }

  private static String describe(List<Reach> missed) {
    return missed.stream()
        .map(reach -> reach.quantity().label() + " " + reach.format())
        .collect(Collectors.joining(", "));
  }
}
