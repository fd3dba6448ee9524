package org.mosnas.spark.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.text.TextLines;
import org.mosnas.spark.export.Winner;
import org.mosnas.spark.run.RunMember;
import org.mosnas.spark.task.Catalog;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands that answer standard input do that with. */
final class ModelOptions {
  /** No line that can be answered is longer: a token has far fewer bytes on average. */
  private static final int MAX_LINE_BYTES = 1 << 18;

  @Mixin private CommonOptions common;

  @ArgGroup(multiplicity = "1")
  private Model model;

  /** One of the two. */
  private static final class Model {
    @Option(
        names = "--run-dir",
        paramLabel = "DIR",
        required = true,
        description = "Directory of a finished run, on any Hadoop file system.")
    private String directory;

    @Option(
        names = "--bundle",
        paramLabel = "BUNDLE",
        required = true,
        description = "Folder that mos export wrote.")
    private Path bundle;
  }

  @Option(
      names = "--member",
      paramLabel = "NAME",
      description =
          "Member of a family, by the name of its limit in search.limits; the winner of the run if not"
              + " given. With --run-dir only.")
  private String member;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads, each with a copy of the subnet; as many as there are cores if not given.")
  private Integer threads;

  /** How many threads work. */
  int replicas() {
    if (threads != null && threads < 1) {
      throw new MosnasException(
          ErrorKind.USAGE, "--threads must be at least 1, was " + threads + "; leave it out");
    }
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /** Lines to be answered; the caller closes them. */
  static TextLines lines(InputStream in) {
    return TextLines.limited("standard input", in, MAX_LINE_BYTES);
  }

  /** The bundle, if it is one and no run. */
  Optional<Path> bundle() {
    if (model.bundle == null) {
      return Optional.empty();
    }
    if (!common.overlays().isEmpty() || !common.assignments().isEmpty()) {
      throw new MosnasException(
          ErrorKind.USAGE,
          "a bundle brings its own configuration; leave out --conf, --set and --seed");
    }
    if (member != null) {
      throw new MosnasException(
          ErrorKind.USAGE, "a bundle holds one member; leave out --member, or name the run");
    }
    return Optional.of(model.bundle);
  }

  /**
   * The winner of the run, with a warning if it is an earlier one.
   *
   * @param task that it has to have learnt
   */
  Winner winner(String task, Catalog catalog) {
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(new SparkConf());
    List<Path> overlays = common.overlays();
    Winner winner =
        Winner.read(
            new RunMember(model.directory, Optional.ofNullable(member)),
            overlays,
            common.assignments(),
            task,
            catalog,
            hadoop);
    winner
        .outdatedBy()
        .ifPresent(
            stage ->
                System.err.println(
                    String.format(
                        Locale.ROOT,
                        "mos: warning: %s: the winner is an earlier one, stage %s was begun again since; \"mos run\" with this --run-dir and --resume makes a new one",
                        model.directory,
                        stage)));
    return winner;
  }
}
