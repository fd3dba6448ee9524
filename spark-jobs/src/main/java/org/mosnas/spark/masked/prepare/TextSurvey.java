package org.mosnas.spark.masked.prepare;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.text.Documents;
import org.mosnas.model.text.Documents.Form;
import org.mosnas.model.text.TextLines;
import org.mosnas.spark.data.CountingDigest;
import org.mosnas.spark.data.HadoopFiles;
import org.mosnas.spark.data.Split;
import org.mosnas.spark.data.TextFile;
import org.mosnas.spark.masked.prepare.SurveyedText.Start;

/**
 * Looks through all files, several at a time, before anything is done with them.
 *
 * <p>What is wrong with a file is returned by the executors, not thrown: trying again would not
 * help.
 */
final class TextSurvey {
  private TextSurvey() {}

  /** A file of a part. */
  record Part(Split split, TextFile file) implements Serializable {}

  /** What one look through a file found: a message if it cannot be used. */
  private sealed interface Found extends Serializable {}

  private record Readable(SurveyedText text) implements Found {}

  private record Refused(String message) implements Found {}

  /**
   * Surveys files.
   *
   * @throws BadDataException for the first that cannot be read, is not UTF-8 or not of this form,
   *     and for a part without text
   */
  static List<SurveyedText> of(
      JavaSparkContext context, HadoopFiles files, List<Part> parts, Form form) {
    List<SurveyedText> surveyed = new ArrayList<>();
    for (Found found :
        context.parallelize(parts, parts.size()).map(new LookThrough(files, form)).collect()) {
      if (found instanceof Refused refused) {
        throw new BadDataException(refused.message());
      }
      surveyed.add(((Readable) found).text());
    }
    for (Split split : Split.values()) {
      requireText(split, surveyed.stream().filter(text -> text.split() == split).toList());
    }
    return surveyed;
  }

  private static void requireText(Split split, List<SurveyedText> part) {
    if (!part.isEmpty() && part.stream().allMatch(text -> text.documents() == 0)) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: no text; expected documents with blank lines between them (%s.%s)",
              part.get(0).file().name(),
              TextSettings.PATH,
              split.label()));
    }
  }

  /** Reads a file once: checks all of it, counts, and notes where its blocks start. */
  private static final class LookThrough implements Function<Part, Found> {
    private static final long serialVersionUID = 1;

    private final HadoopFiles files;
    private final Form form;

    LookThrough(HadoopFiles files, Form form) {
      this.files = files;
      this.form = form;
    }

    @Override
    public Found call(Part part) {
      String name = part.file().name();
      try (CountingDigest in = new CountingDigest(files.open(part.file(), 0));
          TextLines lines = new TextLines(name, in)) {
        Documents documents = new Documents(lines, form);
        List<Start> starts = new ArrayList<>();
        long count = 0;
        long withText = 0;
        while (documents.hasNext()) {
          if (count % SurveyedText.BLOCK == 0 && !lines.isCompressed()) {
            starts.add(new Start(lines.offset(), lines.lineNumber() - 1));
          }
          withText += documents.next().isEmpty() ? 0 : 1;
          count++;
        }
        in.toEnd();
        return new Readable(
            new SurveyedText(
                part.split(),
                part.file(),
                in.bytes(),
                in.sha256(),
                withText == 0 ? 0 : count,
                documents.dividedLines(),
                starts));
      } catch (BadDataException e) {
        return new Refused(e.getMessage());
      } catch (IOException e) {
        return new Refused(
            String.format(
                Locale.ROOT,
                "%s: cannot be read (%s); check its permissions, and that every node of the cluster sees it",
                name,
                e.getMessage()));
      }
    }
  }
}
