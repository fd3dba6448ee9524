/**
 * The benchmark {@code mos bench}: the engines of the model against libtorch and against the rate
 * of matrix products alone. Every engine of a case runs in a process of its own, and a coordinator
 * lets them take turns.
 */
package org.mosnas.bench;
