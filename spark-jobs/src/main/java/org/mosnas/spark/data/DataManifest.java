package org.mosnas.spark.data;

import java.util.List;

/** What says what prepared data are and vouches for their files. */
public interface DataManifest {
  /** Name of its file. */
  String FILE = "manifest.json";

  /** Hash of everything that decides what the data are. */
  String fingerprint();

  /** A file of the user that was read. */
  interface InputFile {
    /** Where it was. */
    String path();

    /** Of its bytes. */
    String sha256();
  }

  /** The files of the user that the data were made of. */
  List<? extends InputFile> inputs();

  /** What a log says about the data, in one line. */
  String summary();

  /** The files of the data. */
  List<DataFile> outputs();

  /** The text of the file. */
  String toJson();
}
