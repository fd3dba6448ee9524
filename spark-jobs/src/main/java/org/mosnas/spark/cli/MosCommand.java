package org.mosnas.spark.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program itself; does nothing without one of its commands. */
@Command(
    name = "mos",
    description = "Searches Transformer architectures with mixture-of-supernets on Spark.",
    mixinStandardHelpOptions = true,
    versionProvider = MosCommand.Version.class,
    subcommands = {
      CorpusCommand.class,
      SpaceCommand.class,
      ConfigCommand.class,
      TranslateCommand.class,
      ClassifyCommand.class,
      ScoreCommand.class,
      RunsCommand.class,
      ExportCommand.class,
      VerifyCommand.class,
      ReportCommand.class,
      HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nSpark:%n",
    footer = {
      "  --master URL, --conf spark.KEY=VALUE, --deploy-mode, --properties-file,",
      "  --queue, --jars, --driver-memory, --executor-memory, --executor-cores",
      "  and --num-executors go to spark-submit.",
      "  --dry-run prints the command line that would run.",
      "",
      "Benchmark:",
      "  mos bench measures our engines against libtorch; built when first asked for.",
      "",
      "Exit codes:",
      "  0 ok, 1 bug, 2 usage or configuration, 3 infeasible constraint,",
      "  4 bad or missing data, 6 not enough memory or disk,",
      "  7 run directory in use, 75 interrupted and resumable."
    })
final class MosCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** The version that the build wrote into the manifest of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = MosCommand.class.getPackage().getImplementationVersion();
      return new String[] {"mos " + (version == null ? "(development)" : version)};
    }
  }
}
