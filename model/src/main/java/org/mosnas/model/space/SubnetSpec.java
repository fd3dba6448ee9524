package org.mosnas.model.space;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.List;

/**
 * One architecture of a search space.
 *
 * <p>A canonical value: it holds active layers only, so equal specs describe the same subnet on
 * every machine and may be used as keys of tables, caches and logs. What its numbers mean is known
 * to its family alone; everybody else asks it, and never what class it is of.
 */
public interface SubnetSpec extends Serializable {
  /**
   * Durable name of this architecture: the first 12 hexadecimal digits of the SHA-256 of its
   * {@linkplain SpecJson#canonical canonical JSON}.
   */
  String id();

  /** The JSON form: keys in a fixed order, so that equal specs have equal texts. */
  ObjectNode toJson();

  /**
   * The text of a file that holds this spec, in the form that the users of the family know. Its
   * space {@linkplain SearchSpace#parse reads} it.
   */
  String toText();

  /** What is timed and summed up to predict the latency of this subnet, in order of execution. */
  List<Block> blocks();

  /** What a reader is shown of this subnet. */
  Sketch sketch();
}
