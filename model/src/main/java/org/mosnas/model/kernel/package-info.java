/**
 * The loops that are not matrix products, over rows of {@link org.mosnas.model.memory.Matrix}.
 *
 * <p>Written with the vector API of JDK 17. Sums run in eight fixed lanes whatever the width of the
 * machine's registers, so that their bits do not depend on it.
 */
package org.mosnas.model.kernel;
