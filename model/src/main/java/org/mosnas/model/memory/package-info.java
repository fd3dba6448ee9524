/**
 * Off-heap float memory: what parameters, gradients and activations live in.
 *
 * <p>A {@link org.mosnas.model.memory.Memory} is one block; a {@link
 * org.mosnas.model.memory.Matrix} is a strided view of it; an {@link org.mosnas.model.memory.Arena}
 * hands out views for the length of a step and takes them all back at once.
 */
package org.mosnas.model.memory;
