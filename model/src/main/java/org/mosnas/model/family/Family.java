package org.mosnas.model.family;

import java.io.Serializable;
import java.util.List;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.supernet.DenseSubnet;

/**
 * A kind of networks: which spaces there are, what shape their networks have, and what is timed of
 * them. Everything else is asked of the values that it makes. Travels to executors.
 */
public interface Family extends Serializable {
  /** What {@code mosnas.space.family} says to mean this family. */
  String name();

  /**
   * All keys of {@code mosnas.space} but {@code family}, with their defaults, in HOCON; empty for
   * those of {@code reference.conf}.
   */
  default String defaults() {
    return "";
  }

  /** Reads a space; {@code block} is {@code mosnas.space}. */
  SearchSpace space(BlockSettings block);

  /** Sizes of the vocabularies for which costs are quoted without data, from the same block. */
  List<Integer> vocabularies(BlockSettings block);

  /**
   * The shape of the supernet of a space.
   *
   * @param vocabularies sizes of the vocabularies of the data, as many as the family has
   */
  NetworkShape shape(SearchSpace space, List<Integer> vocabularies);

  /**
   * A published network of this family, which supernets can start from or learn from.
   *
   * @param files its folder
   * @param seed of weights that the files have not, such as those of a head
   * @throws MosnasException of kind USAGE if there are none of this family, of kind DATA if the
   *     files are none
   */
  default PublishedNetwork published(PublishedFiles files, long seed) {
    throw new MosnasException(
        ErrorKind.USAGE,
        "model.init.from: a supernet of family \""
            + name()
            + "\" cannot start from a published network, nor learn from one");
  }

  /**
   * A network that computes the same as a {@linkplain #published published} one, its units in order
   * of importance, so that prefixes have the most important ones.
   *
   * @param importances of its parameters, {@code [floats]}; a unit is as important as all its
   *     parameters together
   * @throws MosnasException of kind USAGE if networks of this family cannot be put in order
   */
  default DenseSubnet ordered(DenseSubnet network, float[] importances) {
    throw new MosnasException(
        ErrorKind.USAGE,
        "model.init.order: networks of family \""
            + name()
            + "\" cannot be put in order of importance; set it to none");
  }

  /** What is timed of the networks of a shape; the caller closes it. */
  Workloads workloads(EngineKind engine, NetworkShape shape, WorkloadSize size);
}
