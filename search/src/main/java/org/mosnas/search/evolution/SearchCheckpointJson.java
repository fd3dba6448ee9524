package org.mosnas.search.evolution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.json.JsonFields;
import org.mosnas.model.json.StrictJson;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.evolution.CostModel.Costs;
import org.mosnas.search.evolution.SearchState.Candidate;
import org.mosnas.search.evolution.SearchState.DrawStatistics;
import org.mosnas.search.evolution.SearchState.Generation;

/**
 * The JSON form of a search, from which it is resumed.
 *
 * <p>Every candidate stands there once, in the order in which it was scored; generations name their
 * populations by id.
 */
public final class SearchCheckpointJson {
  private static final String FORMAT = "mosnas-search-v1";
  private static final String MADE_FROM = "made-from";

  private final String origin;
  private final SearchSpace space;

  private SearchCheckpointJson(String origin, SearchSpace space) {
    this.origin = origin;
    this.space = space;
  }

  /** The search as text; equal searches give equal text. */
  public static String write(SearchState state) {
    return write(state, "");
  }

  /**
   * As {@link #write(SearchState)}.
   *
   * @param madeFrom name of what the losses and costs were made from; empty if it has none
   */
  public static String write(SearchState state, String madeFrom) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", FORMAT);
    if (!madeFrom.isEmpty()) {
      root.put(MADE_FROM, madeFrom);
    }
    root.put("seed", state.seed());
    ArrayNode generations = root.putArray("generations");
    state.generations().forEach(generation -> write(generation, generations.addObject()));
    ArrayNode candidates = root.putArray("candidates");
    state.known().values().forEach(candidate -> write(candidate, candidates.addObject()));
    return root.toString() + "\n";
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param text the document
   * @param origin where it came from, for messages
   * @param space that was searched
   * @throws BadDataException if it is not a search of this version
   */
  public static SearchState read(String text, String origin, SearchSpace space) {
    SearchCheckpointJson reader = new SearchCheckpointJson(origin, space);
    try {
      return reader.state(StrictJson.parse(text));
    } catch (JsonProcessingException e) {
      throw reader.bad(StrictJson.problem(e), e);
    } catch (IllegalArgumentException e) {
      throw reader.bad(e.getMessage(), e);
    }
  }

  /**
   * The name of what a search was made from; empty if it has none, as those of older versions.
   *
   * @param origin where the text came from, for messages
   * @throws BadDataException if it is not JSON
   */
  public static String madeFrom(String text, String origin) {
    try {
      return StrictJson.parse(text).path(MADE_FROM).asText("");
    } catch (JsonProcessingException e) {
      throw bad(origin, StrictJson.problem(e), e);
    }
  }

  private static void write(Generation generation, ObjectNode node) {
    DrawStatistics statistics = generation.statistics();
    node.put("index", generation.index());
    node.put("infeasible", statistics.infeasible());
    node.put("duplicates", statistics.duplicates());
    node.put("evaluations", statistics.evaluations());
    ArrayNode population = node.putArray("population");
    generation.population().forEach(candidate -> population.add(candidate.spec().id()));
  }

  private static void write(Candidate candidate, ObjectNode node) {
    Costs costs = candidate.costs();
    node.put("id", candidate.spec().id());
    node.put("loss", candidate.loss());
    node.put("latency-ms", costs.latencyMillis());
    node.put("latency-bound-ms", costs.latencyBoundMillis());
    node.put("parameters", costs.parameters());
    node.put("flops", costs.flops());
    node.set("subnet", candidate.spec().toJson());
  }

  private SearchState state(JsonNode root) {
    String format = root.path("format").asText("none");
    if (!format.equals(FORMAT)) {
      throw bad("format is '" + format + "', expected '" + FORMAT + "'", null);
    }
    Map<String, Candidate> candidates = new LinkedHashMap<>();
    for (JsonNode node : JsonFields.list(root, "candidates")) {
      Candidate candidate = candidate(node);
      candidates.put(candidate.spec().id(), candidate);
    }
    List<Generation> generations = new ArrayList<>();
    for (JsonNode node : JsonFields.list(root, "generations")) {
      generations.add(generation(node, candidates));
    }
    return new SearchState(JsonFields.whole(root, "seed"), generations);
  }

  private Candidate candidate(JsonNode node) {
    SubnetSpec spec = space.fromJson(JsonFields.object(node, "subnet"), origin);
    Costs costs =
        new Costs(
            JsonFields.number(node, "latency-ms"),
            JsonFields.number(node, "latency-bound-ms"),
            JsonFields.whole(node, "parameters"),
            JsonFields.whole(node, "flops"));
    return new Candidate(spec, JsonFields.number(node, "loss"), costs);
  }

  private Generation generation(JsonNode node, Map<String, Candidate> candidates) {
    List<Candidate> population = new ArrayList<>();
    for (JsonNode id : JsonFields.list(node, "population")) {
      Candidate candidate = candidates.get(id.asText());
      if (candidate == null) {
        throw bad("candidate '" + id.asText() + "' is missing", null);
      }
      population.add(candidate);
    }
    int infeasible = JsonFields.count(node, "infeasible");
    int duplicates = JsonFields.count(node, "duplicates");
    int evaluations = JsonFields.count(node, "evaluations");
    DrawStatistics statistics =
        new DrawStatistics(
            infeasible + duplicates + evaluations, infeasible, duplicates, evaluations);
    return new Generation(JsonFields.count(node, "index"), population, statistics);
  }

  private BadDataException bad(String problem, Exception cause) {
    return bad(origin, problem, cause);
  }

  private static BadDataException bad(String origin, String problem, Exception cause) {
    return new BadDataException(
        String.format(
            Locale.ROOT,
            "%s is not a readable search: %s; delete it to start the search afresh",
            origin,
            problem),
        cause);
  }
}
