package org.mosnas.search.job;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.evolution.CachingEvaluator;
import org.mosnas.search.evolution.Evaluator;
import org.mosnas.search.evolution.SearchProblem;
import org.mosnas.search.evolution.SearchRun.SearchResult;
import org.mosnas.search.evolution.SearchSettings;
import org.mosnas.search.evolution.SearchState.Candidate;
import org.mosnas.search.job.SearchJob.Searches;
import org.mosnas.search.job.SearchJob.StateStore;
import org.mosnas.search.job.SearchOutcome.Measured;

/**
 * Several limits, a winner for each: one search after the other in the same space, with one memory
 * of scores. No subnet is scored twice, and every search after the first begins with the best that
 * the earlier ones know within its limits.
 *
 * <p>Whether each limit can be met is found out before any subnet is scored.
 */
public final class FamilySearch {
  private final SearchSettings settings;
  private final Counting counting;
  private final CachingEvaluator evaluator;
  private final Function<List<SubnetSpec>, List<Double>> latencyMillis;

  /**
   * Prepares the searches.
   *
   * @param settings of each
   * @param evaluator scores candidates
   * @param latencyMillis measures whole subnets, milliseconds per translation
   */
  public FamilySearch(
      SearchSettings settings,
      Evaluator evaluator,
      Function<List<SubnetSpec>, List<Double>> latencyMillis) {
    this.settings = settings;
    this.counting = new Counting(evaluator);
    this.evaluator = new CachingEvaluator(counting);
    this.latencyMillis = latencyMillis;
  }

  /**
   * One member.
   *
   * @param problem with limits of its own
   * @param store of the states of its searches
   * @param outcome what its searches came to, if they ended before and nothing of it has changed
   */
  public record Member(SearchProblem problem, StateStore store, Optional<SearchOutcome> outcome) {}

  /** Told what the searches of a member came to, in the order of the members. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A member was found.
     *
     * @param index of the member
     * @param scored how many subnets were scored for it that no earlier member had scored
     */
    void found(int index, SearchOutcome outcome, int scored);
  }

  /**
   * Searches to the end, going on from stored states.
   *
   * @param seed of all draws
   * @param listener told of members that were not known before
   * @return an outcome for each member
   * @throws org.mosnas.model.error.MosnasException of kind INFEASIBLE naming the limit that no
   *     subnet meets
   */
  public List<SearchOutcome> run(List<Member> members, long seed, Listener listener) {
    List<SearchJob> jobs = members.stream().map(member -> job(member.problem())).toList();
    requireFeasible(members, jobs, seed);
    List<SearchOutcome> outcomes = new ArrayList<>();
    Set<Candidate> known = new HashSet<>();
    Optional<List<Measured>> extremes = Optional.empty();
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      SearchJob job = i == 0 ? jobs.get(0) : job(member.problem().after(best(known)));
      int before = counting.scored;
      Searches searches = job.searches(seed(seed, i), member.store());
      int scored = counting.scored - before;
      SearchOutcome outcome;
      if (member.outcome().isPresent()) {
        outcome = member.outcome().get();
        extremes = Optional.of(List.of(outcome.largest(), outcome.smallest()));
      } else {
        extremes = extremes.or(() -> Optional.of(job.extremes()));
        outcome = job.outcome(searches, extremes.get());
        listener.found(i, outcome, scored);
      }
      outcomes.add(outcome);
      Stream.concat(Stream.of(searches.searched()), searches.random().stream())
          .map(SearchResult::ranked)
          .forEach(known::addAll);
    }
    return outcomes;
  }

  /** Others draw other subnets. */
  private static long seed(long seed, int member) {
    return member == 0 ? seed : Seeds.child(seed, "member", member);
  }

  private SearchJob job(SearchProblem problem) {
    return new SearchJob(problem, settings, evaluator, latencyMillis);
  }

  /** By prediction first, which takes no time; what is found out already is not again. */
  private void requireFeasible(List<Member> members, List<SearchJob> jobs, long seed) {
    int draws = settings.evolution().drawLimit();
    members.stream()
        .map(Member::problem)
        .filter(problem -> !problem.constraints().name().isEmpty())
        .forEach(problem -> problem.requireFeasible(draws, seed));
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).outcome().isEmpty()) {
        jobs.get(i).requireReachable();
      }
    }
  }

  private static List<SubnetSpec> best(Set<Candidate> known) {
    return known.stream().sorted(Candidate.BEST_FIRST).map(Candidate::spec).toList();
  }

  private static final class Counting implements Evaluator {
    private final Evaluator evaluator;
    private int scored;

    Counting(Evaluator evaluator) {
      this.evaluator = evaluator;
    }

    @Override
    public double[] evaluate(List<SubnetSpec> specs) {
      scored += specs.size();
      return evaluator.evaluate(specs);
    }
  }
}
