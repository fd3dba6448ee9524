package org.mosnas.spark.train;

import java.io.Serializable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.mosnas.spark.cluster.Shared;
import org.mosnas.spark.io.AtomicFiles;

/** The file systems of an application, as its executors reach them. */
final class SharedFiles implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Broadcast<SerializableConfiguration> configuration;

  private SharedFiles(Broadcast<SerializableConfiguration> configuration) {
    this.configuration = configuration;
  }

  /** What executors need to know, shared until it is closed. */
  static Shared<SerializableConfiguration> share(JavaSparkContext spark) {
    return Shared.of(spark, new SerializableConfiguration(spark.hadoopConfiguration()));
  }

  static SharedFiles of(Shared<SerializableConfiguration> configuration) {
    return new SharedFiles(configuration.broadcast());
  }

  /** The files of the file system that a path is on. */
  AtomicFiles on(Path path) {
    return AtomicFiles.on(path, configuration.value().value());
  }
}
