/**
 * How long a subnet takes: what is measured, by which protocol, on which hardware, and how a few
 * measured blocks and networks become an estimate, with a bound, for every subnet of a space.
 *
 * <p>The order of use: a {@code Block} is what a space is made of, {@code LatencyProbe} times it,
 * {@code LatencyTable} keeps the times, {@code TableEstimator} adds them up, and {@code
 * Calibration} corrects the sum by whole networks that were measured too.
 */
package org.mosnas.search.latency;
