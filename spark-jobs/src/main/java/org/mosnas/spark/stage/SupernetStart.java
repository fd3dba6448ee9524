package org.mosnas.spark.stage;

import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.family.PublishedFiles;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.WarmStart;
import org.mosnas.model.supernet.WarmStartSettings;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.Locations;
import org.mosnas.spark.train.TrainTask;

/** A supernet that begins with the weights of a published network. */
final class SupernetStart {
  private final Path folder;
  private final AtomicFiles files;
  private final double spread;
  private final Map<String, String> checksums = new TreeMap<>();

  /**
   * The start that settings name.
   *
   * @param settings with a folder
   */
  SupernetStart(WarmStartSettings settings, Configuration hadoop) {
    this.folder =
        Locations.of(WarmStartSettings.PATH + ".from", settings.from().orElseThrow(), hadoop);
    this.files = AtomicFiles.on(folder, hadoop);
    this.spread = settings.spread();
  }

  /**
   * What the first weights are made from, wherever the files lie.
   *
   * @param files checksums by name
   * @param spread of experts
   */
  record Origin(Map<String, String> files, double spread) {}

  /** The files are read once: they may be large. */
  Origin origin() {
    if (checksums.isEmpty()) {
      for (String name : PublishedFiles.NAMES) {
        checksums.put(name, files.sha256(existing(name)));
      }
    }
    return new Origin(checksums, spread);
  }

  /** The first weights of a supernet of an experiment. */
  ParameterSnapshot initial(Experiment experiment, TrainTask task) {
    DenseSubnet published = experiment.family().published(new Folder(), task.seed());
    try (ParameterBank bank =
        new WarmStart(task.supernet(), published, spread).parameters(task.seed())) {
      return ParameterSnapshot.initial(bank.toArray());
    }
  }

  /** Whether the files have the head for what the supernet is trained for. */
  boolean hasHead(Experiment experiment) {
    return experiment.family().hasPublishedHead(new Folder());
  }

  private Path existing(String name) {
    Path file = Locations.child(folder, name);
    if (!files.exists(file)) {
      throw new BadDataException(
          Locations.shown(file)
              + " is missing; "
              + WarmStartSettings.PATH
              + ".from must name a folder with the files of a published network: "
              + String.join(", ", PublishedFiles.NAMES));
    }
    return file;
  }

  private final class Folder implements PublishedFiles {
    @Override
    public <T> T read(String file, Function<InputStream, T> reading) {
      return files.read(existing(file), reading::apply);
    }

    @Override
    public String shown(String file) {
      return Locations.shown(Locations.child(folder, file));
    }
  }
}
