package org.mosnas.model.bundle;

import java.io.IOException;

/** What is written into a bundle. */
public interface BundleContent {
  /** What sort of bundle it is, as the manifest names it. */
  String kind();

  /**
   * Writes every file but the manifest.
   *
   * @throws IOException if the storage fails
   */
  void write(BundleDraft draft) throws IOException;
}
