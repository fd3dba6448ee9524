package org.mosnas.model.family.translation;

import java.io.Serializable;

/**
 * Widths of the supernet a network comes from: position tables are computed at them, and dropout
 * scales with the share of them that a subnet keeps. An extracted subnet remembers them.
 *
 * @param encoder width of the widest encoder, in units
 * @param decoder width of the widest decoder, in units
 */
public record FullWidth(int encoder, int decoder) implements Serializable {}
