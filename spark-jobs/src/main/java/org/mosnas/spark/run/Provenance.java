package org.mosnas.spark.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mosnas.search.latency.HardwareFingerprint;

/**
 * Where a result comes from, as far as the frame knows it; stages add the checksums of their data.
 *
 * @param commit commit of the program, with {@code -dirty} if files were changed; empty outside a
 *     clone
 * @param configuration path of the effective configuration
 * @param configurationSha256 checksum of that file: 64 hexadecimal digits; not known of runs of
 *     version 0.1
 * @param seed seed of the run
 * @param data checksums of the files of the data, by their paths
 * @param hardware the machine of the driver
 */
public record Provenance(
    String commit,
    String configuration,
    Optional<String> configurationSha256,
    long seed,
    Map<String, String> data,
    Hardware hardware) {
  /** Copies the map, keeping its order. */
  public Provenance {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /**
   * A machine.
   *
   * @param cpu name of the processor
   * @param cores logical processors
   * @param memoryBytes its memory
   * @param jvm the Java virtual machine
   */
  public record Hardware(String cpu, int cores, long memoryBytes, String jvm) {
    static Hardware ofThisMachine() {
      HardwareFingerprint machine = HardwareFingerprint.ofThisMachine(1, "any", "");
      return new Hardware(
          machine.cpuModel(), machine.cores(), machine.memoryBytes(), machine.jvm());
    }
  }

  /** Of this process; the launcher tells it the commit. */
  public static Provenance ofThisProcess(
      long seed, String configuration, String configurationSha256) {
    String commit = System.getenv("MOSNAS_COMMIT");
    return new Provenance(
        commit == null ? "" : commit,
        configuration,
        Optional.of(configurationSha256),
        seed,
        Map.of(),
        Hardware.ofThisMachine());
  }

  Provenance withData(Map<String, String> checksums) {
    return new Provenance(commit, configuration, configurationSha256, seed, checksums, hardware);
  }

  Provenance withData(String file, String sha256) {
    Map<String, String> more = new LinkedHashMap<>(data);
    more.put(file, sha256);
    return withData(more);
  }
}
