package org.mosnas.spark.masked.evaluate;

import java.io.Serializable;

/**
 * What a system makes of one hidden piece.
 *
 * @param id the piece that it holds most likely
 * @param nats its surprise by the right one
 */
record Guess(int id, double nats) implements Serializable {}
