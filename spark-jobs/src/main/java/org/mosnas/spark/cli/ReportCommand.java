package org.mosnas.spark.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.search.report.content.RunReport;
import org.mosnas.search.report.page.ComparisonPage;
import org.mosnas.search.report.page.ReportPage;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.Locations;
import org.mosnas.spark.job.NativeLibraries;
import org.mosnas.spark.report.RunReader;
import org.mosnas.spark.task.Catalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what a run found, or several, as one HTML file. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Writes what a run found as one HTML file that needs no network: what was promised and"
          + " measured, losses, search, architectures, translations, data and provenance.",
      "Given several runs, it also compares them. A run that is not finished is reported as far"
          + " as it came."
    })
final class ReportCommand implements Runnable {
  private final Catalog catalog;

  /** How every page of ours begins. */
  private static final String PAGE = "<!doctype html>";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description = "Directories of runs, on any Hadoop file system.")
  private List<String> runs = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "File to write; RUN/report.html if not given. With several runs the comparison, if not"
              + " given FIRST_RUN/comparison.html; the reports of the runs go to RUN/report.html.")
  private String out;

  ReportCommand(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public void run() {
    NativeLibraries.prepare();
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(new SparkConf());
    Optional<Path> given =
        Optional.ofNullable(out).map(file -> Locations.of("--out", file, hadoop));
    List<RunReport> reports =
        runs.stream().map(run -> RunReader.read(run, catalog, hadoop)).toList();
    List<Path> folders = runs.stream().map(run -> Locations.of(run, hadoop)).toList();
    boolean one = runs.size() == 1;
    for (int i = 0; i < reports.size(); i++) {
      Path own = new Path(folders.get(i), "report.html");
      write(one ? given.orElse(own) : own, ReportPage.html(reports.get(i)), hadoop);
    }
    if (!one) {
      Path besideFirst = new Path(folders.get(0), "comparison.html");
      write(given.orElse(besideFirst), ComparisonPage.html(reports), hadoop);
    }
  }

  private void write(Path file, String html, Configuration hadoop) {
    AtomicFiles files = AtomicFiles.on(file, hadoop);
    requireFree(files, file);
    files.writeText(file, html);
    PrintWriter print = spec.commandLine().getOut();
    print.println(Locations.shown(file));
    print.flush();
  }

  /** A report takes the place of an older one, and of nothing else. */
  private static void requireFree(AtomicFiles files, Path file) {
    if (files.exists(file) && !files.begins(file, PAGE)) {
      throw new MosnasException(
          ErrorKind.USAGE,
          Locations.shown(file)
              + " is there and is no report; give --out another name, or move it away");
    }
  }
}
