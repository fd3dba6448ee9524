package org.mosnas.spark.testing;

import java.net.URISyntaxException;
import java.net.URL;
import org.apache.hadoop.fs.Path;

/** Files that version 1 wrote, kept under {@code v1} beside the test that reads them. */
public final class Fixtures {
  private Fixtures() {}

  /** A file or folder of version 1, beside {@code test} among the resources. */
  public static Path ofVersionOne(Class<?> test, String name) {
    URL resource = test.getResource("v1/" + name);
    if (resource == null) {
      throw new AssertionError("no fixture v1/" + name + " beside " + test.getName());
    }
    try {
      return new Path(resource.toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** As {@link #ofVersionOne}, where no Hadoop is needed. */
  public static java.nio.file.Path localOfVersionOne(Class<?> test, String name) {
    return java.nio.file.Path.of(ofVersionOne(test, name).toUri().getPath());
  }
}
