package org.mosnas.example.bags;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.mosnas.model.space.Block;
import org.mosnas.model.space.Sketch;
import org.mosnas.model.space.SpecJson;
import org.mosnas.model.space.SubnetSpec;

/**
 * An autoencoder of bags of words.
 *
 * @param embed width of embeddings, in units; even
 * @param hidden width of the hidden layer, in units
 */
record BagSpec(int embed, int hidden) implements SubnetSpec {
  @Override
  public String id() {
    return SpecJson.id(this);
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("embed", embed).put("hidden", hidden);
  }

  @Override
  public String toText() {
    return toJson() + "\n";
  }

  @Override
  public List<Block> blocks() {
    return List.of(Block.of("bag").with("embed", embed).with("hidden", hidden));
  }

  @Override
  public Sketch sketch() {
    Sketch.Layer layer = new Sketch.Layer(hidden, List.of(1), 0);
    return new Sketch(List.of(new Sketch.Stack("bag", embed, List.of(layer))));
  }
}
