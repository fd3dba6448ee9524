package org.mosnas.model.family;

import java.io.InputStream;
import java.util.List;
import java.util.function.Function;

/** The files of a published network, wherever they lie. */
public interface PublishedFiles {
  /**
   * Reads one.
   *
   * @param file its name in the folder
   * @throws org.mosnas.model.error.MosnasException of kind DATA if there is none
   */
  <T> T read(String file, Function<InputStream, T> reading);

  /** What messages call a file. */
  String shown(String file);

  /** Names of the files that say what the network is, of all families that know such. */
  List<String> NAMES = List.of("config.json", "model.safetensors");
}
