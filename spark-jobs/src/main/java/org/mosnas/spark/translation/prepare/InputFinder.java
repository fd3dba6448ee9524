package org.mosnas.spark.translation.prepare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.spark.io.Locations;
import org.mosnas.spark.translation.prepare.FilePair.Found;
import org.mosnas.spark.translation.prepare.PrepareSettings.CorpusFiles;
import org.mosnas.spark.translation.prepare.PrepareSettings.PairFiles;

/** Resolves the paths and globs of a configuration to files that exist. */
final class InputFinder {
  private final Configuration hadoop;

  InputFinder(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /** The files of all parts, in the order in which they are given; those of a glob by name. */
  List<FilePair<Found>> find(CorpusFiles corpus) {
    if (corpus.train().isEmpty()) {
      throw new MosnasException(
          ErrorKind.USAGE,
          PrepareSettings.PATH
              + ".train.source names no file; name the text files to train on, source and target");
    }
    List<FilePair<Found>> pairs = new ArrayList<>();
    for (Split split : Split.values()) {
      pairs.addAll(find(split, corpus.of(split)));
    }
    return pairs;
  }

  private List<FilePair<Found>> find(Split split, PairFiles files) {
    String key = PrepareSettings.PATH + "." + split.label();
    List<Found> sources = resolve(key + ".source", files.source());
    List<Found> targets = resolve(key + ".target", files.target());
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
    List<FilePair<Found>> pairs = new ArrayList<>();
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

  private List<Found> resolve(String key, List<String> paths) {
    List<Found> files = new ArrayList<>();
    for (String path : paths) {
      try {
        files.addAll(resolve(key, path));
      } catch (IOException e) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "%s: '%s' cannot be found (%s); check the path",
                key,
                path,
                e.getMessage()),
            e);
      }
    }
    return files;
  }

  private List<Found> resolve(String key, String given) throws IOException {
    Path path = Locations.of(key, given, hadoop);
    FileSystem fileSystem = path.getFileSystem(hadoop);
    List<FileStatus> found =
        fileSystem.exists(path)
            ? List.of(fileSystem.getFileStatus(path))
            : new FileGlob(fileSystem).find(path);
    if (found.isEmpty()) {
      throw new BadDataException(
          String.format(Locale.ROOT, "%s: no such file: %s; check the path", key, given));
    }
    List<Found> files = new ArrayList<>();
    for (FileStatus status : found) {
      Found file = found(status.getPath());
      if (status.isDirectory()) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "%s: %s is a folder; name the text file, or its files with a glob such as %s/*",
                key,
                file.name(),
                file.name()));
      }
      files.add(file);
    }
    return files;
  }

  private static Found found(Path path) {
    return new Found(path.toString(), Locations.shown(path));
  }
}
