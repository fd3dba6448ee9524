package org.mosnas.spark.labelled.export;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mosnas.model.export.LabelledConfig;
import org.mosnas.model.family.bert.BertLayerSpec;
import org.mosnas.model.family.bert.BertSpec;
import org.mosnas.model.metric.labelled.LabelledMetric;
import org.mosnas.search.latency.LatencyProtocol;
import org.mosnas.spark.data.Split;
import org.mosnas.spark.export.FinishedRun;
import org.mosnas.spark.export.ModelCard;
import org.mosnas.spark.labelled.prepare.LabelledManifest;
import org.mosnas.spark.run.EvaluatedSystem;
import org.mosnas.spark.run.EvaluatedSystem.Score;

/** The model card of a network that labels texts. */
final class LabelledCard {
  private final FinishedRun run;
  private final LabelledConfig config;
  private final LabelledModel model;
  private final LabelledManifest data;
  private final ModelCard card;

  LabelledCard(FinishedRun run, LabelledModel model) {
    this.run = run;
    this.model = model;
    this.config = model.config();
    this.data = model.data().manifest();
    this.card = new ModelCard(run);
  }

  /** As it lies in a bundle. */
  String ofBundle() {
    begin();
    useOfBundle();
    card.configuration();
    return card.markdown();
  }

  /** As it lies in the layout of Hugging Face. */
  String ofPublished() {
    begin();
    useOfPublished();
    card.configuration();
    return card.markdown();
  }

  private void begin() {
    card.line(
        "# %s of %s, model %s",
        config.classes().isEmpty() ? "Numbers" : "Classes",
        config.texts() == 1 ? "texts" : "pairs of texts",
        config.shape().envelope().id());
    card.line("");
    card.line(
        "A BERT whose architecture was searched with MoSNAS, from a mixture-of-supernets, and");
    card.line("finetuned on labels from the weights it inherited.");
    architecture();
    labels();
    scores();
    card.latency(protocol());
    data();
    card.provenance();
    limits();
  }

  private void architecture() {
    BertSpec spec = config.shape().envelope();
    card.heading("Architecture");
    card.line("| layer | units | heads | feed-forward |");
    card.line("|---|---|---|---|");
    for (int i = 0; i < spec.layers().size(); i++) {
      BertLayerSpec layer = spec.layers().get(i);
      card.line("| %d | %d | %d | %d |", i + 1, layer.width(), layer.heads(), layer.ffn());
    }
    EvaluatedSystem.Subnet subnet = run.evaluated().subnet().orElseThrow();
    card.line("");
    card.line(
        "Embeddings of %d units, %s tokens, %d positions, bottlenecks: %s. %s weights in all; %s"
            + " parameters as the search counted them, %s FLOPs for a text of the reference length"
            + " of the space.",
        spec.embed(),
        ModelCard.count(config.shape().vocabulary()),
        config.shape().positions(),
        spec.bottlenecks().text(),
        ModelCard.count(model.subnet().parameters().length),
        ModelCard.count(subnet.parameters()),
        ModelCard.count(subnet.flops()));
  }

  private void labels() {
    card.heading("Labels");
    if (config.classes().isEmpty()) {
      card.line("A number for each.");
    } else {
      card.line("In the order of the scores:");
      card.line("");
      config.classes().forEach(name -> card.line("%s", "- " + name));
    }
  }

  private void scores() {
    List<LabelledMetric> metrics = data.metrics();
    card.heading("Scores");
    card.line(
        "On %s, in percent, with 95 %% intervals:",
        data.splitsDev() ? "a half of the development set of the run" : "the test set of the run");
    card.line("");
    card.line(
        "%s",
        metrics.stream()
            .map(LabelledMetric::label)
            .collect(Collectors.joining(" | ", "| system | ", " |")));
    card.line("%s", "|---".repeat(metrics.size() + 1) + "|");
    row("**this model**", run.evaluated(), metrics);
    for (EvaluatedSystem system : run.record().systems()) {
      if (!system.key().equals(EvaluatedSystem.WINNER)) {
        row(system.title(), system, metrics);
      }
    }
  }

  private void row(String name, EvaluatedSystem system, List<LabelledMetric> metrics) {
    card.line(
        "%s",
        metrics.stream()
            .map(metric -> shown(system.score(metric.id())))
            .collect(Collectors.joining(" | ", "| " + name + " | ", " |")));
  }

