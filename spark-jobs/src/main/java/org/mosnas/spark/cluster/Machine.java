package org.mosnas.spark.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkEnv;

/**
 * What an executor runs on. Executors of one machine share it, in containers too.
 *
 * @param id of the machine, until it starts anew
 * @param hardwareClass name that machines of the same speed share
 */
public record Machine(String id, String hardwareClass) implements Serializable {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /** The machine of the executor that this is called on. */
  public static Machine ofThisExecutor(String hardwareClass) {
    return new Machine(thisId(), hardwareClass);
  }

  /** Containers have names of their own, but the kernel below them is one. */
  private static String thisId() {
    if (!Files.isReadable(BOOT_ID)) {
      return SparkEnv.get().blockManager().blockManagerId().host();
    }
    try {
      return Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
