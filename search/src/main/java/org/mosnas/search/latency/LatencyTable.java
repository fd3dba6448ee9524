package org.mosnas.search.latency;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.space.SearchSpace;

/**
 * The time of every block of a space on one class of hardware; immutable.
 *
 * <p>A table without protocol and hardware is not a table, so both are part of it.
 */
public final class LatencyTable implements Serializable {
  private final TreeMap<BlockKey, LatencyStats> entries;
  private final NetworkFrame frame;
  private final LatencyProtocol protocol;
  private final HardwareFingerprint hardware;

  /**
   * Creates a table.
   *
   * @param entries time per block; copied
   * @param frame sizes that the blocks' names leave out
   * @param protocol how the times were measured
   * @param hardware where they were measured
   */
  public LatencyTable(
      Map<BlockKey, LatencyStats> entries,
      NetworkFrame frame,
      LatencyProtocol protocol,
      HardwareFingerprint hardware) {
    this.entries = new TreeMap<>(entries);
    this.frame = frame;
    this.protocol = protocol;
    this.hardware = hardware;
  }

  /**
   * Puts rows together, as they come from several executors.
   *
   * <p>Where a block was measured more than once the slower measurement (by median) stands: an
   * estimate is to be a promise.
   *
   * @param rows at least one, all of one frame, protocol and hardware class; the fingerprint of the
   *     first is kept
   * @throws BadDataException if there are none, or they do not belong together
   */
  public static LatencyTable fromRows(List<LatencyRow> rows) {
    if (rows.isEmpty()) {
      throw new BadDataException("the latency table is empty; profile the search space first");
    }
    LatencyRow first = rows.get(0);
    Map<BlockKey, LatencyStats> entries = new TreeMap<>();
    for (LatencyRow row : rows) {
      requireSame("network sizes", first.frame(), row.frame());
      requireSame("protocols", first.protocol(), row.protocol());
      requireSame("hardware", first.hardware().hardwareClass(), row.hardware().hardwareClass());
      entries.merge(row.block(), row.stats(), LatencyTable::slower);
    }
    return new LatencyTable(entries, first.frame(), first.protocol(), first.hardware());
  }

  /** One table per hardware class, for rows of a cluster of unequal machines, sorted by class. */
  public static SortedMap<String, LatencyTable> byHardwareClass(List<LatencyRow> rows) {
    SortedMap<String, List<LatencyRow>> groups = new TreeMap<>();
    for (LatencyRow row : rows) {
      groups.computeIfAbsent(row.hardware().hardwareClass(), c -> new ArrayList<>()).add(row);
    }
    SortedMap<String, LatencyTable> tables = new TreeMap<>();
    groups.forEach((hardwareClass, group) -> tables.put(hardwareClass, fromRows(group)));
    return tables;
  }

  /** The rows of this table, sorted by block. */
  public List<LatencyRow> rows() {
    return entries.entrySet().stream()
        .map(e -> new LatencyRow(e.getKey(), e.getValue(), frame, protocol, hardware))
        .toList();
  }

  /**
   * Gives this table back.
   *
   * @throws BadDataException if it is of something that is no block of {@code space}
   */
  public LatencyTable requireBlocksOf(SearchSpace space) {
    Set<BlockKey> known = space.blocks().stream().map(BlockKey::of).collect(Collectors.toSet());
    for (BlockKey key : entries.keySet()) {
      if (!known.contains(key)) {
        throw new BadDataException("'" + key + "' names no block of space " + space.name());
      }
    }
    return this;
  }

  /**
   * Gives this table back.
   *
   * @throws BadDataException if it is of networks of other sizes
   */
  public LatencyTable requireFrame(NetworkFrame expected) {
    if (!frame.equals(expected)) {
      throw new BadDataException(
          "it is of networks with "
              + frame.sizes()
              + ", those of the run have "
              + expected.sizes());
    }
    return this;
  }

  /**
   * The time of a block.
   *
   * @throws MissingLatencyException if it was not measured
   */
  public LatencyStats stats(BlockKey key) {
    LatencyStats stats = entries.get(key);
    if (stats == null) {
      throw new MissingLatencyException(key, hardware.hardwareClass());
    }
    return stats;
  }

  /** The times by block, sorted by block; unmodifiable. */
  public SortedMap<BlockKey, LatencyStats> entries() {
    return Collections.unmodifiableSortedMap(entries);
  }

  /** Sizes that the names of the blocks leave out. */
  public NetworkFrame frame() {
    return frame;
  }

  /** How the times were measured. */
  public LatencyProtocol protocol() {
    return protocol;
  }

  /** Where the times were measured. */
  public HardwareFingerprint hardware() {
    return hardware;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LatencyTable that && rows().equals(that.rows());
  }

  @Override
  public int hashCode() {
    return rows().hashCode();
  }

  private static LatencyStats slower(LatencyStats a, LatencyStats b) {
    return a.medianNanos() >= b.medianNanos() ? a : b;
  }

  private static void requireSame(String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "the latency table mixes %s: %s and %s; profile again into an empty table",
              what,
              expected,
              found));
    }
  }

  /**
   * One block measured on one machine: a flat row, complete in itself, for tables that outlive
   * runs.
   *
   * @param block what was measured
   * @param stats its times
   * @param frame sizes that the block's name leaves out
   * @param protocol how it was measured
   * @param hardware where it was measured
   */
  public record LatencyRow(
      BlockKey block,
      LatencyStats stats,
      NetworkFrame frame,
      LatencyProtocol protocol,
      HardwareFingerprint hardware)
      implements Serializable {}

  /**
   * Sizes that all subnets of a supernet share, and that decide how long their blocks take.
   *
   * @param sizes by name, at least one, all positive
   */
  public record NetworkFrame(SortedMap<String, Integer> sizes) implements Serializable {
    /** Checks the sizes. */
    public NetworkFrame {
      if (sizes.isEmpty()) {
        throw new IllegalArgumentException("a network has at least one size");
      }
      sizes = Collections.unmodifiableSortedMap(new TreeMap<>(sizes));
      sizes.forEach(
          (name, size) -> {
            if (size == null || size < 1) {
              throw new IllegalArgumentException(name + " must be positive, was " + size);
            }
          });
    }

    /**
     * The frame of some sizes.
     *
     * @param sizes by name
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static NetworkFrame of(Map<String, Integer> sizes) {
      return new NetworkFrame(new TreeMap<>(sizes));
    }

    /** The sizes; what a table stores. */
    @Override
    @JsonValue
    public SortedMap<String, Integer> sizes() {
      return sizes;
    }
  }
}