  private static String shown(Optional<Score> score) {
    String value = ModelCard.number(score.map(Score::value), 2);
    return score
        .flatMap(Score::interval)
        .map(
            interval ->
                String.format(
                    Locale.ROOT, "%s (%.2f–%.2f)", value, interval.lower(), interval.upper()))
        .orElse(value);
  }

  private String protocol() {
    LatencyProtocol protocol = run.winner().latency();
    return String.format(
        Locale.ROOT,
        "Protocol: %d text(s) of %d tokens, %d thread(s), median of %d rounds after warm-up, on"
            + " MoSNAS' engine, not in ONNX Runtime.",
        protocol.batch(),
        protocol.sourceLength(),
        protocol.threads(),
        protocol.rounds());
  }

  private void data() {
    card.data("Lines");
    card.line("");
    card.line("| labelled texts | examples | longer than %d tokens and cut |", config.maxLength());
    card.line("|---|---|---|");
    for (Split split : Split.values()) {
      LabelledManifest.Counts part = data.part(split);
      card.line(
          "| %s | %s | %s |",
          split.label(), ModelCard.count(part.examples()), ModelCard.count(part.cut()));
    }
  }

  private void limits() {
    card.heading("Limits of use");
    card.line(
        "- It labels texts like those of its training data; elsewhere expect worse than the scores above.");
    card.line(
        "- Texts of more than %d tokens are cut%s.",
        config.maxLength(), config.texts() == 1 ? "" : ", the longer one of a pair first");
    card.line(
        "- It answers with one of its labels to whatever it is given; probabilities are those of the network and were not calibrated.");
    card.line("- The latency holds on the hardware and by the protocol above; measure on yours.");
    card.line("- It carries whatever bias and error its data has; nothing was done against them.");
  }

  private void useOfBundle() {
    card.heading("Use");
    card.line("    mos verify BUNDLE");
    card.line("    mos classify --bundle BUNDLE < texts.txt");
    card.line("");
    card.line("Or in Python, in this folder, with onnxruntime, tokenizers and numpy:");
    card.line("");
    card.line("```python");
    card.line("import json, numpy, onnxruntime, tokenizers");
    card.line("config = json.load(open('config.json', encoding='utf-8'))");
    card.line("tokenizer = tokenizers.Tokenizer.from_file('tokenizer.json')");
    card.line("tokenizer.enable_truncation(config['text']['max-length'])");
    card.line("tokenizer.enable_padding()");
    card.line("texts = tokenizer.encode_batch([%s])", example());
    card.line(
        "names = {'input_ids': 'ids', 'attention_mask': 'attention_mask', 'token_type_ids': 'type_ids'}");
    card.line(
        "inputs = {name: numpy.array([getattr(t, of) for t in texts], 'int64') for name, of in names.items()}");
    card.line("logits, = onnxruntime.InferenceSession('model.onnx').run(['logits'], inputs)");
    card.line(
        "%s",
        config.classes().isEmpty()
            ? "print(logits[:, 0])"
            : "print([config['labels']['names'][best] for best in logits.argmax(1)])");
    card.line("```");
    card.line("");
    card.line(
        "Two things differ: tokenizers takes `[SEP]` and the like in a text for special tokens, not for text%s.",
        config.texts() == 1
            ? ""
            : ", and of a pair whose texts are both cut it may keep a token more of the second");
  }

  private void useOfPublished() {
    card.heading("Use");
    card.line("```python");
    card.line("import transformers");
    card.line("tokenizer = transformers.AutoTokenizer.from_pretrained('FOLDER')");
    card.line(
        "model = transformers.AutoModelForSequenceClassification.from_pretrained('FOLDER').eval()");
    card.line(
        "inputs = tokenizer([%s], padding=True, truncation=True, return_tensors='pt')", example());
    card.line(
        "%s",
        config.classes().isEmpty()
            ? "print(model(**inputs).logits[:, 0].tolist())"
            : "print([model.config.id2label[best] for best in model(**inputs).logits.argmax(1).tolist()])");
    card.line("```");
  }

  private String example() {
    return config.texts() == 1
        ? "'a text', 'another one'"
        : "('a text', 'and its pair'), ('another', 'one')";
  }
}
