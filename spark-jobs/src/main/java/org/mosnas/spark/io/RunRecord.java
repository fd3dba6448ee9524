package org.mosnas.spark.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.json.StrictJson;

/**
 * The record of a run directory, {@code run.json}: how the last command ended, what each stage
 * took, and what came out.
 *
 * <p>Written anew, in one step, with every change. Commands that work in the same directory one
 * after the other continue the same record: stages and results stay, status and command are those
 * of the last one. Safe to use from several threads; once a command has ended, nothing it still
 * says is recorded.
 */
public final class RunRecord {
  /** Name of the file in the run directory. */
  public static final String FILE = "run.json";

  /** Version of the record that this program reads and writes. */
  static final int FORMAT = 1;

  private final AtomicFiles files;
  private final Path file;
  private final Clock clock;
  private final ObjectNode root;
  private boolean running;

  private RunRecord(AtomicFiles files, Path file, Clock clock, ObjectNode root) {
    this.files = files;
    this.file = file;
    this.clock = clock;
    this.root = root;
  }

  /**
   * Opens the record of a directory, or starts one.
   *
   * @throws BadDataException if there is one that cannot be read
   */
  static RunRecord open(AtomicFiles files, Path file, Clock clock) {
    return new RunRecord(files, file, clock, files.exists(file) ? read(files, file) : fresh());
  }

  private static ObjectNode fresh() {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
    for (String field :
        List.of(
            "runId",
            "directory",
            "command",
            "status",
            "exitCode",
            "reason",
            "createdAt",
            "startedAt")) {
      root.putNull(field);
    }
    root.putNull("finishedAt").putNull("seconds").putNull("winner").putNull("fromScratch");
    root.putObject("baselines");
    root.putObject("floors");
    root.putObject("stages");
    root.putNull("peakMemoryBytes");
    root.putObject("provenance");
    return root;
  }

  private static ObjectNode read(AtomicFiles files, Path file) {
    String remedy = "; choose another --run-dir, or move the file away to start anew";
    try {
      if (!(StrictJson.parse(files.readText(file)) instanceof ObjectNode root)) {
        throw new BadDataException(file + " is not the record of a run" + remedy);
      }
      if (!root.path("format").equals(IntNode.valueOf(FORMAT))) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "%s has format %s, this version reads format %d%s",
                file,
                root.path("format"),
                FORMAT,
                remedy));
      }
      return root;
    } catch (JsonProcessingException broken) {
      throw new BadDataException(
          file + " is not valid JSON (" + StrictJson.problem(broken) + ")" + remedy, broken);
    }
  }

  /**
   * Records that a command starts to work in the directory.
   *
   * @return the name that the run had before; empty if it had none, or keeps it
   */
  public synchronized String begin(String command, Provenance provenance) {
    running = true;
    String formerId = new RunIdentity(files, file.getParent()).update(root, clock.instant());
    JsonNode data = root.path("provenance").path("data");
    root.put("command", command).put("status", "running").putNull("exitCode").putNull("reason");
    root.put("startedAt", clock.instant().toString()).putNull("finishedAt").putNull("seconds");
    ObjectNode json = provenance.toJson();
    if (data.isObject()) {
      json.set("data", data);
    }
    root.set("provenance", json);
    save();
    return formerId;
  }

  /**
   * The name of the run: the same for all commands in the directory, and wherever it is moved, but
   * another one for a copy. Empty before the first command has begun.
   */
  public synchronized String runId() {
    return root.path(RunIdentity.ID).asText("");
  }

  /** Records that a stage starts. */
  public synchronized void stageStarted(String name) {
    change(
        () ->
            child(root, "stages")
                .putObject(name)
                .put("status", "running")
                .put("startedAt", clock.instant().toString()));
  }

  /** Records that a stage is done, and what it took. */
  public synchronized void stageFinished(String name) {
    change(() -> endStage(name, "succeeded"));
  }

  /**
   * Records how many sentence pairs a stage leaves out for their length.
   *
   * @param part {@code training} or {@code validation}
   * @param counts the limit, and how many pairs exceed it on which side
   */
  public synchronized void leftOut(String stage, String part, JsonNode counts) {
    change(() -> child(child(child(root, "stages"), stage), "leftOut").set(part, counts));
  }

  /** Records the searched subnet: scores, latencies, sizes and the subnet itself. */
  public synchronized void winner(JsonNode winner) {
    change(() -> root.set("winner", winner));
  }

  /** Records the searched architecture trained from new weights; null if that was not asked for. */
  public synchronized void fromScratch(JsonNode scores) {
    change(() -> root.set("fromScratch", scores));
  }

  /** Records a subnet that the winner is compared with, such as {@code largest}. */
  public synchronized void baseline(String name, JsonNode baseline) {
    change(() -> child(root, "baselines").set(name, baseline));
  }

  /** Records a score that needs no network, such as that of {@code copy}. */
  public synchronized void floor(String name, JsonNode floor) {
    change(() -> child(root, "floors").set(name, floor));
  }

  /** Records the checksum of a file of the data: 64 hexadecimal digits. */
  public synchronized void dataChecksum(String name, String sha256) {
    change(() -> child(child(root, "provenance"), "data").put(name, sha256));
  }

  /** Records that the command has done all it should. */
  public synchronized void succeed() {
    end("succeeded", 0, null);
  }

  /** Records that the command failed or was interrupted, and the stage that ran with it. */
  public synchronized void fail(ErrorKind kind, String reason) {
    end(kind == ErrorKind.INTERRUPTED ? "interrupted" : "failed", kind.exitCode(), reason);
  }

  /** Whether the command has begun and not ended. */
  public synchronized boolean isRunning() {
    return running;
  }

  /** What has been recorded; a copy. */
  public synchronized JsonNode toJson() {
    return root.deepCopy();
  }

  private void end(String status, int exitCode, String reason) {
    if (!running) {
      return;
    }
    root.path("stages")
        .fields()
        .forEachRemaining(
            stage -> {
              if (stage.getValue().path("status").asText().equals("running")) {
                endStage(stage.getKey(), status);
              }
            });
    root.put("status", status).put("exitCode", exitCode).put("reason", reason);
    root.put("finishedAt", clock.instant().toString());
    root.put("seconds", secondsSince(root.path("startedAt").asText()));
    save();
    running = false;
  }

  private void endStage(String name, String status) {
    ObjectNode stage = child(child(root, "stages"), name);
    stage.put("status", status).put("seconds", secondsSince(stage.path("startedAt").asText()));
  }

  private static ObjectNode child(ObjectNode parent, String name) {
    return parent.get(name) instanceof ObjectNode present ? present : parent.putObject(name);
  }

  private double secondsSince(String start) {
    return Duration.between(Instant.parse(start), clock.instant()).toMillis() / 1000.0;
  }

  private void change(Runnable change) {
    if (running) {
      change.run();
      save();
    }
  }

  private void save() {
    long before = root.path("peakMemoryBytes").asLong();
    PeakMemory.bytes().ifPresent(now -> root.put("peakMemoryBytes", Math.max(before, now)));
    files.writeText(file, root.toPrettyString() + "\n");
  }
}
