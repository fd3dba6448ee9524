package org.mosnas.spark.stage;

import java.util.Optional;
import org.mosnas.model.metric.SystemScores;
import org.mosnas.spark.search.SearchOutcome.Measured;

/**
 * A system that translated the test set.
 *
 * @param key its name in the record of the run, such as {@code random-search}
 * @param title its name in the table
 * @param subnet what it costs; empty for what needs no network
 * @param scores how well it translates
 */
record SystemResult(String key, String title, Optional<Measured> subnet, SystemScores scores) {}
