/**
 * Search over subnets: what a subnet costs and may cost, how new ones are bred from good ones, and
 * random search as the baseline to hold the result against.
 *
 * <p>Everything is a value or pure but for the injected {@code Evaluator}: a search is a list of
 * {@code SearchState.Generation}s, each a function of the ones before it and the seed, so it can be
 * stopped after any of them and resumed to the same end. The algorithm is HAT's (Wang et al., arXiv
 * 2005.14187) with canonical genes, no subnet scored twice, and bounded rejection.
 */
package org.mosnas.search.evolution;
