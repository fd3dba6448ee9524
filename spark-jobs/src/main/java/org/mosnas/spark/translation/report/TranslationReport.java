package org.mosnas.spark.translation.report;

import org.mosnas.search.report.content.DataStatistics;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.search.report.content.Samples;
import org.mosnas.spark.run.StoredRun;
import org.mosnas.spark.task.TaskReport;

/** Statistics of a corpus, and translations of the test set. */
public final class TranslationReport implements TaskReport {
  @Override
  public Part<DataStatistics> data(StoredRun run, PreparedFolder folder) {
    return new DataReader(run, folder).read();
  }

  @Override
  public Part<Samples> samples(StoredRun run, PreparedFolder folder) {
    return new SamplesReader(run, folder).read();
  }
}
