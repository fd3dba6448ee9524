package org.mosnas.spark.run;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.spark.io.AtomicFiles;

/**
 * Keeps the record of a run directory, {@code run.json}: how the last command ended, what each
 * stage took, and what came out.
 *
 * <p>Written anew, in one step, with every change. Commands that work in the same directory one
 * after the other continue the same record: stages and results stay, status and command are those
 * of the last one. Safe to use from several threads; once a command has ended, nothing it still
 * says is recorded.
 */
public final class RunRecord {
  private static final String REMEDY =
      "; choose another --run-dir, or move the file away to start anew";

  private final AtomicFiles files;
  private final Path file;
  private final Clock clock;
  private RunFile content;
  private boolean running;

  private RunRecord(AtomicFiles files, Path file, Clock clock, RunFile content) {
    this.files = files;
    this.file = file;
    this.clock = clock;
    this.content = content;
  }

  /**
   * Opens the record of a directory, or starts one.
   *
   * @throws BadDataException if there is one that cannot be read
   */
  static RunRecord open(AtomicFiles files, Path file, Clock clock) {
    RunFile content = files.exists(file) ? RunFile.read(files, file, REMEDY) : RunFile.NEW;
    return new RunRecord(files, file, clock, content);
  }

  /**
   * Records that a command starts to work in the directory.
   *
   * @return the name that the run had before; empty if it had none, or keeps it
   */
  public synchronized String begin(String command, Provenance provenance) {
    running = true;
    Instant now = clock.instant();
    Optional<String> former = content.name().runId();
    RunFile.Name name = new RunIdentity(files, file.getParent()).update(content, now);
    Map<String, String> data = content.provenance().map(Provenance::data).orElse(Map.of());
    content =
        content.with(name).with(LastCommand.started(command, now)).with(provenance.withData(data));
    save();
    return former.filter(id -> !id.equals(runId())).orElse("");
  }

  /**
   * The name of the run: the same for all commands in the directory, and wherever it is moved, but
   * another one for a copy. Empty before the first command has begun.
   */
  public synchronized String runId() {
    return content.name().runId().orElse("");
  }

  /** Records that a stage starts. */
  public synchronized void stageStarted(String name) {
    change(now -> now.withStage(name, StageRecord.started(clock.instant())));
  }

  /** Records that a stage is done, and what it took. */
  public synchronized void stageFinished(String name) {
    change(now -> ended(now, name, RunStatus.SUCCEEDED));
  }

  /**
   * Records how many sentence pairs a stage that has started leaves out for their length.
   *
   * @param part {@code training} or {@code validation}
   * @param counts the limit, and how many pairs exceed it on which side
   */
  public synchronized void leftOut(String stage, String part, StageRecord.LeftOut counts) {
    change(now -> now.withStage(stage, started(now, stage).withLeftOut(part, counts)));
  }

  /** Records the systems that were evaluated, in place of those before. */
  public synchronized void systems(List<EvaluatedSystem> systems) {
    change(now -> now.withSystems(systems));
  }

  /** Records the checksum of a file of the data: 64 hexadecimal digits. */
  public synchronized void dataChecksum(String name, String sha256) {
    change(now -> now.with(now.provenance().orElseThrow().withData(name, sha256)));
  }

  /** Records that the command has done all it should. */
  public synchronized void succeed() {
    end(RunStatus.SUCCEEDED, 0, Optional.empty());
  }

  /** Records that the command failed or was interrupted, and the stage that ran with it. */
  public synchronized void fail(ErrorKind kind, String reason) {
    end(
        kind == ErrorKind.INTERRUPTED ? RunStatus.INTERRUPTED : RunStatus.FAILED,
        kind.exitCode(),
        Optional.ofNullable(reason));
  }

  /** Whether the command has begun and not ended. */
  public synchronized boolean isRunning() {
    return running;
  }

  /** What has been recorded so far. */
  public synchronized RunFile content() {
    return content;
  }

  private void end(RunStatus how, int exitCode, Optional<String> reason) {
    if (!running) {
      return;
    }
    for (Map.Entry<String, StageRecord> stage : content.stages().entrySet()) {
      if (stage.getValue().status() == RunStatus.RUNNING) {
        content = ended(content, stage.getKey(), how);
      }
    }
    content = content.with(content.last().ended(how, exitCode, reason, clock.instant()));
    save();
    running = false;
  }

  private RunFile ended(RunFile now, String stage, RunStatus how) {
    return now.withStage(stage, started(now, stage).ended(how, clock.instant()));
  }

  private static StageRecord started(RunFile now, String stage) {
    return now.stage(stage)
        .orElseThrow(() -> new IllegalStateException("stage " + stage + " has not started"));
  }

  private void change(UnaryOperator<RunFile> change) {
    if (running) {
      content = change.apply(content);
      save();
    }
  }

  private void save() {
    PeakMemory.bytes().ifPresent(now -> content = content.withMemory(now));
    files.writeText(file, content.text());
  }
}
