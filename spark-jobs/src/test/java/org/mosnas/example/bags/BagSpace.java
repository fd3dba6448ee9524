package org.mosnas.example.bags;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.json.JsonFields;
import org.mosnas.model.space.Block;
import org.mosnas.model.space.Checks;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.space.Genes;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SpecEncoder;
import org.mosnas.model.space.SpecJson;
import org.mosnas.model.space.SubnetSpec;

/**
 * Autoencoders of some widths.
 *
 * @param name what the space is called
 * @param embed widths of embeddings; even
 * @param hidden widths of the hidden layer
 */
record BagSpace(String name, List<Integer> embed, List<Integer> hidden) implements SearchSpace {
  BagSpace {
    embed = Checks.embedChoices("embed", embed);
    hidden = Checks.choices("hidden", hidden);
  }

  @Override
  public BagSpec largest() {
    return new BagSpec(Collections.max(embed), Collections.max(hidden));
  }

  @Override
  public BagSpec smallest() {
    return new BagSpec(Collections.min(embed), Collections.min(hidden));
  }

  @Override
  public BigInteger cardinality() {
    return BigInteger.valueOf((long) embed.size() * hidden.size());
  }

  @Override
  public int referenceLength() {
    return 8;
  }

  @Override
  public Optional<String> violation(SubnetSpec spec) {
    BagSpec bag = (BagSpec) spec;
    boolean fits = embed.contains(bag.embed()) && hidden.contains(bag.hidden());
    return fits ? Optional.empty() : Optional.of("widths are " + bag.toJson());
  }

  @Override
  public BagSpec draw(IntUnaryOperator below) {
    return new BagSpec(
        embed.get(below.applyAsInt(embed.size())), hidden.get(below.applyAsInt(hidden.size())));
  }

  @Override
  public Genes genes() {
    return new Genes() {
      @Override
      public int count() {
        return 2;
      }

      @Override
      public List<Integer> choices(int gene) {
        return gene == 0 ? embed : hidden;
      }

      @Override
      public boolean isActive(int[] genes, int gene) {
        return true;
      }

      @Override
      public List<Integer> global() {
        return List.of(0, 1);
      }

      @Override
      public List<List<Integer>> layers() {
        return List.of();
      }

      @Override
      public int[] of(SubnetSpec spec) {
        BagSpec bag = (BagSpec) requireContains(spec);
        return new int[] {bag.embed(), bag.hidden()};
      }

      @Override
      public SubnetSpec spec(int[] genes) {
        return new BagSpec(genes[0], genes[1]);
      }
    };
  }

  @Override
  public SpecEncoder specEncoder() {
    return new Encoder(largest());
  }

  private record Encoder(BagSpec largest) implements SpecEncoder {
    @Override
    public int length(EncodingKind kind) {
      return 2;
    }

    @Override
    public double[] encode(SubnetSpec spec, EncodingKind kind) {
      BagSpec bag = (BagSpec) spec;
      return new double[] {
        (double) bag.embed() / largest.embed(), (double) bag.hidden() / largest.hidden()
      };
    }
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    embed.forEach(e -> hidden.forEach(h -> blocks.addAll(new BagSpec(e, h).blocks())));
    return blocks;
  }

  @Override
  public BagSpec fromJson(JsonNode json, String source) {
    try {
      return new BagSpec(JsonFields.integer(json, "embed"), JsonFields.integer(json, "hidden"));
    } catch (IllegalArgumentException refused) {
      throw new BadDataException(source + ": not a bag: " + refused.getMessage(), refused);
    }
  }

  @Override
  public BagSpec parse(String text, String source) {
    return fromJson(SpecJson.tree(text, source), source);
  }
}
