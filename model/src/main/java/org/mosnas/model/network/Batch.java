package org.mosnas.model.network;

import java.io.Serializable;

/** Examples that a network sees at once; what is in it is between a task and its network. */
public interface Batch extends Serializable {
  /** Number of examples. */
  int examples();

  /** The right answers, {@code [rows]}: one id for every row of hidden states that is scored. */
  int[] targets();

  /** The right numbers, {@code [rows]}, where numbers are learnt; empty otherwise. */
  default float[] values() {
    return new float[0];
  }

  /** Ids that the network reads, padded to one length, {@code [examples, time]}. */
  int[][] inputs();

  /** The id that stands for no token in {@link #inputs}. */
  int padding();

  /** Rows that are scored: what losses are divided by. */
  default int tokens() {
    return targets().length;
  }
}
