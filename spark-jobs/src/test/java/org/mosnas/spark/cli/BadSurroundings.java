package org.mosnas.spark.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A command that has to fail because of the machine around it, as a script of bash. It finds the
 * launcher in {@code $MOS}, a folder of its own in {@code $HERE}, a finished run in {@code $RUN}
 * and its configuration in {@code $CONF}, and ends with the exit code of the command. {@code
 * small_disk FOLDER SIZE} and {@code read_only_disk FOLDER} mount there, {@code prepared_run
 * FOLDER} makes a run that is to be trained, {@code as_user COMMAND} obeys permissions even as
 * root.
 *
 * @param name what is bad
 * @param script makes it so and runs the command
 * @param exitCode what the command has to end with
 * @param message parts of the one line that tells of the failure; {@code {here}} and {@code {run}}
 *     stand for the folders
 */
record BadSurroundings(String name, String script, int exitCode, List<String> message) {
  private static final String CORPUS = "corpus --kind generated --run-dir ";

  static Stream<BadSurroundings> all() {
    return Stream.of(disks(), outputs(), permissions(), memory(), interruptions())
        .flatMap(List::stream);
  }

  private static List<BadSurroundings> disks() {
    return List.of(
        bad(
            "a full disk for a corpus",
            "small_disk $HERE/disk 40k; $MOS " + CORPUS + "$HERE/disk/run",
            6,
            "cannot write the corpus to {here}/disk/run/corpus",
            "the disk is full",
            "are needed"),
        bad(
            "a full disk for prepared data",
            "small_disk $HERE/disk 100k; $MOS prepare --run-dir $HERE/disk/run --conf $CONF",
            6,
            "{here}/disk/run"),
        bad(
            "a full disk for a bundle",
            "small_disk $HERE/disk 100k; $MOS export --run-dir $RUN --out $HERE/disk/bundle",
            6,
            "{here}/disk/bundle",
            "free some"),
        bad(
            "a full disk for a report",
            "small_disk $HERE/disk 8k; $MOS report $RUN --out $HERE/disk/report.html",
            6,
            "the disk is full: cannot write",
            "{here}/disk/report.html"),
        bad(
            "a read-only disk for a run",
            "read_only_disk $HERE/disk; $MOS train --run-dir $HERE/disk/run",
            4,
            "{here}/disk/run",
            "is on a read-only file system; choose another folder"),
        bad(
            "a read-only disk for a report",
            "read_only_disk $HERE/disk; $MOS report $RUN --out $HERE/disk/report.html",
            4,
            "{here}/disk",
            "is on a read-only file system; choose another folder"));
  }

  /** What is printed to a full disk: {@code /dev/full} is one that needs no mounting. */
  private static List<BadSurroundings> outputs() {
    String refused = "standard output cannot be written (No space left on device)";
    return List.of(
        bad(
            "a full disk for what commands print",
            """
            echo a > $HERE/a
            for command in "runs $RUN" "space --json" config "score --reference $HERE/a $HERE/a" \
              --help "train --dry-run"
            do
              $MOS $command > /dev/full; code=$?
              [ $code = 6 ] || { echo "mos: $command ends with $code"; exit 1; }
            done
            exit $code
            """,
            6,
            "standard output cannot be written"),
        bad(
            "a full disk for the name of a report",
            "$MOS report $RUN --out $HERE/report.html > /dev/full",
            6,
            refused),
        bad(
            "a full disk for translations",
            """
            small_disk $HERE/disk 8k; yes 'the dog sees the cat' | head -n 3000 > $HERE/in
            $MOS translate --run-dir $RUN < $HERE/in > $HERE/disk/out
            """,
            6,
            refused,
            "free some space"),
        bad(
            "a full disk for the table of a run",
            """
            cp -r $RUN $HERE/again; rm $HERE/again/evaluate/done.json
            $MOS evaluate --run-dir $HERE/again > /dev/full
            """,
            6,
            refused));
  }

