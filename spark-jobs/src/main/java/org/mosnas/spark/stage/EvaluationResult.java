package org.mosnas.spark.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mosnas.model.space.SpecJson;
import org.mosnas.spark.evaluate.ScoresJson;
import org.mosnas.spark.io.RunRecord;
import org.mosnas.spark.search.SearchOutcome.Measured;

/**
 * What an evaluation came to.
 *
 * @param winner the searched subnet, finetuned
 * @param fromScratch its architecture trained from new weights, if that was asked for
 * @param baselines subnets with inherited weights
 * @param floors what needs no network
 * @param latencyLimitMillis the limit of the search, if latency is limited
 */
record EvaluationResult(
    SystemResult winner,
    Optional<SystemResult> fromScratch,
    List<SystemResult> baselines,
    List<SystemResult> floors,
    Optional<Double> latencyLimitMillis) {
  /** Copies the lists. */
  EvaluationResult {
    baselines = List.copyOf(baselines);
    floors = List.copyOf(floors);
  }

  /** All that the winner is compared with. */
  Stream<SystemResult> others() {
    return Stream.of(baselines.stream(), fromScratch.stream(), floors.stream())
        .flatMap(some -> some);
  }

  /** Puts everything into the record of the run. */
  void record(RunRecord record) {
    record.winner(json(winner));
    record.fromScratch(fromScratch.map(this::tested).orElse(null));
    baselines.forEach(baseline -> record.baseline(baseline.key(), tested(baseline)));
    floors.forEach(floor -> record.floor(floor.key(), tested(floor)));
  }

  private ObjectNode tested(SystemResult system) {
    ObjectNode node = json(system);
    node.set("winnerTest", ScoresJson.test(system.scores(), winner.scores()));
    return node;
  }

  private ObjectNode json(SystemResult system) {
    ObjectNode node = ScoresJson.of(system.scores());
    system.subnet().ifPresent(measured -> describe(node, measured));
    return node;
  }

  private void describe(ObjectNode node, Measured measured) {
    var costs = measured.candidate().costs();
    ObjectNode latency = node.putObject("latencyMs");
    latency.put("predicted", costs.latencyMillis());
    latency.put("bound", costs.latencyBoundMillis());
    latency.put("measured", measured.measuredMillis());
    latency.put("limit", latencyLimitMillis.orElse(null));
    node.put("parameters", costs.parameters());
    node.put("flops", costs.flops());
    node.put("validationLoss", measured.candidate().loss());
    node.put("id", measured.candidate().spec().id());
    node.set("subnet", SpecJson.node(measured.candidate().spec()));
  }
}
