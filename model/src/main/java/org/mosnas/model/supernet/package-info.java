/**
 * The supernet: one set of weights that contains every subnet of a space.
 *
 * <p>A {@link org.mosnas.model.supernet.Supernet} turns a spec into the dense weights of one subnet
 * (slices, and mixtures of experts) and takes the gradients of those back to the slices, the
 * experts and the routers. It computes no layer: that is the network's business.
 */
package org.mosnas.model.supernet;
