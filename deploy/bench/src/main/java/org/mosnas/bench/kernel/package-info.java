/**
 * Micro-benchmarks of the kernels, by JMH: {@code mos bench kernels}. They are public and have
 * fields that change, as JMH wants it.
 */
package org.mosnas.bench.kernel;
