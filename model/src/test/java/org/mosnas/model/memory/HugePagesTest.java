package org.mosnas.model.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.memory.Memory.HugePages;

class HugePagesTest {
  private static final Path MAPPINGS = Path.of("/proc/self/smaps");
  private static final Path SETTING = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

  /** The kernel marks the mapping {@code hg} once it has taken the advice. */
  @Test
  void largeBlocksAreMarkedForHugePages() throws IOException {
    assumeTrue(Files.isReadable(MAPPINGS), "needs " + MAPPINGS);
    assumeTrue(Files.exists(SETTING), "this kernel has no huge pages");
    try (Memory memory = Memory.allocate(16 << 20)) {
      assertThat(flagsOfMappingWith(memory.address(8 << 20))).contains("hg");
    }
  }

  @Test
  void smallBlocksAreLeftAlone() {
    try (Memory memory = Memory.allocate(1000)) {
      HugePages.advise(memory.address(0), 4000);
      memory.set(999, 1f);
      assertThat(memory.get(999)).isEqualTo(1f);
    }
  }

  private static List<String> flagsOfMappingWith(long address) throws IOException {
    boolean inside = false;
    for (String line : Files.readAllLines(MAPPINGS)) {
      if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
        String[] range = line.substring(0, line.indexOf(' ')).split("-");
        inside =
            Long.parseUnsignedLong(range[0], 16) <= address
                && address < Long.parseUnsignedLong(range[1], 16);
      } else if (inside && line.startsWith("VmFlags:")) {
        return List.of(line.substring("VmFlags:".length()).trim().split(" "));
      }
    }
    throw new IOException("no mapping holds address " + Long.toHexString(address));
  }
}
