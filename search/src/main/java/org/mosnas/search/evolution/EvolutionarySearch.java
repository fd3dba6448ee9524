package org.mosnas.search.evolution;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.evolution.SearchAlgorithm.Proposal;
import org.mosnas.search.evolution.SearchState.Candidate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HAT's evolutionary search (Wang et al., arXiv 2005.14187): the best of a population live on and
 * fill the next one with mutants and children.
 *
 * <p>Beyond HAT: genes are canonical, no subnet is scored twice (one that was dropped was worse
 * than every parent since), the smallest subnets within the limits are part of the first
 * population, beside the best that a search under other limits knows, and every loop of draws is
 * bounded. Where a space runs out of new subnets the search goes on with fewer and ends when there
 * are none.
 *
 * <p>Equal seeds give equal searches, however the evaluator spreads its work and wherever the
 * search was interrupted.
 */
public final class EvolutionarySearch implements SearchAlgorithm {
  private static final Logger log = LoggerFactory.getLogger(EvolutionarySearch.class);

  /** How often the mutation probability halves on the way to the draw limit. */
  private static final int HALVINGS = 8;

  private final SearchProblem problem;
  private final EvolutionSettings settings;
  private final GeneticOperators operators;

  /** A search for the best subnet within the limits of {@code problem}. */
  public EvolutionarySearch(SearchProblem problem, EvolutionSettings settings) {
    this.problem = problem;
    this.settings = settings;
    this.operators = new GeneticOperators(problem.space());
  }

  @Override
  public Optional<Proposal> ask(SearchState state) {
    if (state.generations().size() >= settings.generations()) {
      return Optional.empty();
    }
    Map<SubnetSpec, Candidate> known = state.known();
    DrawPool pool = DrawPool.of(problem, settings.drawLimit(), state);
    List<Candidate> parents = List.of();
    if (known.isEmpty()) {
      drawFirst(pool, state.seed());
    } else {
      parents = state.last().best(settings.parents());
      breed(pool, parents, state);
    }
    if (pool.size() == 0) {
      log.info("no new subnet in {} draws; the search ends", settings.drawLimit());
    }
    return pool.proposal(parents);
  }

  private void drawFirst(DrawPool pool, long seed) {
    problem.smallestFeasible().forEach(pool::offer);
    problem.promising().stream()
        .filter(spec -> problem.constraints().admits(problem.costs().costs(spec)))
        .limit(settings.parents())
        .forEach(pool::offer);
    SplittableRandom random = Seeds.generator(seed, "evolution-first");
    SubnetSampler sampler = SubnetSampler.uniform();
    pool.fill(
        settings.population() - pool.size(),
        failures -> sampler.sample(problem.space(), random.nextLong()));
    if (pool.size() == 0) {
      throw problem.infeasible(pool.statistics().draws());
    }
    // Under a tight limit hardly any draw is allowed, but neighbors of allowed subnets are.
    List<SubnetSpec> found = pool.specs();
    pool.fill(
        settings.population() - pool.size(),
        failures -> mutant(found.get(random.nextInt(found.size())), failures, random));
  }

  private void breed(DrawPool pool, List<Candidate> parents, SearchState state) {
    int index = state.generations().size();
    SplittableRandom mutating = Seeds.generator(state.seed(), "evolution-mutation", index);
    pool.fill(
        settings.mutations(), failures -> mutant(pick(parents, mutating), failures, mutating));
    if (parents.size() > 1) {
      SplittableRandom crossing = Seeds.generator(state.seed(), "evolution-crossover", index);
      pool.fill(settings.crossovers(), failures -> child(parents, crossing));
    }
  }

  /** The longer nothing is found the closer to the parent: most near neighbors are allowed too. */
  private SubnetSpec mutant(SubnetSpec parent, int failures, SplittableRandom random) {
    int halvings = (int) ((long) HALVINGS * failures / settings.drawLimit());
    double oneGene = 1.0 / operators.geneCount();
    double gentle = Math.max(settings.mutationProbability() / (1 << halvings), oneGene);
    double probability = Math.min(settings.mutationProbability(), gentle);
    return operators.mutate(parent, probability, random);
  }

  private SubnetSpec child(List<Candidate> parents, SplittableRandom random) {
    int first = random.nextInt(parents.size());
    int second = random.nextInt(parents.size() - 1);
    int other = second < first ? second : second + 1;
    return operators.cross(parents.get(first).spec(), parents.get(other).spec(), random);
  }

  private static SubnetSpec pick(List<Candidate> parents, SplittableRandom random) {
    return parents.get(random.nextInt(parents.size())).spec();
  }
}
