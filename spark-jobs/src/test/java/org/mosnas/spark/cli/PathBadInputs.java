package org.mosnas.spark.cli;

import static org.mosnas.spark.cli.BadInput.bad;

import java.util.List;
import java.util.stream.Stream;

/** Texts that are no path, or one that nothing can be at, wherever a command takes one. */
final class PathBadInputs {
  private static final String NO_PATH = "'' is no path or URI (there is nothing in it)";
  private static final String TRAIN = "train --run-dir {run}";

  private PathBadInputs() {}

  static List<BadInput> all() {
    return Stream.of(empty(), settings(), unusable()).flatMap(List::stream).toList();
  }

  private static List<BadInput> empty() {
    return List.of(
        bad("runs in no folder").mos("runs", "").fails(2, NO_PATH),
        bad("a report of no run").mos("report", "").fails(2, NO_PATH),
        bad("a report into no file").mos("report {run} --out", "").fails(2, NO_PATH),
        bad("a run in no directory").mos("run --run-dir", "").fails(2, NO_PATH),
        bad("a corpus in no run directory").mos("corpus --run-dir", "").fails(2, NO_PATH),
        bad("a corpus in no folder").mos("corpus --out", "").fails(2, "'--out'", NO_PATH),
        bad("an export of no run").mos("export --run-dir", "").fails(2, NO_PATH),
        bad("an export into no folder")
            .mos("export --run-dir {run} --out", "")
            .fails(2, "'--out'", NO_PATH),
        bad("a translation with no run").mos("translate --run-dir", "").fails(2, NO_PATH),
        bad("a translation with no bundle")
            .mos("translate --bundle", "")
            .fails(2, "'--bundle'", NO_PATH),
        bad("a verification of no bundle").mos("verify", "").fails(2, NO_PATH),
        bad("scores of no file").mos("score --reference", "", "x").fails(2, NO_PATH),
        bad("a configuration in no file").mos(TRAIN + " --conf", "").fails(2, "'--conf'", NO_PATH),
        bad("a space in no file").mos("space --space", "").fails(2, NO_PATH));
  }

  private static List<BadInput> settings() {
    return List.of(
        bad("no name among the training text")
            .mos(TRAIN, "--set=prepare.train.source=[\"\"]", "--set=prepare.train.target=[\"a\"]")
            .fails(2, "--set prepare.train.source: mosnas.prepare.train.source: " + NO_PATH),
        bad("a character NUL in a name")
            .mos(TRAIN, "--set=tables.folder=\"a\\u0000b\"")
            .fails(2, "mosnas.tables.folder: 'a?b' is no path or URI (it holds a character NUL)"),
        bad("a folder for tables with a malformed URI")
            .mos(TRAIN, "--set=tables.folder=foo bar://x")
            .fails(2, "mosnas.tables.folder: 'foo bar://x' is no path or URI"),
        bad("a folder for tables that a shell would know")
            .mos(TRAIN, "--set=tables.folder=~/tables")
            .fails(2, "mosnas.tables.folder: '~/tables' is no path", "write the folder in full"),
        bad("a folder for tables on no file system")
            .mos(TRAIN, "--set=tables.folder=s4://bucket/tables")
            .fails(4, "mosnas.tables.folder: 's4://bucket/tables' is on no file system"),
        bad("a cache on another machine")
            .mos("corpus --out {here}/c", "--set=corpus.cache=hdfs://host/cache")
            .fails(2, "mosnas.corpus.cache: 'hdfs://host/cache'", "not on this machine"));
  }

  private static List<BadInput> unusable() {
    String tooLong = "x".repeat(300);
    return List.of(
        bad("a run directory with a malformed URI")
            .mos("run --run-dir", "foo bar://x")
            .fails(2, "'foo bar://x' is no path or URI"),
        bad("a run directory on a file system that is not there")
            .mos("run --run-dir s3a://bucket/run")
            .fails(4, "'s3a://bucket/run' is on no file system that can be used"),
        bad("a run directory on no host")
            .mos("train --run-dir hdfs:/run")
            .fails(4, "'hdfs:/run' is on no file system that can be used", "no host"),
        bad("runs on a web server")
            .mos("run --run-dir http://localhost:9/runs/a")
            .fails(4, "http://localhost:9/runs/a"),
        bad("a run directory whose name is too long")
            .mos("run --run-dir {here}/" + tooLong)
            .fails(4, tooLong, "File name too long"),
        bad("runs in a folder whose name is too long")
            .mos("runs {here}/" + tooLong)
            .fails(4, tooLong, "no such folder"),
        bad("a folder for tables whose name is too long")
            .mos(TRAIN, "--set=tables.folder=" + tooLong)
            .fails(4, tooLong, "File name too long"),
        bad("a configuration on another machine")
            .mos(TRAIN + " --conf hdfs://host/my.conf")
            .fails(2, "'hdfs://host/my.conf' is no path or URI (it is not on this machine"));
  }
}
