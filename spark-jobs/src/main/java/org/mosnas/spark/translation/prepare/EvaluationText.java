package org.mosnas.spark.translation.prepare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.text.SentencePair;
import org.mosnas.model.text.TextPipeline;
import org.mosnas.model.text.Vocabulary;
import org.mosnas.spark.data.Split;

/**
 * The lines of validation or test, which fit into the driver.
 *
 * <p>Validation text is cleaned like training text; of test text every line counts.
 *
 * @param lines as given, in ascending order of their ids
 * @param read number of lines before anything was dropped; 0 if they were held out of train
 * @param dropped number of lines left out, by reason
 */
record EvaluationText(List<TextPair> lines, long read, Map<String, Long> dropped) {
  /** Reads the files of a part, or what was held out for it. */
  static EvaluationText of(
      Split split, PairReader reader, HeldOut heldOut, PrepareSettings settings) {
    EvaluationText text =
        settings.files().of(split).isEmpty()
            ? heldOut(reader, heldOut.ids(split))
            : given(split, reader, settings);
    if (text.lines.isEmpty()) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "no sentence pair is left for %s: of %d, dropped %s; check the files, or relax"
                  + " %s.cleaning",
              split.label(),
              text.read,
              text.dropped,
              PrepareSettings.PATH));
    }
    return text;
  }

  /** The ids of all lines. */
  List<SentencePair> encode(TextPipeline pipeline) {
    return lines.stream()
        .map(
            pair ->
                new SentencePair(
                    pipeline.encode(pair.source()), pipeline.encodeTarget(pair.target())))
        .toList();
  }

  /** What the manifest tells about the part. */
  PrepareManifest.Counts describe(List<SentencePair> encoded) {
    long source = 0;
    long target = 0;
    long unknown = 0;
    for (SentencePair pair : encoded) {
      source += pair.source().length;
      target += pair.target().length;
      unknown += unknown(pair.source()) + unknown(pair.target());
    }
    return new PrepareManifest.Counts(read, lines.size(), dropped, source, target, unknown);
  }

  private static long unknown(int[] ids) {
    long unknown = 0;
    for (int id : ids) {
      unknown += id == Vocabulary.UNK ? 1 : 0;
    }
    return unknown;
  }

  private static EvaluationText heldOut(PairReader reader, List<Long> ids) {
    Set<Long> wanted = new HashSet<>(ids);
    return new EvaluationText(
        ascending(reader.read(Split.TRAIN).filter(pair -> wanted.contains(pair.id())).collect()),
        0,
        Map.of());
  }

  private static EvaluationText given(Split split, PairReader reader, PrepareSettings settings) {
    List<TextPair> lines = ascending(reader.read(split).collect());
    if (split == Split.TEST) {
      return new EvaluationText(lines, lines.size(), Map.of());
    }
    CleanPair cleaning = new CleanPair(settings.format(), settings.cleaning());
    List<TextPair> kept = new ArrayList<>();
    Map<String, Long> dropped = new TreeMap<>();
    for (TextPair pair : lines) {
      CleanPair.Cleaned cleaned = cleaning.call(pair);
      if (cleaned.isKept()) {
        kept.add(pair);
      } else {
        dropped.merge(cleaned.verdict(), 1L, Long::sum);
      }
    }
    return new EvaluationText(kept, lines.size(), dropped);
  }

  private static List<TextPair> ascending(List<TextPair> pairs) {
    return pairs.stream().sorted(Comparator.comparingLong(TextPair::id)).toList();
  }
}
