package org.mosnas.spark.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mosnas.model.error.BadDataException;

/** What systems answered to the test set. */
public final class StoredAnswers {
  private StoredAnswers() {}

  /**
   * Reads the answers of systems.
   *
   * @param systems titles by the names of files; those without a file are left out
   * @param examples examples of the test set
   * @param noun what they are called, in the plural
   * @return a line for every example, by title, in the order given
   * @throws BadDataException if a file has another number of lines
   */
  public static Map<String, List<String>> read(
      StoredRun run, Map<String, String> systems, int examples, String noun) {
    Map<String, List<String>> answers = new LinkedHashMap<>();
    systems.forEach(
        (file, title) -> {
          String relative = RunLayout.translations(file);
          if (run.has(relative)) {
            answers.put(title, lines(run, relative, examples, noun));
          }
        });
    return answers;
  }

  private static List<String> lines(StoredRun run, String relative, int examples, String noun) {
    List<String> lines = run.files().readLines(run.path(relative));
    if (lines.size() != examples) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s has %d lines, the test set %d %s; run \"mos evaluate\" again",
              relative,
              lines.size(),
              examples,
              noun));
    }
    return lines;
  }
}
