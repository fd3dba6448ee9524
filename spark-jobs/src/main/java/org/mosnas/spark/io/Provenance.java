package org.mosnas.spark.io;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.mosnas.search.latency.HardwareFingerprint;

/**
 * Where a result comes from, as far as the frame knows it; stages add the checksums of their data.
 *
 * @param commit commit of the program, with {@code -dirty} if files were changed; empty outside a
 *     clone
 * @param seed seed of the run
 * @param configuration path of the effective configuration
 * @param configurationSha256 checksum of that file: 64 hexadecimal digits
 */
public record Provenance(
    String commit, long seed, String configuration, String configurationSha256) {
  /** Of this process; the launcher tells it the commit. */
  public static Provenance ofThisProcess(
      long seed, String configuration, String configurationSha256) {
    String commit = System.getenv("MOSNAS_COMMIT");
    return new Provenance(commit == null ? "" : commit, seed, configuration, configurationSha256);
  }

  ObjectNode toJson() {
    HardwareFingerprint machine = HardwareFingerprint.ofThisMachine(1, "any", "");
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("commit", commit);
    json.put("configuration", configuration);
    json.put("configurationSha256", configurationSha256);
    json.put("seed", seed);
    json.putObject("data");
    json.putObject("hardware")
        .put("cpu", machine.cpuModel())
        .put("cores", machine.cores())
        .put("memoryBytes", machine.memoryBytes())
        .put("jvm", machine.jvm());
    return json;
  }
}
