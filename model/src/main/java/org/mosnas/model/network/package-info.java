/**
 * The networks, written once against {@link org.mosnas.model.network.Ops} and interpreted by the
 * engines.
 */
package org.mosnas.model.network;
