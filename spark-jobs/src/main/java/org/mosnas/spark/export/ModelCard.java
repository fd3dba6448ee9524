package org.mosnas.spark.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mosnas.model.export.BundleConfig;
import org.mosnas.model.export.TranslationGraphs;
import org.mosnas.model.space.DecoderLayerSpec;
import org.mosnas.model.space.EncoderLayerSpec;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.search.latency.LatencyProtocol;

/** What a model is, where it comes from and what it is good for, in Markdown. */
final class ModelCard {
  private final FinishedRun run;
  private final BundleConfig config;
  private final StringBuilder text = new StringBuilder();

  ModelCard(FinishedRun run, BundleConfig config) {
    this.run = run;
    this.config = config;
  }

  String markdown() {
    TranslationSpec spec = config.shape().envelope();
    line("# Translation from %s to %s, model %s", config.source(), config.target(), spec.id());
    line("");
    line("A Transformer whose architecture was searched with MoSNAS under a limit on its latency,");
    line("from a mixture-of-supernets, and finetuned from the weights it inherited.");
    architecture(spec);
    scores();
    latency();
    data();
    provenance();
    limits();
    use();
    configuration();
    return text.toString();
  }

  private void architecture(TranslationSpec spec) {
    heading("Architecture");
    line(
        "| layer | embedding | feed-forward | self-attention heads | encoder–decoder heads | attended encoder layers |");
    line("|---|---|---|---|---|---|");
    for (int i = 0; i < spec.encoder().size(); i++) {
      EncoderLayerSpec layer = spec.encoder().get(i);
      line(
          "| encoder %d | %d | %d | %d | | |",
          i + 1, spec.encoderEmbed(), layer.ffn(), layer.heads());
    }
    for (int i = 0; i < spec.decoder().size(); i++) {
      DecoderLayerSpec layer = spec.decoder().get(i);
      line(
          "| decoder %d | %d | %d | %d | %d | %d |",
          i + 1,
          spec.decoderEmbed(),
          layer.ffn(),
          layer.selfHeads(),
          layer.crossHeads(),
          layer.attendedLayers());
    }
    line("");
    line(
        "Width of queries, keys and values %d; %d source words, %d target words; %s parameters besides the word embeddings, %s FLOPs for a sentence of the reference length of the space.",
        config.shape().qkvSize(),
        config.shape().sourceVocabulary(),
        config.shape().targetVocabulary(),
        count("/winner/parameters"),
        count("/winner/flops"));
  }

  private void scores() {
    heading("Scores");
    line("On the test set of the run, beam %d:", config.decoding().beam());
    line("");
    line("| system | BLEU | chrF2 |");
    line("|---|---|---|");
    score("**this model**", run.record().path("winner"));
    for (Map.Entry<String, JsonNode> baseline : fields(run.record().path("baselines"))) {
      score(baseline.getKey() + ", inherited weights", baseline.getValue());
    }
    for (Map.Entry<String, JsonNode> floor : fields(run.record().path("floors"))) {
      score(floor.getKey() + " (no network)", floor.getValue());
    }
    line("");
    line("BLEU signature: `%s`", run.record().at("/winner/signature").asText("unknown"));
  }

  private void score(String name, JsonNode scores) {
    line("| %s | %s | %s |", name, number(scores.path("bleu"), 2), number(scores.path("chrf"), 2));
  }

  private void latency() {
    LatencyProtocol protocol = run.winner().latency();
    JsonNode latency = run.record().at("/winner/latencyMs");
    JsonNode hardware = run.record().at("/provenance/hardware");
    heading("Latency");
    line("| | ms |");
    line("|---|---|");
    line("| predicted before finetuning | %s |", number(latency.path("predicted"), 2));
    line("| bound of the prediction | %s |", number(latency.path("bound"), 2));
    line("| measured | %s |", number(latency.path("measured"), 2));
    line("| limit of the search | %s |", number(latency.path("limit"), 2));
    line("");
    line(
        "Protocol: %d sentence(s) of %d source tokens, %d decoding steps, beam %d, %d thread(s), median of %d rounds after warm-up, on MoSNAS' engine, not in ONNX Runtime.",
        protocol.batch(),
        protocol.sourceLength(),
        protocol.targetLength(),
        protocol.beam(),
        protocol.threads(),
        protocol.rounds());
    line(
        "Hardware: %s, %s logical processors, %s GiB, %s.",
        hardware.path("cpu").asText("unknown"),
        hardware.path("cores").asText("?"),
        number(hardware.path("memoryBytes"), 0, 1L << 30),
        hardware.path("jvm").asText("unknown"));
  }

