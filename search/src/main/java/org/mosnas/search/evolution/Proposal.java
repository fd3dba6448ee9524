package org.mosnas.search.evolution;

import java.util.List;
import java.util.Map;
import org.mosnas.model.space.SubnetSpec;

/**
 * A generation that waits for its scores.
 *
 * @param survivors candidates that were scored before and stay
 * @param fresh subnets that were not scored yet, all within the limits, with their costs
 * @param statistics of the draws that found them
 */
public record Proposal(
    List<Candidate> survivors, Map<SubnetSpec, Costs> fresh, DrawStatistics statistics) {}
