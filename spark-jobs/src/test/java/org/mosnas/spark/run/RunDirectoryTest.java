package org.mosnas.spark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

class RunDirectoryTest {
  @TempDir private Path folder;
  private final List<String> notices = new ArrayList<>();

  @Test
  void isLockedWhileOpen() {
    try (RunDirectory open = open("train")) {
      assertThatThrownBy(() -> open("search"))
          .isInstanceOfSatisfying(
              MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BUSY))
          .hasMessageContaining("is in use by mos train, process " + ProcessHandle.current().pid());
      assertThat(open.path().toUri().getPath()).isEqualTo(run().toString());
    }
    try (RunDirectory again = open("search")) {
      assertThat(again.record().isRunning()).isFalse();
    }
    assertThat(run().resolve("run.lock")).doesNotExist();
    assertThat(notices).isEmpty();
  }

  @Test
  void takesOverFromAProcessThatIsGone() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    long pid = gone.pid();
    gone.waitFor();
    LockHolder self = LockHolder.self("train");
    lock(new LockHolder(self.host(), self.machine(), pid, 1, "train", LockHolder.LEASE));
    open("search").close();
    assertThat(notices)
        .singleElement()
        .asString()
        .startsWith("taking over from a process that is gone (mos train, process " + pid);
  }

  @Test
  void takesOverWhenTheNumberBelongsToANewerProcess() throws IOException {
    LockHolder self = LockHolder.self("train");
    lock(
        new LockHolder(
            self.host(),
            self.machine(),
            self.pid(),
            self.processStart() - 5,
            "train",
            LockHolder.LEASE));
    open("search").close();
    assertThat(notices).hasSize(1);
  }

  @Test
  void unlocksWhatItCannotOpen() throws IOException {
    Files.createDirectories(run());
    Files.writeString(run().resolve("run.json"), "{ broken");
    assertThatThrownBy(() -> open("train"))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA))
        .hasMessageContaining("run.json is not valid JSON");
    assertThat(run().resolve("run.lock")).doesNotExist();
    assertThat(run().resolve("run.json")).hasContent("{ broken");
  }

  @Test
  void saysThatAFileIsInTheWay() throws IOException {
    Files.writeString(run(), "");
    assertThatThrownBy(() -> open("train"))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA))
        .hasMessageContaining(run().toString());
  }

  @Test
  void remembersItsConfiguration() {
    assertThat(RunDirectory.storedConfiguration(run().toString(), new Configuration(false)))
        .isEmpty();
    try (RunDirectory open = open("train")) {
      open.storeConfiguration("mosnas.seed = 4");
    }
    assertThat(RunDirectory.storedConfiguration(run().toString(), new Configuration(false)))
        .contains("mosnas.seed = 4");
  }

  private RunDirectory open(String command) {
    return RunDirectory.open(run().toString(), new Configuration(false), command, notices::add);
  }

  private void lock(LockHolder holder) throws IOException {
    Files.createDirectories(run());
    Files.writeString(run().resolve("run.lock"), holder.toJson(Instant.now()));
  }

  private Path run() {
    return folder.resolve("run");
  }
}
