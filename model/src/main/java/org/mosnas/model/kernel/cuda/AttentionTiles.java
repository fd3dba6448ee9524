package org.mosnas.model.kernel.cuda;

import org.mosnas.model.network.Segments;

/**
 * The sentences of an attention cut into tiles of a few rows, one block of threads each: first
 * those that own queries, then those that own keys, as {@code struct Tile} of the kernels has them.
 *
 * @param packed all tiles
 * @param queryTiles how many own queries
 * @param keyTiles how many own keys
 */
@SuppressWarnings("ArrayRecordComponent") // made, uploaded and forgotten, never compared
public record AttentionTiles(int[] packed, int queryTiles, int keyTiles) {
  private static final int OWN = 16;
  private static final int INTS = 8;

  /** Tiles of queries and keys of as many sentences. */
  public static AttentionTiles of(Segments queries, Segments keys) {
    int queryTiles = count(queries);
    int keyTiles = count(keys);
    int[] packed = new int[(queryTiles + keyTiles) * INTS];
    int next = 0;
    for (int b = 0; b < queries.count(); b++) {
      next = cut(queries, keys, b, keys.length(b), packed, next);
    }
    for (int b = 0; b < keys.count(); b++) {
      next = cut(keys, queries, b, keys.length(b), packed, next);
    }
    return new AttentionTiles(packed, queryTiles, keyTiles);
  }

  private static int count(Segments segments) {
    int count = 0;
    for (int b = 0; b < segments.count(); b++) {
      count += RowKernels.blocks(segments.length(b), OWN);
    }
    return count;
  }

  private static int cut(Segments own, Segments other, int b, int keys, int[] packed, int next) {
    int queries = own.length(b) + other.length(b) - keys;
    for (int from = 0; from < own.length(b); from += OWN) {
      packed[next] = own.start(b) + from;
      packed[next + 1] = Math.min(OWN, own.length(b) - from);
      packed[next + 2] = from;
      packed[next + 3] = other.start(b);
      packed[next + 4] = other.length(b);
      packed[next + 5] = keys - queries;
      packed[next + 6] = b;
      packed[next + 7] = keys;
      next += INTS;
    }
    return next;
  }

  /** Where they are, once {@link #packed} has been uploaded to {@code address}. */
  public Uploaded at(long address) {
    return new Uploaded(
        address, queryTiles, address + (long) queryTiles * INTS * Integer.BYTES, keyTiles);
  }

  /** Addresses of the tiles, and how many there are. */
  public record Uploaded(long queries, int queryTiles, long keys, int keyTiles) {}
}
