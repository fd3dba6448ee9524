package org.mosnas.spark.labelled.report;

import org.mosnas.search.report.content.DataStatistics;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.search.report.content.Samples;
import org.mosnas.spark.run.StoredRun;
import org.mosnas.spark.task.TaskReport;

/** Statistics of labelled texts, which classes were taken for which, and texts with answers. */
public final class LabelledReport implements TaskReport {
  @Override
  public Part<DataStatistics> data(StoredRun run, PreparedFolder folder) {
    return new DataReader(run, folder).read();
  }

  @Override
  public Part<Samples> samples(StoredRun run, PreparedFolder folder) {
    return new AnswersReader(run, folder).read();
  }
}
