package org.mosnas.model.space;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import org.mosnas.model.error.BadDataException;

/**
 * The subnets that one supernet holds.
 *
 * <p>A value of its family, which alone knows what is chosen. Sampling, search, prediction of
 * latency and reports work on any space through this interface.
 */
public interface SearchSpace extends Serializable {
  /** What the space is called in reports; not blank. */
  String name();

  /** The subnet with the maximum of every size. */
  SubnetSpec largest();

  /** The subnet with the minimum of every size. */
  SubnetSpec smallest();

  /** Number of different subnets. */
  BigInteger cardinality();

  /** Length of a sequence, in tokens, at which FLOPs are quoted; positive. */
  int referenceLength();

  /** Most tokens of a sequence that networks of this space can read, if there is a limit. */
  default OptionalInt longestSequence() {
    return OptionalInt.empty();
  }

  /** What makes {@code spec} no member of this space, if anything, as part of a message. */
  Optional<String> violation(SubnetSpec spec);

  /**
   * Draws a subnet.
   *
   * @param below gives a number from 0 to its argument, exclusive
   */
  SubnetSpec draw(IntUnaryOperator below);

  /** Subnets of this space as lists of genes. */
  Genes genes();

  /** Subnets of this space as vectors for routers and predictors. */
  SpecEncoder specEncoder();

  /** All blocks that a subnet of this space can have, none twice. */
  List<Block> blocks();

  /**
   * Reads what {@link SubnetSpec#toJson} wrote; it need not be a member of this space.
   *
   * @param source where it is from, for messages
   * @throws BadDataException if a key is missing, unknown or has a wrong value
   */
  SubnetSpec fromJson(JsonNode json, String source);

  /**
   * Reads what {@link SubnetSpec#toText} wrote; it need not be a member of this space.
   *
   * @param source where it is from, for messages
   * @throws BadDataException if it is not the text of a subnet; with the line where there is one
   */
  SubnetSpec parse(String text, String source);

  /**
   * As {@link #parse}, from a file.
   *
   * @throws BadDataException if it cannot be read, too
   */
  default SubnetSpec read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new BadDataException(file + ": no such file; expected a subnet", e);
    } catch (CharacterCodingException e) {
      throw new BadDataException(file + ": not UTF-8 text; expected a subnet", e);
    } catch (IOException e) {
      throw new BadDataException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Whether a subnet is one of this space. */
  default boolean contains(SubnetSpec spec) {
    return violation(spec).isEmpty();
  }

  /**
   * Gives {@code spec} back.
   *
   * @throws IncompatibleSpecException if it is not in this space, with the first reason
   */
  default SubnetSpec requireContains(SubnetSpec spec) {
    Optional<String> violation = violation(spec);
    if (violation.isPresent()) {
      throw new IncompatibleSpecException(spec.id(), name(), violation.get());
    }
    return spec;
  }
}
