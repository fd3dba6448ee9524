package org.mosnas.spark.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.mosnas.spark.job.NativeLibraries;
import org.mosnas.spark.translation.export.BundleTranslators;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Verifies a bundle. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Checks that a bundle is complete and undamaged and computes on this machine what it did"
            + " when it was exported: scores and translations of its test vectors.")
final class VerifyCommand implements Runnable {
  @Parameters(paramLabel = "BUNDLE", description = "Folder that mos export wrote.")
  private Path bundle;

  @Override
  public void run() {
    NativeLibraries.prepare();
    long started = System.nanoTime();
    String summary = BundleTranslators.verify(bundle);
    System.out.printf(
        Locale.ROOT,
        "%s: intact; %s; %.1f s%n",
        bundle,
        summary,
        (System.nanoTime() - started) / 1e9);
  }
}
