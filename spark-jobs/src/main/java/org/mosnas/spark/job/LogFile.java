package org.mosnas.spark.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.mosnas.spark.run.RunDirectory;
import org.mosnas.spark.run.RunLayout;

/** The log of a run, {@code mos.log} in its directory. */
public final class LogFile {
  private static final String NAME = "mosnas-log-file";
  private static volatile Path location;

  private LogFile() {}

  /** Where the log of this process is; empty before a run directory is open. */
  public static Optional<Path> location() {
    return Optional.ofNullable(location);
  }

  /**
   * Lets everything that is logged go to a file too: in the run directory, or in a temporary folder
   * if that is not on this machine.
   */
  static void attach(RunDirectory directory) {
    attach(
        directory.isLocal()
            ? Path.of(directory.path().toUri().getPath(), RunLayout.LOG)
            : temporaryFile());
  }

  /** With a name that nobody can guess, or put a link at. */
  private static Path temporaryFile() {
    try {
      return Files.createTempFile("mos-", ".log");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void attach(Path file) {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    Configuration configuration = context.getConfiguration();
    FileAppender appender =
        FileAppender.newBuilder()
            .setName(NAME)
            .withFileName(file.toString())
            .withAppend(true)
            .setLayout(
                PatternLayout.newBuilder()
                    .withPattern("%d{yyyy-MM-dd HH:mm:ss.SSS} %-5p %c{1.}: %m%n%ex")
                    .build())
            .setConfiguration(configuration)
            .build();
    appender.start();
    configuration.addAppender(appender);
    for (LoggerConfig logger : configuration.getLoggers().values()) {
      if (!logger.isAdditive() || logger == configuration.getRootLogger()) {
        logger.removeAppender(NAME);
        logger.addAppender(appender, Level.ALL, null);
      }
    }
    context.updateLoggers();
    location = file;
  }
}
