package org.mosnas.spark.task;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.mosnas.model.bundle.BundleContent;
import org.mosnas.spark.run.RunMember;

/**
 * A form in which a network that learnt a task leaves its run. Plain Java on one machine: nothing
 * that runs on a cluster calls it.
 */
public interface TaskExport {
  /** The format that everybody means who names none. */
  String BUNDLE = "bundle";

  /** What {@code --format} says to mean this one. */
  String format();

  /** What manifests of such folders say; no other task has the same. */
  String kind();

  /**
   * What is written for the winner of a finished run.
   *
   * @param named the run, and the member of its family that is exported
   * @param progress told in one line each what was done
   * @throws org.mosnas.model.error.MosnasException if the run is not finished, or if its winner has
   *     no such form
   */
  BundleContent content(
      RunMember named, Catalog catalog, Configuration hadoop, Consumer<String> progress);

  /**
   * Checks what was written.
   *
   * @return in one line what was compared
   * @throws org.mosnas.model.error.BadDataException that says which file is missing, damaged or of
   *     another version, and where two computations part
   */
  String verify(Path folder);
}