  private void data() {
    heading("Data");
    if (run.corpus().isPresent()) {
      JsonNode corpus = run.corpus().get();
      line("- Kind: %s", corpus.path("kind").asText());
      line("- Licence: %s", corpus.path("licence").asText("unknown"));
      line("- Attribution: %s", corpus.path("attribution").asText("unknown"));
      for (JsonNode source : corpus.path("packages")) {
        line(
            "- Package: %s %s, SHA-256 `%s`",
            source.path("name").asText(),
            source.path("version").asText(),
            source.path("sha256").asText());
      }
      for (Map.Entry<String, JsonNode> part : fields(corpus.path("lines"))) {
        line("- Sentence pairs, %s: %,d", part.getKey(), part.getValue().asLong());
      }
    } else {
      line("The run was given its own corpus; its licence is not known to MoSNAS.");
    }
    line("");
    line("| file | SHA-256 |");
    line("|---|---|");
    for (Map.Entry<String, JsonNode> file : fields(run.record().at("/provenance/data"))) {
      String name = file.getKey().substring(file.getKey().lastIndexOf('/') + 1);
      line("| %s | `%s` |", name, file.getValue().asText());
    }
  }

  private void provenance() {
    JsonNode provenance = run.record().path("provenance");
    String commit = provenance.path("commit").asText();
    heading("Provenance");
    line("- Commit of MoSNAS: %s", commit.isEmpty() ? "unknown" : "`" + commit + "`");
    line("- Made from: `%s`, the name of its settings and inputs", run.winner().madeFrom());
    line("- Seed: %s", provenance.path("seed").asText());
    line("- Run: %s to %s", at("/startedAt"), at("/finishedAt"));
    line(
        "- Validation loss when it was chosen: %s",
        number(run.record().at("/winner/validationLoss"), 3));
  }

  private void limits() {
    heading("Limits of use");
    line(
        "- It translates text like that of its training data, a sentence at a time; elsewhere expect worse than the scores above.");
    line("- Its translations can be fluent and wrong. Have a person check whatever matters.");
    line("- At most %,d tokens per sentence, source or target.", TranslationGraphs.MAX_POSITIONS);
    line("- The latency holds on the hardware and by the protocol above; measure on yours.");
    line("- It carries whatever bias and error its data has; nothing was done against them.");
  }

  private void use() {
    heading("Use");
    line("    mos verify BUNDLE");
    line("    mos translate --bundle BUNDLE < sentences.txt");
    line("");
    line(
        "Inputs and outputs of the ONNX graphs are described in docs/bundle.md of MoSNAS, with a stand-alone program in Java.");
  }

  private void configuration() {
    heading("Configuration of the run");
    line("<details><summary>All keys, secrets replaced</summary>");
    line("");
    line("```");
    text.append(run.configuration().strip()).append('\n');
    line("```");
    line("");
    line("</details>");
  }

  private void heading(String title) {
    line("");
    line("## %s", title);
    line("");
  }

  private void line(String format, Object... arguments) {
    text.append(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments))
        .append('\n');
  }

  private String at(String pointer) {
    return run.record().at(pointer).asText("unknown");
  }

  private String count(String pointer) {
    JsonNode number = run.record().at(pointer);
    return number.isNumber() ? String.format(Locale.ROOT, "%,d", number.asLong()) : "unknown";
  }

  private static String number(JsonNode number, int digits) {
    return number(number, digits, 1);
  }

  private static String number(JsonNode number, int digits, long unit) {
    return number.isNumber()
        ? String.format(Locale.ROOT, "%." + digits + "f", number.asDouble() / unit)
        : "–";
  }

  private static List<Map.Entry<String, JsonNode>> fields(JsonNode node) {
    List<Map.Entry<String, JsonNode>> fields = new ArrayList<>();
    node.fields().forEachRemaining(fields::add);
    return fields;
  }
}
