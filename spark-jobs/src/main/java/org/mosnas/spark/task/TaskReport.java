package org.mosnas.spark.task;

import org.mosnas.search.report.content.DataStatistics;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.search.report.content.Samples;
import org.mosnas.spark.data.DataManifest;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.StoredRun;

/** What the report of a run says of its task beyond what it says of all runs. */
public interface TaskReport {
  /** A report that says neither. */
  TaskReport NONE =
      new TaskReport() {
        @Override
        public Part<DataStatistics> data(StoredRun run, PreparedFolder folder) {
          return Part.missing("This task has no statistics of its data.");
        }

        @Override
        public Part<Samples> samples(StoredRun run, PreparedFolder folder) {
          return Part.missing("This task shows no examples.");
        }
      };

  /**
   * Where the data of a task lie in a run directory.
   *
   * @param path relative to it
   * @param stage that puts them there
   */
  record PreparedFolder(String path, String stage) {
    /** Data that the supernet is trained on. */
    public static final PreparedFolder DATA = new PreparedFolder(RunLayout.DATA, "prepare");

    /** Data that the winner is finetuned on, where they are those of another task. */
    public static final PreparedFolder TARGET =
        new PreparedFolder(RunLayout.TARGET_DATA, "prepare-target");

    /** Whether a stage of a run trains on them. */
    public boolean isUsedBy(String trainingStage, StoredRun run) {
      boolean supernet = trainingStage.equals("train");
      return equals(TARGET) ? !supernet : supernet || !run.has(TARGET.manifest());
    }

    /** The file that says what they are. */
    public String manifest() {
      return path + "/" + DataManifest.FILE;
    }
  }

  /** What the data are. */
  Part<DataStatistics> data(StoredRun run, PreparedFolder folder);

  /** Some answers to the test set, from the worst to the best. */
  Part<Samples> samples(StoredRun run, PreparedFolder folder);
}
