package org.mosnas.spark.prepare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.function.Function;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.text.Sentences;
import org.mosnas.model.text.TextLines;

/**
 * Reads a file once: checks that it is UTF-8, counts, and notes where its blocks start.
 *
 * <p>What is wrong with a file is returned, not thrown: trying again would not help.
 */
final class SurveyFile implements Function<InputFile, Survey> {
  private static final long serialVersionUID = 1;

  private final HadoopFiles files;
  private final int blockLines;

  /** Notes the start of every block of {@code blockLines} lines. */
  SurveyFile(HadoopFiles files, int blockLines) {
    this.files = files;
    this.blockLines = blockLines;
  }

  @Override
  public Survey call(InputFile file) {
    try (CountingDigest in = new CountingDigest(files.open(file, 0));
        Sentences sentences = Sentences.open(file.name(), in)) {
      List<Long> offsets = new ArrayList<>();
      long count = count(sentences, offsets);
      in.toEnd();
      return new Survey.Text(in.bytes(), in.sha256(), count, offsets);
    } catch (BadDataException e) {
      return new Survey.Refused(e.getMessage());
    } catch (IOException e) {
      return new Survey.Refused(
          String.format(
              Locale.ROOT,
              "%s: cannot be read (%s); check its permissions, and that every node of the cluster sees it",
              file.name(),
              e.getMessage()));
    }
  }

  private long count(Sentences sentences, List<Long> offsets) {
    TextLines lines = sentences instanceof TextLines plain && !plain.isCompressed() ? plain : null;
    long count = 0;
    while (sentences.hasNext()) {
      if (lines != null && count % blockLines == 0) {
        offsets.add(lines.offset());
      }
      sentences.next();
      count++;
    }
    return count;
  }
}
