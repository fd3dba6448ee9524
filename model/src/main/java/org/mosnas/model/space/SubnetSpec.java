package org.mosnas.model.space;

import java.io.Serializable;

/**
 * One architecture of a search space.
 *
 * <p>A canonical value: it holds active layers only, so equal specs describe the same subnet on
 * every machine and may be used as keys of tables, caches and logs.
 */
public sealed interface SubnetSpec extends Serializable permits TranslationSpec {
  /**
   * Durable name of this architecture: the first 12 hexadecimal digits of the SHA-256 of its
   * {@linkplain SpecJson#canonical canonical JSON}.
   */
  String id();
}
