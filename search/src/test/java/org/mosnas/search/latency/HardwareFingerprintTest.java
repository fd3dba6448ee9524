package org.mosnas.search.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.search.latency.HardwareFingerprint.MachineReader;

class HardwareFingerprintTest {
  @TempDir Path folder;

  @Test
  void classNamesWhatDecidesTheSpeedOnly() {
    HardwareFingerprint xeon =
        new HardwareFingerprint(
            "Intel(R) Xeon(R) CPU E5-2640 v4 @ 2.40GHz", 40, 1L << 36, 1, "tape", "a", "Haswell");
    assertThat(xeon.hardwareClass())
        .isEqualTo("intel-xeon-cpu-e5-2640-v4-2.40ghz/40-cores/1-threads/tape/haswell");
    HardwareFingerprint otherJvm =
        new HardwareFingerprint(xeon.cpuModel(), 40, 1L << 35, 1, "tape", "b", "Haswell");
    assertThat(otherJvm.hardwareClass()).isEqualTo(xeon.hardwareClass());
    HardwareFingerprint noBlas =
        new HardwareFingerprint(xeon.cpuModel(), 40, 1L << 35, 2, "tape", "b", "");
    assertThat(noBlas.hardwareClass()).endsWith("/2-threads/tape");
  }

  @Test
  void readsTheProcFiles() throws IOException {
    Path cpu =
        write("processor\t: 0\nmodel name\t: Fast 9000\n\nprocessor\t: 1\nmodel name\t: x\n");
    Path memory = write("MemTotal:       16316412 kB\nMemFree: 1 kB\n");
    HardwareFingerprint machine = new MachineReader(cpu, memory).fingerprint(2, "tape", "Zen");
    assertThat(machine.cpuModel()).isEqualTo("Fast 9000");
    assertThat(machine.cores()).isEqualTo(2);
    assertThat(machine.memoryBytes()).isEqualTo(16316412L * 1024);
    assertThat(machine.threads()).isEqualTo(2);
    assertThat(machine.jvm()).contains(System.getProperty("java.version"));
  }

  @Test
  void namesArmServersByTheirPart() throws IOException {
    Path cpu = write("processor : 0\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n");
    HardwareFingerprint machine = new MachineReader(cpu, cpu).fingerprint(1, "tape", "");
    assertThat(machine.cpuModel()).isEqualTo("ARM 0x41 part 0xd0c");
    assertThat(machine.memoryBytes()).isZero();
  }

  @Test
  void fallsBackToWhatTheJvmKnows() {
    Path none = folder.resolve("none");
    HardwareFingerprint machine = new MachineReader(none, none).fingerprint(1, "tape", "");
    assertThat(machine.cpuModel()).contains(System.getProperty("os.arch"));
    assertThat(machine.cores()).isPositive();
  }

  @Test
  void thisMachineHasAStableClass() {
    assertThat(HardwareFingerprint.ofThisMachine(1, "tape", "").hardwareClass())
        .isEqualTo(HardwareFingerprint.ofThisMachine(1, "tape", "").hardwareClass())
        .matches("[a-z0-9./-]+");
  }

  @Test
  void rejectsImpossibleMachines() {
    assertThatThrownBy(() -> new HardwareFingerprint(" ", 1, 0, 1, "tape", "", ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new HardwareFingerprint("x", 1, 0, 0, "tape", "", ""))
        .hasMessageContaining("1, 0, 0");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "proc", ""), text);
  }
}
