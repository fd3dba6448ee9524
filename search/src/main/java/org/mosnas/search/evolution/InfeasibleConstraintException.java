package org.mosnas.search.evolution;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.search.evolution.Constraints.Constraint;
import org.mosnas.search.evolution.SearchProblem.Reach;

/** No subnet of the space meets the limits; the caller changes them or widens the space. */
public final class InfeasibleConstraintException extends MosnasException {
  private final List<Reach> smallest;

  /**
   * Creates the failure.
   *
   * @param space name of the space
   * @param constraints the limits
   * @param smallest the smallest reachable value of every limited quantity
   * @param largest the largest reachable value of those that have to have a least one
   * @param attempts subnets that were tried
   */
  InfeasibleConstraintException(
      String space,
      Constraints constraints,
      List<Reach> smallest,
      List<Reach> largest,
      int attempts) {
    super(ErrorKind.INFEASIBLE, message(space, constraints, smallest, largest, attempts));
    this.smallest = List.copyOf(smallest);
  }

  /** The smallest reachable value of every limited quantity. */
  public List<Reach> smallest() {
    return smallest;
  }

  private static String message(
      String space,
      Constraints constraints,
      List<Reach> smallest,
      List<Reach> largest,
      int attempts) {
    List<Reach> above =
        missed(smallest, reach -> reach.value() > limit(reach, constraints).limit());
    List<Reach> below = missed(largest, reach -> reach.value() < limit(reach, constraints).least());
    List<String> reasons = new ArrayList<>();
    List<String> remedies = new ArrayList<>();
    if (!above.isEmpty()) {
      reasons.add("the smallest reachable is " + describe(above));
      remedies.add("raise " + keys(above, constraints));
    }
    if (!below.isEmpty()) {
      reasons.add("the largest reachable is " + describe(below));
      remedies.add("lower the min of " + keys(below, constraints));
    }
    if (reasons.isEmpty()) {
      reasons.add("each limit can be met, but no subnet was found that meets all of them");
      remedies.add("raise " + keys(smallest, constraints));
    }
    return String.format(
        Locale.ROOT,
        "no subnet of space %s meets %s%s (%,d subnets tried): %s; %s or widen mosnas.space",
        space,
        constraints.name().isEmpty() ? "" : "the limit \"" + constraints.name() + "\", ",
        constraints,
        attempts,
        String.join(", ", reasons),
        String.join(" or ", remedies));
  }

  private static List<Reach> missed(List<Reach> reached, Predicate<Reach> isMissed) {
    return reached.stream().filter(isMissed).toList();
  }

  private static Constraint limit(Reach reach, Constraints constraints) {
    return constraints.all().stream()
        .filter(constraint -> constraint.quantity() == reach.quantity())
        .findFirst()
        .orElseThrow();
  }

  private static String keys(List<Reach> missed, Constraints constraints) {
    return missed.stream()
        .map(reach -> constraints.key(reach.quantity()))
        .collect(Collectors.joining(" or "));
  }

  private static String describe(List<Reach> missed) {
    return missed.stream()
        .map(reach -> reach.quantity().label() + " " + reach.format())
        .collect(Collectors.joining(", "));
  }
}
