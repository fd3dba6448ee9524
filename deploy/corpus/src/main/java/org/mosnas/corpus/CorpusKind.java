package org.mosnas.corpus;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Where a corpus comes from. */
public enum CorpusKind {
  /** The LibreOffice help of Debian's packages, fetched with apt. */
  @JsonProperty("apt")
  APT,
  /** The built-in grammar: English-like sentences and their German-like translations. */
  @JsonProperty("generated")
  GENERATED,
  /** {@link #APT} where it works, otherwise {@link #GENERATED} with a notice. Only requested. */
  @JsonProperty("auto")
  AUTO;

  /** Lower-case name, as on the command line and in manifests. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
