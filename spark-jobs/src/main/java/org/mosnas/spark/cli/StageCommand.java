package org.mosnas.spark.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mosnas.spark.cli.StageEntry.Overlay;
import org.mosnas.spark.job.RunRequest;
import org.mosnas.spark.job.RunSession;
import org.mosnas.spark.job.StagePlan;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the stages of one command in a run directory. */
@Command(mixinStandardHelpOptions = true, showDefaultValues = true)
final class StageCommand implements Runnable {
  private static final String FROM_SCRATCH = "--from-scratch";
  private static final String SEEDS = "--seeds";
  private static final String TASK = "--task";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private final StageEntry entry;
  private final StagePlan plan;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = "Run directory on any Hadoop file system; a new one below runs/ if not given.")
  private String directory;

  @Option(
      names = "--resume",
      description = "Goes on where an interrupted or failed run of the directory stopped.")
  private boolean resume;

  private StageCommand(StageEntry entry, StagePlan plan) {
    this.entry = entry;
    this.plan = plan;
  }

  /** The picocli command for an entry; {@code all} are the stages whose settings are checked. */
  static CommandLine create(StageEntry entry, StagePlan plan) {
    CommandLine command = new CommandLine(new StageCommand(entry, plan));
    command.getCommandSpec().usageMessage().description(entry.description());
    if (Stages.FROM_SCRATCH.contains(entry.command())) {
      command
          .getCommandSpec()
          .addOption(
              OptionSpec.builder(FROM_SCRATCH)
                  .type(boolean.class)
                  .description(
                      "Also trains the searched architecture from new weights, to compare with;"
                          + " short for --set from-scratch.enabled=true.")
                  .build());
      command
          .getCommandSpec()
          .addOption(
              OptionSpec.builder(SEEDS)
                  .type(Integer.class)
                  .paramLabel("N")
                  .description(
                      "Finetunes with so many seeds and tells how much their scores differ; short"
                          + " for --set finetune.sweep.seeds=N.")
                  .build());
    }
    if (entry.overlays().size() > 1) {
      command
          .getCommandSpec()
          .addOption(
              OptionSpec.builder(TASK)
                  .type(String.class)
                  .paramLabel("TASK")
                  .description("What it shows: one of " + tasks(entry) + "; the first unless told.")
                  .build());
    }
    return command;
  }

  @Override
  public void run() {
    if (directory == null && (entry.needsDirectory() || resume)) {
      throw new ParameterException(
          spec.commandLine(), "--run-dir is missing: the directory of the run to continue");
    }
    String location =
        directory != null
            ? directory
            : "runs/"
                + entry.command()
                + "-"
                + STAMP.format(LocalDateTime.now(ZoneId.systemDefault()));
    if (directory == null) {
      System.err.println("mos: run directory " + location);
    }
    RunRequest request =
        new RunRequest(entry.command(), location, overlays(), assignments(), resume);
    RunSession.run(request, plan, System.out, System.err);
  }

  private List<String> assignments() {
    List<String> assignments = new ArrayList<>(common.assignments());
    if (spec.commandLine().getParseResult().hasMatchedOption(FROM_SCRATCH)) {
      assignments.add("from-scratch.enabled=true");
    }
    Integer seeds = spec.commandLine().getParseResult().matchedOptionValue(SEEDS, null);
    if (seeds != null) {
      assignments.add("finetune.sweep.seeds=" + seeds);
    }
    return assignments;
  }

  private List<Path> overlays() {
    Optional<String> task =
        Optional.ofNullable(spec.commandLine().getParseResult().matchedOptionValue(TASK, null));
    if (task.isPresent() && (resume || !common.overlays().isEmpty())) {
      throw new ParameterException(
          spec.commandLine(),
          TASK + " chooses a configuration of ours; leave it out with --conf or --resume");
    }
    boolean wantsOwn = common.overlays().isEmpty() && !resume && !entry.overlays().isEmpty();
    return wantsOwn ? List.of(shipped(overlay(task))) : common.overlays();
  }

  private String overlay(Optional<String> task) {
    List<Overlay> overlays = entry.overlays();
    return task.isEmpty()
        ? overlays.get(0).file()
        : overlays.stream()
            .filter(overlay -> overlay.task().equals(task.get()))
            .map(Overlay::file)
            .findFirst()
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        TASK + " must be one of " + tasks(entry) + ", was " + task.get()));
  }

  private static String tasks(StageEntry entry) {
    return entry.overlays().stream().map(Overlay::task).collect(Collectors.joining(", "));
  }

  /** A file of ours, wherever the user stands. */
  private static Path shipped(String file) {
    String home = System.getenv("MOSNAS_HOME");
    Path path = home == null ? Path.of(file) : Path.of(home, file);
    return Files.exists(path) ? path : Path.of(file);
  }
}
