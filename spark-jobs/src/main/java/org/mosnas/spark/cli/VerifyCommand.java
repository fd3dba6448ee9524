package org.mosnas.spark.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.mosnas.spark.export.RunExport;
import org.mosnas.spark.job.NativeLibraries;
import org.mosnas.spark.task.Catalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Verifies a bundle. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Checks that a bundle is complete and undamaged and computes on this machine what it did"
            + " when it was exported: scores and answers of its test vectors.")
final class VerifyCommand implements Runnable {
  private final Catalog catalog;

  @Parameters(paramLabel = "BUNDLE", description = "Folder that mos export wrote.")
  private Path bundle;

  VerifyCommand(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public void run() {
    NativeLibraries.prepare();
    long started = System.nanoTime();
    String summary = RunExport.verify(bundle, catalog);
    System.out.printf(
        Locale.ROOT,
        "%s: intact; %s; %.1f s%n",
        bundle,
        summary,
        (System.nanoTime() - started) / 1e9);
  }
}
