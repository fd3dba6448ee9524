package org.mosnas.spark.data;

import java.util.List;

/** What says what prepared data are and vouches for their files. */
public interface DataManifest {
  /** Name of its file. */
  String FILE = "manifest.json";

  /** Hash of everything that decides what the data are. */
  String fingerprint();

  /** The files. */
  List<DataFile> outputs();

  /** The text of the file. */
  String toJson();
}
