package org.mosnas.spark.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.mosnas.model.engine.cost.NetworkCost;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SpecEncoder;
import org.mosnas.model.space.SubnetCost;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.ModelSettings;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.spark.train.RoundMemory;

/** What {@code mos space} says of a space and its subnets. */
final class SpaceQuote {
  private final SearchSpace space;
  private final NetworkShape shape;
  private final ModelSettings model;

  SpaceQuote(SearchSpace space, NetworkShape shape, ModelSettings model) {
    this.space = space;
    this.shape = shape;
    this.model = model;
  }

  /** The number of subnets, the smallest and the largest, and the supernet that is trained. */
  ObjectNode space() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("cardinality", space.cardinality());
    json.set("smallest", quote(space.smallest()));
    json.set("largest", quote(space.largest()));
    json.set("supernet", supernet());
    return json;
  }

  /** What training holds: embeddings, every expert of every matrix, and routers. */
  private ObjectNode supernet() {
    Supernet supernet = model.supernet(space, shape);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("experts", model.mixture().experts());
    json.put("parameters", supernet.layout().parameters());
    RoundMemory memory = new RoundMemory(supernet.layout().floats());
    json.put("state_bytes", memory.state());
    json.put("replica_bytes", memory.outsideHeap(1));
    return json;
  }

  /**
   * Costs at the reference length, and encodings, of a subnet.
   *
   * @throws org.mosnas.model.space.IncompatibleSpecException if it is not in the space
   */
  ObjectNode subnet(SubnetSpec spec) {
    return quote(space.requireContains(spec));
  }

  private ObjectNode quote(SubnetSpec spec) {
    SubnetCost cost = NetworkCost.of(shape, spec, space.referenceLength()).subnet();
    SpecEncoder encoder = space.specEncoder();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", spec.id());
    json.put("parameters", cost.parameters());
    json.put("flops", cost.flops());
    json.put("embedding_parameters", cost.embeddingParameters());
    json.put("output_layer_flops", cost.outputLayerFlops());
    json.set("encoding", array(encoder.encode(spec, EncodingKind.AGGREGATE)));
    json.set("fine_encoding", array(encoder.encode(spec, EncodingKind.FINE)));
    return json;
  }

  private static ArrayNode array(double[] numbers) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (double number : numbers) {
      array.add(number);
    }
    return array;
  }
}
