package org.mosnas.spark.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.error.StandardOutput;
import org.mosnas.spark.io.Locations;
import org.mosnas.spark.job.Failure;
import org.mosnas.spark.job.LogFile;
import org.mosnas.spark.job.RunSession;
import org.mosnas.spark.job.StagePlan;
import org.mosnas.spark.task.Catalog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line with all its commands, and what it says when one of them fails. */
final class MosCommandLine {
  private static final String VERBOSE = "--verbose";

  /** What Java makes of bytes that are no text; no file is found by it. */
  private static final char UNREADABLE = '\uFFFD';

  /** Made when it is needed: starting the logging takes longer than a light command itself. */
  private static final class FailureLog {
    /** Goes to the log file only: the console gets one line. */
    private static final Logger log = LoggerFactory.getLogger("mosnas.failures");
  }

  private final CommandLine commandLine;

  private MosCommandLine(CommandLine commandLine) {
    this.commandLine = commandLine;
    commandLine.getSubcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> !command.helpCommand())
        .forEach(command -> command.addOption(verbose()));
    commandLine.registerConverter(Path.class, MosCommandLine::local);
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setParameterExceptionHandler((refused, arguments) -> explain(refused));
    commandLine.setExecutionExceptionHandler(
        (thrown, command, parsed) -> report(thrown, isVerbose(command)));
  }

  private static Path local(String text) {
    try {
      return Locations.local(text);
    } catch (IllegalArgumentException refused) {
      throw new TypeConversionException(refused.getMessage());
    }
  }

  /** Every command has it; who prints the failure looks for it among the arguments. */
  private static OptionSpec verbose() {
    return OptionSpec.builder(VERBOSE)
        .type(boolean.class)
        .description("Shows where in the program a failure happened.")
        .build();
  }

  /** The command line of the program, with all families and tasks that it has. */
  static MosCommandLine create() {
    return create(Tenants.all());
  }

  /** The command line of the program, with some families and tasks. */
  static MosCommandLine create(Catalog catalog) {
    return create(catalog, Stages.commands(catalog));
  }

  /** A command line with some commands that run stages, and all others. */
  static MosCommandLine create(Catalog catalog, List<StageEntry> entries) {
    CommandLine commandLine = new CommandLine(new MosCommand(), new Commands(catalog));
    for (StageEntry entry : entries) {
      StagePlan plan =
          new StagePlan(
              catalog.extensions(), entry.stages(), settings -> Stages.of(entries, settings));
      commandLine.addSubcommand(entry.command(), StageCommand.create(entry, plan));
    }
    return new MosCommandLine(commandLine);
  }

  /** Makes the commands that need to know which families and tasks there are. */
  private record Commands(Catalog catalog) implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (type == SpaceCommand.class) {
        return type.cast(new SpaceCommand(catalog));
      }
      if (type == ConfigCommand.class) {
        return type.cast(new ConfigCommand(catalog));
      }
      if (type == TranslateCommand.class) {
        return type.cast(new TranslateCommand(catalog));
      }
      if (type == ClassifyCommand.class) {
        return type.cast(new ClassifyCommand(catalog));
      }
      if (type == VerifyCommand.class) {
        return type.cast(new VerifyCommand(catalog));
      }
      if (type == ExportCommand.class) {
        return type.cast(new ExportCommand(catalog));
      }
      if (type == ReportCommand.class) {
        return type.cast(new ReportCommand(catalog));
      }
      return CommandLine.defaultFactory().create(type);
    }
  }

  /** The commands, for tests that look at them or catch what they print. */
  CommandLine picocli() {
    return commandLine;
  }

  /** Runs the command that the arguments name, tells of its failure, and returns its exit code. */
  int run(String... arguments) {
    for (String argument : arguments) {
      if (argument.indexOf(UNREADABLE) >= 0) {
        return refuseUnreadable(argument);
      }
    }
    boolean verbose = List.of(arguments).contains(VERBOSE);
    try {
      int exitCode = commandLine.execute(arguments);
      commandLine.getOut().flush();
      if (exitCode == 0) {
        StandardOutput.requireWritten();
      }
      return exitCode;
    } catch (MosnasException | Error thrown) {
      return report(thrown, verbose);
    }
  }

  private int refuseUnreadable(String argument) {
    PrintWriter err = commandLine.getErr();
    err.println(
        "mos: '"
            + argument
            + "' is not UTF-8, or this machine has no locale with UTF-8; rename what it names, such"
            + " as with convmv, or install the locale C.UTF-8");
    err.flush();
    return ErrorKind.USAGE.exitCode();
  }

  private static int explain(ParameterException refused) {
    CommandLine command = refused.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("mos: " + message(refused));
    UnmatchedArgumentException.printSuggestions(refused, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    err.flush();
    return ErrorKind.USAGE.exitCode();
  }

  private static String message(ParameterException refused) {
    if (refused instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      boolean isCommand = !first.startsWith("-") && unmatched.getCommandLine().getParent() == null;
      return (isCommand
              ? "unknown command "
              : first.startsWith("-") ? "unknown option " : "unexpected argument ")
          + first;
    }
    return refused.getMessage();
  }

  private int report(Throwable thrown, boolean verbose) {
    if (RunSession.isInterrupted()) {
      return ErrorKind.INTERRUPTED.exitCode();
    }
    Failure failure = Failure.of(thrown);
    PrintWriter err = commandLine.getErr();
    if (failure.kind() == ErrorKind.INTERNAL) {
      err.println("mos: this is a bug: " + failure.message());
      err.println("mos: please report it" + whereToLook(verbose));
    } else {
      err.println("mos: " + failure.message());
    }
    if (verbose) {
      thrown.printStackTrace(err);
    }
    err.flush();
    log(failure, thrown);
    return failure.exitCode();
  }

  private static void log(Failure failure, Throwable thrown) {
    try {
      FailureLog.log.error("{}", failure.message(), thrown);
    } catch (OutOfMemoryError e) {
      // Whoever has no memory for a log has been told so.
    }
  }

  private static String whereToLook(boolean verbose) {
    return LogFile.location()
        .map(file -> " with the end of " + file)
        .orElse(verbose ? "" : "; --verbose shows where it happened");
  }

  private static boolean isVerbose(CommandLine command) {
    return command.getParseResult() != null && command.getParseResult().hasMatchedOption(VERBOSE);
  }
}
