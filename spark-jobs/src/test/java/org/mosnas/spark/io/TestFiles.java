package org.mosnas.spark.io;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocalFileSystem;

/** Files for tests of other packages. */
public final class TestFiles {
  private TestFiles() {}

  /** The local ones, reached as those of any Hadoop file system are. */
  public static AtomicFiles throughHadoop() throws IOException {
    Configuration hadoop = new Configuration();
    return new AtomicFiles(new HadoopStorage(LocalFileSystem.getLocal(hadoop), hadoop));
  }
}
