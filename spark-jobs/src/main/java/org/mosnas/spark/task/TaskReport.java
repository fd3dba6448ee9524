package org.mosnas.spark.task;

import org.mosnas.search.report.content.DataStatistics;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.search.report.content.TranslationSamples;
import org.mosnas.spark.run.StoredRun;

/** What the report of a run says of its task beyond what it says of all runs. */
public interface TaskReport {
  /** A report that says neither. */
  TaskReport NONE =
      new TaskReport() {
        @Override
        public Part<DataStatistics> data(StoredRun run) {
          return Part.missing("This task has no statistics of its data.");
        }

        @Override
        public Part<TranslationSamples> samples(StoredRun run) {
          return Part.missing("This task shows no examples.");
        }
      };

  /** What the data are. */
  Part<DataStatistics> data(StoredRun run);

  /** Some answers to the test set, from the worst to the best. */
  Part<TranslationSamples> samples(StoredRun run);
}
