/**
 * What training makes small. An objective sees the outputs of a network through {@link
 * org.mosnas.model.network.LossOps} and works on every engine.
 */
package org.mosnas.model.objective;
