package org.mosnas.spark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.TestFiles;

class RunLockTest {
  private static final Duration SHORT = Duration.ofMillis(900);

  @TempDir private Path folder;
  private final List<String> notices = Collections.synchronizedList(new ArrayList<>());

  @Test
  void takesOverFromAnotherMachineOnceTheLeaseIsOver() throws IOException {
    write(elsewhere(LockHolder.LEASE), LockHolder.LEASE.plusSeconds(1));
    acquire().release();
    assertThat(notices)
        .singleElement()
        .asString()
        .startsWith("taking over: the lease of mos train, process 1 on some.other.host, since");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void waitsUntilTheLeaseIsOver() throws IOException {
    write(elsewhere(SHORT), Duration.ZERO);
    acquire().release();
    assertThat(notices).hasSize(2);
    assertThat(notices.get(0)).startsWith("waiting for a sign of mos train, process 1 on some.ot");
    assertThat(notices.get(1)).startsWith("taking over: the lease of mos train, process 1 on some");
  }

  /** A clock that is wrong by a year, or a backup that was restored: the lease is waited for. */
  @Test
  void aLockFromTheFutureEndsToo() throws IOException {
    write(elsewhere(SHORT), Duration.ofDays(-365));
    acquire().release();
    assertThat(notices).hasSize(2);
  }

  @Test
  void isRefusedAsSoonAsTheOtherMachineRenews() throws IOException {
    LockHolder other = elsewhere(Duration.ofSeconds(30));
    write(other, Duration.ZERO);
    ScheduledExecutorService machine = Executors.newSingleThreadScheduledExecutor();
    try {
      var unused =
          machine.scheduleAtFixedRate(() -> rewrite(other), 100, 100, TimeUnit.MILLISECONDS);
      assertBusy("in use by mos train, process 1 on some.other.host");
    } finally {
      machine.shutdownNow();
    }
    assertThat(lock()).content().contains("some.other.host");
  }

  /** They never renew theirs, so its age tells nothing. */
  @Test
  void neverTakesOverFromAnotherMachineWithAnOlderVersion() throws IOException {
    write(
        "{\"host\": \"some.other.host\", \"pid\": 1, \"processStart\": 1, \"command\": \"train\"}",
        Duration.ofDays(30));
    assertBusy("in use by mos train, process 1 on some.other.host");
  }

  /** Numbers of processes mean nothing in another container, whatever it is called. */
  @Test
  void aContainerOfTheSameNameIsAnotherMachine() throws IOException {
    LockHolder self = LockHolder.self("train");
    LockHolder other =
        new LockHolder(self.host(), "another boot pid:[1]", 1, 1, "train", LockHolder.LEASE);
    assertThat(other.isOnThisMachine()).isFalse();
    assertThat(other.isGone()).isFalse();
    write(other, LockHolder.LEASE.multipliedBy(2));
    acquire().release();
    assertThat(notices).singleElement().asString().startsWith("taking over: the lease of");
  }

  /** Also where it was held up for longer than its lease. */
  @Test
  void neverTakesOverFromALivingProcessOfThisMachine() throws IOException {
    write(LockHolder.self("train"), LockHolder.LEASE.multipliedBy(9));
    assertBusy("in use by mos train, process " + ProcessHandle.current().pid());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "me", "{", "[]", "{\"host\": \"x\"}", "{\"host\":\"x\",\"pid\":1.5}"})
  void aLockThatCannotBeReadCountsForALease(String text) throws IOException {
    write(text, Duration.ofSeconds(1));
    assertBusy("in use by a process that cannot be told from file:" + lock());
    write(text, LockHolder.LEASE.plusSeconds(1));
    acquire().release();
    assertThat(notices)
        .containsExactly("taking over from a process that left a lock which cannot be read");
  }

  @Test
  void renewsWhatItHolds() throws IOException {
    RunLock lock = acquire();
    Files.setLastModifiedTime(lock(), FileTime.from(Instant.now().minusSeconds(100)));
    lock.renew();
    assertThat(Files.getLastModifiedTime(lock()).toInstant())
        .isAfter(Instant.now().minusSeconds(50));
    Files.delete(lock());
    lock.renew();
    assertThat(lock()).as("deleted by somebody in haste").exists();
    lock.release();
    lock.renew();
    assertThat(folder).as("nothing comes back").isEmptyDirectory();
    assertThat(notices).isEmpty();
  }

  @Test
  void noticesThatItWasTakenOver() throws IOException {
    RunLock lock = acquire();
    List<String> lost = new ArrayList<>();
    lock.whenLost(lost::add);
    write(elsewhere(LockHolder.LEASE), Duration.ZERO);
    lock.renew();
    assertThat(lost)
        .singleElement()
        .asString()
        .contains(folder + " was taken over by mos train, process 1 on some.other.host");
    lock.release();
    assertThat(lock()).as("the other's").content().contains("some.other.host");
  }

  @Test
  void renewsByItself() throws Exception {
    LockHolder self = LockHolder.self("train");
    LockHolder hasty =
        new LockHolder(
            self.host(), self.machine(), self.pid(), self.processStart(), "train", SHORT);
    RunLock lock = RunLock.acquire(files(), path(), hasty, notices::add);
    String first = Files.readString(lock());
    while (Files.readString(lock()).equals(first)) {
      Thread.sleep(10);
    }
    lock.release();
    assertThat(folder).isEmptyDirectory();
  }

  /** As on HDFS or an object store, where nothing of this machine helps. */
  @Test
  void worksOnAnyFileSystemOfHadoop() throws IOException {
    AtomicFiles hadoop = TestFiles.throughHadoop();
    RunLock lock = RunLock.acquire(hadoop, path(), LockHolder.self("train"), notices::add);
    lock.renew();
    assertThatThrownBy(
            () -> RunLock.acquire(hadoop, path(), LockHolder.self("search"), notices::add))
        .hasMessageContaining("in use by mos train");
    lock.release();
    hadoop.writeText(path(), elsewhere(SHORT).toJson(Instant.now()));
    RunLock.acquire(hadoop, path(), LockHolder.self("search"), notices::add).release();
    assertThat(notices).hasSize(2);
    assertThat(hadoop.list(path().getParent())).isEmpty();
  }

  private void assertBusy(String message) {
    assertThatThrownBy(this::acquire)
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BUSY))
        .hasMessageContaining(message);
  }

  private static LockHolder elsewhere(Duration lease) {
    return new LockHolder("some.other.host", "boot pid:[1]", 1, 1, "train", lease);
  }

  private void write(LockHolder holder, Duration age) throws IOException {
    write(holder.toJson(Instant.now()), age);
  }

  private void write(String text, Duration age) throws IOException {
    Files.writeString(lock(), text);
    Files.setLastModifiedTime(lock(), FileTime.from(Instant.now().minus(age)));
  }

  private void rewrite(LockHolder holder) {
    files().writeText(path(), holder.toJson(Instant.now()));
  }

  private RunLock acquire() {
    return RunLock.acquire(files(), path(), LockHolder.self("search"), notices::add);
  }

  private AtomicFiles files() {
    return AtomicFiles.on(path(), new Configuration());
  }

  private org.apache.hadoop.fs.Path path() {
    return new org.apache.hadoop.fs.Path("file:" + lock());
  }

  private Path lock() {
    return folder.resolve("run.lock");
  }
}
