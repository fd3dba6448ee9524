package org.mosnas.spark.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.mosnas.model.error.BadDataException;

/** Looks through all files, several at a time, before anything is done with them. */
final class InputSurvey {
  private InputSurvey() {}

  /**
   * Surveys pairs of files.
   *
   * @throws BadDataException for a file that cannot be read or is not UTF-8, for two files of
   *     different length or different ids, and if there is nothing to train on
   */
  static List<SurveyedPair> of(
      JavaSparkContext context, HadoopFiles files, List<InputPair> pairs, int blockLines) {
    List<InputFile> all = new ArrayList<>();
    pairs.forEach(pair -> all.addAll(List.of(pair.source(), pair.target())));
    List<Survey> surveys =
        context.parallelize(all, all.size()).map(new SurveyFile(files, blockLines)).collect();
    List<SurveyedPair> surveyed = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      surveyed.add(
          new SurveyedPair(pairs.get(i), text(surveys.get(2 * i)), text(surveys.get(2 * i + 1))));
    }
    checkIds(context, files, pairs.stream().filter(InputPair::hasIds).toList());
    surveyed.forEach(InputSurvey::checkLengths);
    checkNotEmpty(surveyed);
    return surveyed;
  }

  private static Survey.Text text(Survey survey) {
    if (survey instanceof Survey.Refused refused) {
      throw new BadDataException(refused.message());
    }
    return (Survey.Text) survey;
  }

  private static void checkIds(JavaSparkContext context, HadoopFiles files, List<InputPair> pairs) {
    if (!pairs.isEmpty()) {
      context.parallelize(pairs, pairs.size()).map(new MatchSegments(files)).collect().stream()
          .filter(message -> !message.isEmpty())
          .findFirst()
          .ifPresent(
              message -> {
                throw new BadDataException(message);
              });
    }
  }

  private static void checkLengths(SurveyedPair pair) {
    if (pair.source().sentences() != pair.target().sentences()) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s has %d lines, but %s has %d; each line of one must be the translation of the same"
                  + " line of the other",
              pair.files().source().name(),
              pair.source().sentences(),
              pair.files().target().name(),
              pair.target().sentences()));
    }
  }

  private static void checkNotEmpty(List<SurveyedPair> pairs) {
    for (Split split : Split.values()) {
      List<SurveyedPair> part =
          pairs.stream().filter(pair -> pair.files().split() == split).toList();
      if (!part.isEmpty() && part.stream().allMatch(pair -> pair.sentences() == 0)) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "%s: no sentences; expected one a line (%s.%s.source)",
                part.get(0).files().source().name(),
                PrepareSettings.PATH,
                split.label()));
      }
    }
  }
}
