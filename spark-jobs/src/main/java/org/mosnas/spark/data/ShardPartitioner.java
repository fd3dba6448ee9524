package org.mosnas.spark.data;

import org.apache.spark.Partitioner;

/** Shards by an example's number, so that neighbours are spread and shards are of equal size. */
public final class ShardPartitioner extends Partitioner {
  private static final long serialVersionUID = 1;

  private final int shards;

  /** Divides into some shards. */
  public ShardPartitioner(int shards) {
    this.shards = shards;
  }

  /** The shard of a number. */
  public static int shard(long id, int shards) {
    return (int) (id % shards);
  }

  @Override
  public int numPartitions() {
    return shards;
  }

  @Override
  public int getPartition(Object id) {
    return shard((Long) id, shards);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ShardPartitioner that && shards == that.shards;
  }

  @Override
  public int hashCode() {
    return shards;
  }
}
