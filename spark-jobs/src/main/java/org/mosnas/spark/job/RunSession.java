package org.mosnas.spark.job;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.StandardOutput;
import org.mosnas.spark.config.ConfigSources;
import org.mosnas.spark.config.ConfigSources.StoredConfig;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.config.SettingsLoader;
import org.mosnas.spark.run.Provenance;
import org.mosnas.spark.run.RunDirectory;
import org.mosnas.spark.tables.RunTables;
import org.mosnas.spark.tables.TablesSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One command at work in a run directory: configuration, lock, log, record, the stages, and a
 * record of how it ended, whatever happens.
 */
public final class RunSession {
  private static final Logger log = LoggerFactory.getLogger(RunSession.class);

  private final RunRequest request;
  private final StagePlan plan;
  private final PrintStream out;
  private final PrintStream err;
  private final Configuration hadoop = SparkHadoopUtil.get().newConfiguration(new SparkConf());

  private RunSession(RunRequest request, StagePlan plan, PrintStream out, PrintStream err) {
    this.request = request;
    this.plan = plan;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs the stages of a command.
   *
   * @param request what the user asked for
   * @param plan what the command does
   * @param out where results are printed
   * @param err where everything else is said
   * @throws RuntimeException the failure that ended the command, after it was recorded
   */
  public static void run(RunRequest request, StagePlan plan, PrintStream out, PrintStream err) {
    RunSession session = new RunSession(request, plan, out, err);
    EffectiveConfig settings = session.loadSettings();
    plan.all().apply(settings).forEach(stage -> stage.checkSettings(settings));
    settings.bind(TablesSettings::from);
    NativeLibraries.prepare();
    BackendCheck.refuseUnusableGpuBuild();
    try {
      session.run(settings);
    } finally {
      Interruption.awaitEnd();
    }
  }

  /** Whether the process is about to end because it was told to; what fails now, fails of that. */
  public static boolean isInterrupted() {
    return Interruption.isRequested();
  }

  private EffectiveConfig loadSettings() {
    Optional<StoredConfig> stored = StoredConfig.of(request.directory(), hadoop);
    return SettingsLoader.with(plan.extensions())
        .load(new ConfigSources(request.overlays(), request.assignments(), stored));
  }

  private void run(EffectiveConfig settings) {
    Pipeline pipeline = new Pipeline(plan.stages().apply(settings));
    Work work = Work.ofThisThread();
    try (work;
        RunDirectory directory =
            RunDirectory.open(request.directory(), hadoop, request.command(), this::say);
        Progress progress = Progress.onConsole();
        LazySpark spark = new LazySpark()) {
      RunTables tables = RunTables.of(directory, settings.bind(TablesSettings::from), hadoop);
      RunContext context =
          new RunContext(directory, settings, request.resume(), progress, out, spark, tables);
      directory.whenLost(this::abandon);
      pipeline.requireResume(context);
      String formerId = begin(directory, settings);
      Interruption.install(signal -> leave(context, signal), work);
      try {
        tables.open(formerId);
        pipeline.run(context);
        StandardOutput.requireWritten();
        if (!Interruption.isRequested()) {
          directory.record().succeed();
          tabulate(tables);
        }
      } catch (Throwable thrown) {
        // Who was told to stop has stopped; closing what is open takes some more work.
        boolean unused = Thread.interrupted();
        record(context, thrown);
        throw thrown;
      }
    }
  }

  private String begin(RunDirectory directory, EffectiveConfig settings) {
    LogFile.attach(directory);
    Path configuration = directory.storeConfiguration(settings.render());
    Provenance provenance =
        Provenance.ofThisProcess(
            settings.seed(), configuration.getName(), directory.files().sha256(configuration));
    String formerId = directory.record().begin(request.command(), provenance);
    log.info("mos {} in {}, {}", request.command(), directory.path(), provenance);
    log.info("configuration:\n{}", settings.render());
    return formerId;
  }

  private void record(RunContext context, Throwable thrown) {
    if (!Interruption.isRequested()) {
      Failure failure = Failure.of(thrown);
      try {
        context.record().fail(failure.kind(), failure.message());
        // One message is enough; what the tables cannot take is logged with it.
        context.tables().writeRun();
      } catch (RuntimeException unrecorded) {
        thrown.addSuppressed(unrecorded);
      }
    }
  }

  /** How the command ended is known by now; a table that cannot be told does not change it. */
  private void tabulate(RunTables tables) {
    try {
      tables.writeRun();
    } catch (RuntimeException unwritten) {
      log.error("the table of runs could not be written", unwritten);
      say("the row of this run could not be written: " + Failure.of(unwritten).message());
    }
  }

  /** Tells that the command ends; the lock is kept until the work has stopped. */
  private void leave(RunContext context, String signal) {
    context.progress().close();
    try {
      context.record().fail(ErrorKind.INTERRUPTED, "interrupted by " + signal);
      tabulate(context.tables());
      say(
          String.format(
              Locale.ROOT,
              "interrupted; go on with: mos %s --run-dir %s --resume",
              request.command(),
              context.directory().shown()));
    } catch (RuntimeException unrecorded) {
      log.error("the interruption could not be recorded", unrecorded);
    }
  }

  /** The directory belongs to another command: not even the end of this one is recorded. */
  private void abandon(String why) {
    say(why);
    Runtime.getRuntime().halt(ErrorKind.BUSY.exitCode());
  }

  private void say(String line) {
    err.println("mos: " + line);
    err.flush();
  }
}
