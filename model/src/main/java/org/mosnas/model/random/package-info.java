/** Randomness: every draw is a named child of the one seed of a run. */
package org.mosnas.model.random;
