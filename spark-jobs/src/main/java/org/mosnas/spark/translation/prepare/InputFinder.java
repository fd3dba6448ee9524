package org.mosnas.spark.translation.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.spark.data.InputFiles;
import org.mosnas.spark.data.Split;
import org.mosnas.spark.data.TextFile;
import org.mosnas.spark.translation.prepare.PrepareSettings.CorpusFiles;
import org.mosnas.spark.translation.prepare.PrepareSettings.PairFiles;

/** Resolves the paths and globs of a configuration to files that exist. */
final class InputFinder {
  private final InputFiles files;

  InputFinder(Configuration hadoop) {
    files = new InputFiles(hadoop);
  }

  /** The files of all parts, in the order in which they are given; those of a glob by name. */
  List<FilePair<TextFile>> find(CorpusFiles corpus) {
    if (corpus.train().isEmpty()) {
      throw new MosnasException(
          ErrorKind.USAGE,
          PrepareSettings.PATH
              + ".train.source names no file; name the text files to train on, source and target");
    }
    List<FilePair<TextFile>> pairs = new ArrayList<>();
    for (Split split : Split.values()) {
      pairs.addAll(find(split, corpus.of(split)));
    }
    return pairs;
  }

  private List<FilePair<TextFile>> find(Split split, PairFiles named) {
    String key = PrepareSettings.PATH + "." + split.label();
    List<TextFile> sources = files.resolve(key + ".source", named.source());
    List<TextFile> targets = files.resolve(key + ".target", named.target());
    if (sources.size() != targets.size()) {
      throw new MosnasException(
          ErrorKind.USAGE,
          String.format(
              Locale.ROOT,
              "%s.source names %d files, but %s.target names %d; each source file needs its target"
                  + " file",
              key,
              sources.size(),
              key,
              targets.size()));
    }
    List<FilePair<TextFile>> pairs = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      if (sources.get(i).equals(targets.get(i))) {
        throw new MosnasException(
            ErrorKind.USAGE,
            String.format(
                Locale.ROOT,
                "%s: %s is given as source and as target; name the file of the translations",
                key,
                sources.get(i).name()));
      }
      pairs.add(new FilePair<>(split, sources.get(i), targets.get(i)));
    }
    return pairs;
  }
}
