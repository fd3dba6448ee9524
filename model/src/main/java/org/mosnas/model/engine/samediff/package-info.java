/**
 * The second engine: the network as a SameDiff graph, on any backend of ND4J.
 *
 * <p>It shares nothing with the CPU engine but the network and the definition of dropout masks:
 * batches are padded and masked where the other packs, derivatives come from SameDiff's operations.
 * That both agree is what the tests of either rest on.
 */
package org.mosnas.model.engine.samediff;
