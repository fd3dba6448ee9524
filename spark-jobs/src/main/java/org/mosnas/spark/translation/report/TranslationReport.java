package org.mosnas.spark.translation.report;

import org.mosnas.search.report.content.DataStatistics;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.search.report.content.TranslationSamples;
import org.mosnas.spark.run.StoredRun;
import org.mosnas.spark.task.TaskReport;

/** Statistics of a corpus, and translations of the test set. */
public final class TranslationReport implements TaskReport {
  @Override
  public Part<DataStatistics> data(StoredRun run) {
    return new DataReader(run).read();
  }

  @Override
  public Part<TranslationSamples> samples(StoredRun run) {
    return new SamplesReader(run).read();
  }
}
