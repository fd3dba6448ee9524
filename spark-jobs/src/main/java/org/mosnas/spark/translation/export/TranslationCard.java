package org.mosnas.spark.translation.export;

import java.util.Locale;
import org.mosnas.model.export.TranslationConfig;
import org.mosnas.model.export.TranslationGraphs;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.EncoderLayerSpec;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.search.latency.LatencyProtocol;
import org.mosnas.spark.export.FinishedRun;
import org.mosnas.spark.export.ModelCard;
import org.mosnas.spark.run.EvaluatedSystem;
import org.mosnas.spark.run.EvaluatedSystem.Score;

/** The model card of a network that translates. */
final class TranslationCard {
  private final FinishedRun run;
  private final TranslationConfig config;
  private final EvaluatedSystem winner;
  private final EvaluatedSystem.Subnet subnet;
  private final ModelCard card;

  TranslationCard(FinishedRun run, TranslationConfig config) {
    this.run = run;
    this.config = config;
    this.winner = run.evaluated();
    this.subnet = winner.subnet().orElseThrow();
    this.card = new ModelCard(run);
  }

  String markdown() {
    TranslationSpec spec = config.shape().envelope();
    card.line("# Translation from %s to %s, model %s", config.source(), config.target(), spec.id());
    card.line("");
    card.line(
        "A Transformer whose architecture was searched with MoSNAS under a limit on its latency,");
    card.line("from a mixture-of-supernets, and finetuned from the weights it inherited.");
    architecture(spec);
    scores();
    card.latency(protocol());
    card.data("Sentence pairs");
    card.provenance();
    limits();
    use();
    card.configuration();
    return card.markdown();
  }

  private void architecture(TranslationSpec spec) {
    card.heading("Architecture");
    card.line(
        "| layer | embedding | feed-forward | self-attention heads | encoder–decoder heads | attended encoder layers |");
    card.line("|---|---|---|---|---|---|");
    for (int i = 0; i < spec.encoder().size(); i++) {
      EncoderLayerSpec layer = spec.encoder().get(i);
      card.line(
          "| encoder %d | %d | %d | %d | | |",
          i + 1, spec.encoderEmbed(), layer.ffn(), layer.heads());
    }
    for (int i = 0; i < spec.decoder().size(); i++) {
      DecoderLayerSpec layer = spec.decoder().get(i);
      card.line(
          "| decoder %d | %d | %d | %d | %d | %d |",
          i + 1,
          spec.decoderEmbed(),
          layer.ffn(),
          layer.selfHeads(),
          layer.crossHeads(),
          layer.attendedLayers());
    }
    card.line("");
    card.line(
        "Width of queries, keys and values %d; %d source tokens, %d target tokens; %s parameters besides the embeddings of tokens, %s FLOPs for a sentence of the reference length of the space.",
        config.shape().qkvSize(),
        config.shape().sourceVocabulary(),
        config.shape().targetVocabulary(),
        ModelCard.count(subnet.parameters()),
        ModelCard.count(subnet.flops()));
  }

  private void scores() {
    card.heading("Scores");
    card.line("On the test set of the run, beam %d:", config.decoding().beam());
    card.line("");
    card.line("| system | BLEU | chrF2 |");
    card.line("|---|---|---|");
    score("**this model**", winner);
    for (EvaluatedSystem system : run.record().systems()) {
      switch (system.weights()) {
        case INHERITED -> score(system.key() + ", inherited weights", system);
        case NONE -> score(system.key() + " (no network)", system);
        case FINETUNED, FROM_SCRATCH -> {
          // The first is this model; the second is not what one could have had instead.
        }
      }
    }
    card.line("");
    card.line(
        "BLEU signature: `%s`",
        winner.score(Score.BLEU).flatMap(Score::signature).orElse("unknown"));
  }

  private void score(String name, EvaluatedSystem system) {
    card.line(
        "| %s | %s | %s |",
        name,
        ModelCard.number(system.value(Score.BLEU), 2),
        ModelCard.number(system.value(Score.CHRF2), 2));
  }

  private String protocol() {
    LatencyProtocol protocol = run.winner().latency();
    return String.format(
        Locale.ROOT,
        "Protocol: %d sentence(s) of %d source tokens, %d decoding steps, beam %d, %d thread(s), median of %d rounds after warm-up, on MoSNAS' engine, not in ONNX Runtime.",
        protocol.batch(),
        protocol.sourceLength(),
        protocol.targetLength(),
        protocol.beam(),
        protocol.threads(),
        protocol.rounds());
  }

  private void limits() {
    card.heading("Limits of use");
    card.line(
        "- It translates text like that of its training data, a sentence at a time; elsewhere expect worse than the scores above.");
    card.line("- Its translations can be fluent and wrong. Have a person check whatever matters.");
    card.line(
        "- At most %,d tokens per sentence, source or target.", TranslationGraphs.MAX_POSITIONS);
    card.line("- The latency holds on the hardware and by the protocol above; measure on yours.");
    card.line("- It carries whatever bias and error its data has; nothing was done against them.");
  }

  private void use() {
    card.heading("Use");
    card.line("    mos verify BUNDLE");
    card.line("    mos translate --bundle BUNDLE < sentences.txt");
    card.line("");
    card.line(
        "Inputs and outputs of the ONNX graphs are described in docs/bundle.md of MoSNAS, with a stand-alone program in Java.");
  }
}
