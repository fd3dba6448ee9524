/**
 * Matrix products, and the loops that are none, over rows of {@link
 * org.mosnas.model.memory.Matrix}.
 *
 * <p>The loops are written with the vector API of JDK 17 and, for a virtual machine that was
 * started without it, a second time in plain Java. Sums run in eight lanes in either, whatever the
 * width of the machine's registers, so that their bits depend on neither.
 */
package org.mosnas.model.kernel;
