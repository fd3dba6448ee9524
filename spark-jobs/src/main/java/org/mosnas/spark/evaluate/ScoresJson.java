package org.mosnas.spark.evaluate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.mosnas.model.metric.ConfidenceInterval;
import org.mosnas.model.metric.PairedBootstrap;
import org.mosnas.model.metric.SystemScores;

/** Scores in {@code run.json}. */
public final class ScoresJson {
  private ScoresJson() {}

  /** BLEU and chrF2 with signatures and intervals. */
  public static ObjectNode of(SystemScores scores) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("bleu", scores.bleu().value());
    node.set("bleuInterval", interval(scores.bleu()));
    node.put("signature", scores.bleu().signature());
    node.put("chrf", scores.chrf().value());
    node.set("chrfInterval", interval(scores.chrf()));
    node.put("chrfSignature", scores.chrf().signature());
    return node.put("sentences", scores.sentences());
  }

  /** How much better a system is than a baseline, and how likely that is chance. */
  public static ObjectNode test(SystemScores baseline, SystemScores system) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("bleu", test(system.bleuAgainst(baseline)));
    node.set("chrf", test(system.chrfAgainst(baseline)));
    return node;
  }

  private static ObjectNode interval(SystemScores.Score score) {
    ConfidenceInterval interval = score.interval();
    return JsonNodeFactory.instance
        .objectNode()
        .put("lower", interval.lower())
        .put("upper", interval.upper())
        .put("mean", interval.mean())
        .put("signature", score.bootstrapSignature());
  }

  private static ObjectNode test(PairedBootstrap test) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("difference", test.difference())
        .put("pValue", test.pValue());
  }
}
