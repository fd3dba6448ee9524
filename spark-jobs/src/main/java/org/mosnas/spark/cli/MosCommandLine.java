package org.mosnas.spark.cli;

import java.io.PrintWriter;
import java.util.List;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.spark.job.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line with all its commands, and what it says when one of them fails. */
final class MosCommandLine {
  /** Goes to the log file only: the console gets one line. */
  private static final Logger failures = LoggerFactory.getLogger("mosnas.failures");

  private final CommandLine commandLine;

  private MosCommandLine(CommandLine commandLine) {
    this.commandLine = commandLine;
  }

  /** The command line with every command that exists. */
  static MosCommandLine create() {
    return create(new CommandLine(new MosCommand()));
  }

  /** As {@link #create()}, for the commands of {@code commandLine}. */
  static MosCommandLine create(CommandLine commandLine) {
    MosCommandLine created = new MosCommandLine(commandLine);
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setAbbreviatedOptionsAllowed(false);
    commandLine.setParameterExceptionHandler((refused, arguments) -> explain(refused));
    commandLine.setExecutionExceptionHandler(
        (thrown, command, parsed) -> created.report(thrown, isVerbose(command)));
    return created;
  }

  /** Runs the command that the arguments name, tells of its failure, and returns its exit code. */
  int run(String... arguments) {
    try {
      return commandLine.execute(arguments);
    } catch (Error thrown) {
      return report(thrown, List.of(arguments).contains("--verbose"));
    }
  }

  private static int explain(ParameterException refused) {
    CommandLine command = refused.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("mos: " + refused.getMessage());
    UnmatchedArgumentException.printSuggestions(refused, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ErrorKind.USAGE.exitCode();
  }

  private int report(Throwable thrown, boolean verbose) {
    Failure failure = Failure.of(thrown);
    PrintWriter err = commandLine.getErr();
    failures.error("{}", failure.message(), thrown);
    if (failure.kind() == ErrorKind.INTERNAL) {
      err.println("mos: this is a bug: " + failure.message());
      err.println(whereToLook(verbose));
    } else {
      err.println("mos: " + failure.message());
    }
    if (verbose) {
      thrown.printStackTrace(err);
    }
    err.flush();
    return failure.exitCode();
  }

  private static String whereToLook(boolean verbose) {
    return verbose
        ? "mos: please report it"
        : "mos: please report it; --verbose shows where it happened";
  }

  private static boolean isVerbose(CommandLine command) {
    return command.getParseResult() != null
        && command.getParseResult().hasMatchedOption("--verbose");
  }
}
