package org.mosnas.bench;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.family.translation.TranslationSpaceSettings;

/** The spaces of the cases, read from where the product reads them. */
final class BenchSpaceSettings {
  private BenchSpaceSettings() {}

  /** The default space: the demo's. */
  static TranslationSpace demo() {
    return TranslationSpaceSettings.from(ConfigFactory.defaultReference());
  }

  /** HAT's space for WMT, of {@code conf/space/hat-wmt.conf}. */
  static TranslationSpace hat() {
    String home = System.getenv().getOrDefault("MOSNAS_HOME", ".");
    Path file = Path.of(home, "conf", "space", "hat-wmt.conf");
    if (!Files.isReadable(file)) {
      throw new MosnasException(
          ErrorKind.USAGE,
          "cannot read " + file + "; set MOSNAS_HOME to the directory of the project");
    }
    Config root =
        ConfigFactory.parseFile(file.toFile())
            .withFallback(ConfigFactory.defaultReference())
            .resolve();
    return TranslationSpaceSettings.from(root);
  }

  /** Sizes of the vocabularies of both sides that the space is quoted with. */
  static int vocabulary(TranslationSpace space) {
    return space.name().equals("tiny") ? 8000 : 32768;
  }
}
