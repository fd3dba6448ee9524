package org.mosnas.example.bags;

import org.mosnas.model.network.Example;

/**
 * Some words; their order means nothing.
 *
 * @param ids of the words; at least one
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record Bag(int[] ids) implements Example {}
