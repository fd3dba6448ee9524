package org.mosnas.spark.translation.prepare;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.text.ParallelText;
import org.mosnas.model.text.Sentences;
import org.mosnas.model.text.TextLines;
import org.mosnas.spark.data.CountingDigest;
import org.mosnas.spark.data.HadoopFiles;
import org.mosnas.spark.data.Split;
import org.mosnas.spark.data.TextFile;
import org.mosnas.spark.translation.prepare.FilePair.Surveyed;

/**
 * Looks through all files, several at a time, before anything is done with them.
 *
 * <p>What is wrong with a file is returned by the executors, not thrown: trying again would not
 * help.
 */
final class InputSurvey {
  private InputSurvey() {}

  /**
   * Surveys pairs of files.
   *
   * @throws BadDataException for a file that cannot be read or is not UTF-8, for two files of
   *     different length or different ids, and if there is nothing to train on
   */
  static List<FilePair<Surveyed>> of(
      JavaSparkContext context, HadoopFiles files, List<FilePair<TextFile>> pairs, int blockLines) {
    List<TextFile> all = new ArrayList<>();
    pairs.forEach(pair -> all.addAll(List.of(pair.source(), pair.target())));
    List<Survey> surveys =
        context.parallelize(all, all.size()).map(new SurveyFile(files, blockLines)).collect();
    List<FilePair<Surveyed>> surveyed = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      surveyed.add(
          new FilePair<>(
              pairs.get(i).split(),
              surveys.get(2 * i).orRefuse(),
              surveys.get(2 * i + 1).orRefuse()));
    }
    checkIds(context, files, pairs.stream().filter(InputSurvey::haveIds).toList());
    surveyed.forEach(InputSurvey::checkLengths);
    checkNotEmpty(surveyed);
    return surveyed;
  }

  /** Whether sentences are paired by their ids. */
  private static boolean haveIds(FilePair<TextFile> pair) {
    return Sentences.haveIds(pair.source().name()) && Sentences.haveIds(pair.target().name());
  }

  private static void checkIds(
      JavaSparkContext context, HadoopFiles files, List<FilePair<TextFile>> pairs) {
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

  private static void checkLengths(FilePair<Surveyed> pair) {
    if (pair.source().sentences() != pair.target().sentences()) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s has %d lines, but %s has %d; each line of one must be the translation of the same"
                  + " line of the other",
              pair.source().name(),
              pair.source().sentences(),
              pair.target().name(),
              pair.target().sentences()));
    }
  }

  private static void checkNotEmpty(List<FilePair<Surveyed>> pairs) {
    for (Split split : Split.values()) {
      List<FilePair<Surveyed>> part = pairs.stream().filter(pair -> pair.split() == split).toList();
      if (!part.isEmpty() && part.stream().allMatch(pair -> pair.source().sentences() == 0)) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "%s: no sentences; expected one a line (%s.%s.source)",
                part.get(0).source().name(),
                PrepareSettings.PATH,
                split.label()));
      }
    }
  }

  /** What one look through a text file found. */
  private sealed interface Survey extends Serializable {
    /**
     * The file, if it can be used.
     *
     * @throws BadDataException if not
     */
    Surveyed orRefuse();
  }

  /** A file that can be used. */
  private record Readable(Surveyed file) implements Survey {
    @Override
    public Surveyed orRefuse() {
      return file;
    }
  }

  /** A file that cannot be used, with what the user is told. */
  private record Refused(String message) implements Survey {
    @Override
    public Surveyed orRefuse() {
      throw new BadDataException(message);
    }
  }

  /** Reads a file once: checks that it is UTF-8, counts, and notes where its blocks start. */
  private static final class SurveyFile implements Function<TextFile, Survey> {
    private static final long serialVersionUID = 1;

    private final HadoopFiles files;
    private final int blockLines;

    /** Notes the start of every block of {@code blockLines} lines. */
    SurveyFile(HadoopFiles files, int blockLines) {
      this.files = files;
      this.blockLines = blockLines;
    }

    @Override
    public Survey call(TextFile file) {
      try (CountingDigest in = new CountingDigest(files.open(file, 0));
          Sentences sentences = Sentences.open(file.name(), in)) {
        List<Long> offsets = new ArrayList<>();
        long count = count(sentences, offsets);
        in.toEnd();
        return new Readable(new Surveyed(file, in.bytes(), in.sha256(), count, offsets));
      } catch (BadDataException e) {
        return new Refused(e.getMessage());
      } catch (IOException e) {
        return new Refused(
            String.format(
                Locale.ROOT,
                "%s: cannot be read (%s); check its permissions, and that every node of the cluster sees it",
                file.name(),
                e.getMessage()));
      }
    }

    private long count(Sentences sentences, List<Long> offsets) {
      TextLines lines =
          sentences instanceof TextLines plain && !plain.isCompressed() ? plain : null;
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

  /** Finds out whether all sentences of two marked up files have their counterparts. */
  private static final class MatchSegments implements Function<FilePair<TextFile>, String> {
    private static final long serialVersionUID = 1;

    private final HadoopFiles files;

    MatchSegments(HadoopFiles files) {
      this.files = files;
    }

    /** What the user is told; empty if all is well. */
    @Override
    public String call(FilePair<TextFile> pair) throws IOException {
      try (ParallelText text = ParallelText.of(open(pair.source()), open(pair.target()))) {
        while (text.hasNext()) {
          text.next();
        }
        return "";
      } catch (BadDataException e) {
        return e.getMessage();
      }
    }

    private Sentences open(TextFile file) throws IOException {
      return Sentences.open(file.name(), files.open(file, 0));
    }
  }
}