  private static List<BadSurroundings> permissions() {
    return List.of(
        bad(
            "a folder that may not be written, for a run",
            "mkdir -m 555 $HERE/locked; as_user $MOS " + CORPUS + "$HERE/locked/run",
            4,
            "permission denied: {here}/locked/run cannot be read or written by this user",
            "choose another folder"),
        bad(
            "a folder that may not be written, for training",
            "chmod 555 $RUN; as_user $MOS train --run-dir $RUN",
            4,
            "permission denied: {run}"),
        bad(
            "a folder that may not be written, for a bundle",
            "mkdir -m 555 $HERE/locked; as_user $MOS export --run-dir $RUN --out $HERE/locked/b",
            4,
            "permission denied: {here}/locked"),
        bad(
            "a folder that may not be written, for a report",
            "mkdir -m 555 $HERE/locked; as_user $MOS report $RUN --out $HERE/locked/r.html",
            4,
            "permission denied: {here}/locked"),
        bad(
            "a record that may not be read",
            "chmod 000 $RUN/run.json; as_user $MOS report $RUN",
            4,
            "permission denied: {run}/run.json cannot be read"),
        bad(
            "weights that may not be read",
            "chmod 000 $RUN/winner/weights.safetensors; as_user $MOS translate --run-dir $RUN",
            4,
            "permission denied: {run}/winner/weights.safetensors"),
        bad(
            "a configuration that may not be read",
            """
            echo 'mosnas.seed = 3' > $HERE/secret.conf; chmod 000 $HERE/secret.conf
            as_user $MOS train --run-dir $HERE/new --conf $HERE/secret.conf
            """,
            2,
            "{here}/secret.conf"),
        bad(
            "a corpus that may not be read",
            """
            echo a > $HERE/a.en; echo b > $HERE/a.de; chmod 000 $HERE/a.de
            as_user $MOS prepare --run-dir $HERE/new \
              --set prepare.train.source=$HERE/a.en --set prepare.train.target=$HERE/a.de
            """,
            4,
            "{here}/a.de: cannot be read",
            "Permission denied"),
        bad(
            "a bundle that may not be read",
            """
            mkdir $HERE/bundle; echo {} > $HERE/bundle/manifest.json
            chmod 000 $HERE/bundle/manifest.json; as_user $MOS verify $HERE/bundle
            """,
            4,
            "permission denied: {here}/bundle/manifest.json"),
        bad(
            "translations that may not be read",
            """
            echo a > $HERE/system.txt; echo a > $HERE/reference.txt; chmod 000 $HERE/system.txt
            as_user $MOS score --reference $HERE/reference.txt $HERE/system.txt
            """,
            4,
            "permission denied: {here}/system.txt"));
  }

  private static List<BadSurroundings> memory() {
    return List.of(
        bad(
            "a driver with less memory than Spark needs",
            "prepared_run $HERE/new; $MOS train --run-dir $HERE/new --resume --driver-memory 300m",
            6,
            "not enough memory for Spark: System memory 314572800 must be at least",
            "increase heap size using the --driver-memory option"),
        bad(
            "a heap that does not hold the translations",
            """
            yes 'this is a sentence of some words' | head -n 400000 > $HERE/all.txt
            JAVA_TOOL_OPTIONS=-Xmx24m $MOS score --reference $HERE/all.txt $HERE/all.txt
            """,
            6,
            "not enough memory"),
        bad(
            "more trainings at once than fit into the heap",
            """
            prepared_run $HERE/new
            $MOS train --run-dir $HERE/new --resume --driver-memory 1g --master local[16] \
              --set train.workers=16
            """,
            6,
            "not enough memory: training ",
            " parameters takes at least ",
            "of heap on the driver, which has 1.0 GB; give --driver-memory "));
  }

  private static List<BadSurroundings> interruptions() {
    return List.of(
        interrupted("training interrupted by Ctrl-C", "INT", "train"),
        interrupted("training interrupted by a cluster manager", "TERM", "train"));
  }

  /** Sends a signal once the command is at work, seen by its first checkpoint. */
  private static BadSurroundings interrupted(String name, String signal, String command) {
    return bad(
        name,
        String.format(
            Locale.ROOT,
            """
        prepared_run $HERE/new
        env --default-signal=INT $MOS %s --run-dir $HERE/new --resume --set train.rounds=500 &
        until [ -e $HERE/new/train/checkpoints/round-00001 ] || ! kill -0 $!; do sleep 0.1; done
        kill -%s $!
        wait $!
        """,
            command,
            signal),
        75,
        "interrupted; go on with: mos " + command + " --run-dir {here}/new --resume");
  }

  private static BadSurroundings bad(String name, String script, int exitCode, String... message) {
    return new BadSurroundings(name, script, exitCode, List.of(message));
  }

  /** Whether the script needs to be alone with its mounts. */
  boolean mounts() {
    return script.contains("_disk ");
  }

  @Override
  public String toString() {
    return name;
  }
}
