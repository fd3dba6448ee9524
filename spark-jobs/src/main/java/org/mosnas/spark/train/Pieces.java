package org.mosnas.spark.train;

import java.io.Serializable;
import java.util.stream.IntStream;

/**
 * The pieces in which states of workers go through the shuffle: parts of blocks, the smaller the
 * more workers there are, so that a piece of all workers takes the memory of about one block.
 *
 * @param floats of the state
 * @param blockFloats of a block
 * @param workers whose states are averaged
 */
record Pieces(int floats, int blockFloats, int workers) implements Serializable {
  /** Smaller ones would be more records than they save memory. */
  private static final int MOST_PER_BLOCK = 64;

  private int perBlock() {
    return Math.min(MOST_PER_BLOCK, Integer.highestOneBit(Math.max(1, 2 * workers - 1)));
  }

  private int size() {
    return (blockFloats + perBlock() - 1) / perBlock();
  }

  /** Number of blocks. */
  int blocks() {
    return StateRef.blocks(floats, blockFloats);
  }

  /** Numbers of all pieces that are not empty, block by block. */
  IntStream all() {
    return IntStream.range(0, blocks() * perBlock()).filter(piece -> from(piece) < to(piece));
  }

  /** The block that a piece is of. */
  int block(int piece) {
    return piece / perBlock();
  }

  /** The first float of a piece. */
  int from(int piece) {
    return (int) Math.min(end(piece), start(piece) + (long) (piece % perBlock()) * size());
  }

  /** The float behind the last one of a piece. */
  int to(int piece) {
    return (int) Math.min(end(piece), from(piece) + (long) size());
  }

  private int start(int piece) {
    return block(piece) * blockFloats;
  }

  private long end(int piece) {
    return Math.min(floats, (long) start(piece) + blockFloats);
  }

  /** Floats of the block that a piece is of. */
  int blockSize(int piece) {
    return (int) (end(piece) - start(piece));
  }

  /** What the shuffle sorts by: pieces in their order, those of one by worker. */
  int key(int piece, int worker) {
    return Math.addExact(Math.multiplyExact(piece, workers), worker);
  }

  /** The piece of a key. */
  int piece(int key) {
    return key / workers;
  }
}
