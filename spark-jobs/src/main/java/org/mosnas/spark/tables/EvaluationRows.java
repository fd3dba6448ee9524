package org.mosnas.spark.tables;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The rows of {@link Tables#EVALUATIONS} from the record of a run. */
final class EvaluationRows {
  private EvaluationRows() {}

  static List<TableRow> of(JsonNode record) {
    List<TableRow> rows = new ArrayList<>();
    add(rows, "searched-finetuned", "finetuned", record.path("winner"));
    add(rows, "searched-from-scratch", "from-scratch", record.path("fromScratch"));
    record
        .path("baselines")
        .fields()
        .forEachRemaining(field -> add(rows, field.getKey(), "inherited", field.getValue()));
    record
        .path("floors")
        .fields()
        .forEachRemaining(field -> add(rows, field.getKey(), "none", field.getValue()));
    return rows;
  }

  private static void add(List<TableRow> rows, String system, String weights, JsonNode scores) {
    if (scores.path("bleu").isNumber()) {
      rows.add(row(system, weights, scores));
    }
  }

  private static TableRow row(String system, String weights, JsonNode scores) {
    JsonNode latency = scores.path("latencyMs");
    JsonNode test = scores.path("winnerTest");
    JsonNode subnet = scores.path("subnet");
    return new TableRow()
        .text("system", system)
        .text("weights", weights)
        .text("split", "test")
        .whole("sentences", scores.path("sentences"))
        .number("bleu", scores.path("bleu"))
        .number("bleu_lower", scores.at("/bleuInterval/lower"))
        .number("bleu_upper", scores.at("/bleuInterval/upper"))
        .text("bleu_signature", scores.path("signature"))
        .number("chrf2", scores.path("chrf"))
        .number("chrf2_lower", scores.at("/chrfInterval/lower"))
        .number("chrf2_upper", scores.at("/chrfInterval/upper"))
        .text("chrf2_signature", scores.path("chrfSignature"))
        .number("bleu_behind_winner", test.at("/bleu/difference"))
        .number("bleu_p_value", test.at("/bleu/pValue"))
        .number("chrf2_behind_winner", test.at("/chrf/difference"))
        .number("chrf2_p_value", test.at("/chrf/pValue"))
        .number("predicted_ms", latency.path("predicted"))
        .number("bound_ms", latency.path("bound"))
        .number("measured_ms", latency.path("measured"))
        .number("limit_ms", latency.path("limit"))
        .whole("parameters", scores.path("parameters"))
        .whole("flops", scores.path("flops"))
        .number("validation_loss", scores.path("validationLoss"))
        .text("subnet_id", scores.path("id"))
        .text("subnet", subnet.isObject() ? subnet.toString() : null);
  }
}
