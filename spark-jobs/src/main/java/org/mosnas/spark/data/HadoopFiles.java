package org.mosnas.spark.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** Opens files on executors with the driver's Hadoop configuration. */
public final class HadoopFiles implements Serializable {
  private static final long serialVersionUID = 1;

  private final Broadcast<SerializableConfiguration> hadoop;

  /** Takes the configuration of a context along. */
  public HadoopFiles(JavaSparkContext context) {
    hadoop = context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
  }

  /** Opens a file for reading from a byte of it on. */
  public InputStream open(TextFile file, long offset) throws IOException {
    Path path = new Path(file.path());
    FSDataInputStream in = open(path.getFileSystem(hadoop.value().value()), path);
    try {
      in.seek(offset);
      return in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Beside local files Hadoop looks for a checksum, under a name that it cannot make where theirs
   * has a colon.
   */
  private static FSDataInputStream open(FileSystem fileSystem, Path path) throws IOException {
    return fileSystem instanceof LocalFileSystem local && path.getName().indexOf(':') >= 0
        ? local.getRawFileSystem().open(path)
        : fileSystem.open(path);
  }
}
