package org.mosnas.spark.translation.export;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.mosnas.corpus.CorpusManifest;
import org.mosnas.model.export.BundleConfig;
import org.mosnas.model.export.TranslationGraphs;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.EncoderLayerSpec;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.search.latency.LatencyProtocol;
import org.mosnas.spark.run.EvaluatedSystem;
import org.mosnas.spark.run.EvaluatedSystem.Score;
import org.mosnas.spark.run.LastCommand;
import org.mosnas.spark.run.Provenance;

/** What a model is, where it comes from and what it is good for, in Markdown. */
final class ModelCard {
  private final FinishedRun run;
  private final BundleConfig config;
  private final EvaluatedSystem winner;
  private final EvaluatedSystem.Subnet subnet;
  private final StringBuilder text = new StringBuilder();

  ModelCard(FinishedRun run, BundleConfig config) {
    this.run = run;
    this.config = config;
    this.winner = run.system();
    this.subnet = winner.subnet().orElseThrow();
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
        "Width of queries, keys and values %d; %d source tokens, %d target tokens; %s parameters besides the embeddings of tokens, %s FLOPs for a sentence of the reference length of the space.",
        config.shape().qkvSize(),
        config.shape().sourceVocabulary(),
        config.shape().targetVocabulary(),
        count(subnet.parameters()),
        count(subnet.flops()));
  }

  private void scores() {
    heading("Scores");
    line("On the test set of the run, beam %d:", config.decoding().beam());
    line("");
    line("| system | BLEU | chrF2 |");
    line("|---|---|---|");
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
    line("");
    line(
        "BLEU signature: `%s`",
        winner.score(Score.BLEU).flatMap(Score::signature).orElse("unknown"));
  }

  private void score(String name, EvaluatedSystem system) {
    line(
        "| %s | %s | %s |",
        name, number(system.value(Score.BLEU), 2), number(system.value(Score.CHRF2), 2));
  }

  private void latency() {
    LatencyProtocol protocol = run.winner().latency();
    EvaluatedSystem.Latency latency = subnet.latencyMs();
    heading("Latency");
    line("| | ms |");
    line("|---|---|");
    line("| predicted before finetuning | %s |", number(Optional.of(latency.predicted()), 2));
    line("| bound of the prediction | %s |", number(Optional.of(latency.bound()), 2));
    line("| measured | %s |", number(Optional.of(latency.measured()), 2));
    line("| limit of the search | %s |", number(latency.limit(), 2));
    line("");
    line(
        "Protocol: %d sentence(s) of %d source tokens, %d decoding steps, beam %d, %d thread(s), median of %d rounds after warm-up, on MoSNAS' engine, not in ONNX Runtime.",
        protocol.batch(),
        protocol.sourceLength(),
        protocol.targetLength(),
        protocol.beam(),
        protocol.threads(),
        protocol.rounds());
    Provenance.Hardware hardware = origin().hardware();
    line(
        "Hardware: %s, %s logical processors, %.0f GiB, %s.",
        hardware.cpu(),
        hardware.cores(),
        (double) hardware.memoryBytes() / (1L << 30),
        hardware.jvm());
  }

  private void data() {
    heading("Data");
    if (run.corpus().isPresent()) {
      CorpusManifest corpus = run.corpus().get();
      line("- Kind: %s", corpus.kind().label());
      line("- Licence: %s", corpus.licence());
      line("- Attribution: %s", corpus.attribution());
      for (CorpusManifest.SourcePackage source : corpus.packages()) {
        line("- Package: %s %s, SHA-256 `%s`", source.name(), source.version(), source.sha256());
      }
      corpus.lines().forEach((part, lines) -> line("- Sentence pairs, %s: %,d", part, lines));
    } else {
      line("The run was given its own corpus; its licence is not known to MoSNAS.");
    }
    line("");
    line("| file | SHA-256 |");
    line("|---|---|");
    origin()
        .data()
        .forEach(
            (file, sha256) ->
                line("| %s | `%s` |", file.substring(file.lastIndexOf('/') + 1), sha256));
  }

  private void provenance() {
    String commit = origin().commit();
    LastCommand last = run.record().last();
    heading("Provenance");
    line("- Commit of MoSNAS: %s", commit.isEmpty() ? "unknown" : "`" + commit + "`");
    line("- Made from: `%s`, the name of its settings and inputs", run.winner().madeFrom());
    line("- Seed: %s", origin().seed());
    line("- Run: %s to %s", time(last.startedAt()), time(last.finishedAt()));
    line(
        "- Validation loss when it was chosen: %s",
        number(Optional.of(subnet.validationLoss()), 3));
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

  private Provenance origin() {
    return run.record().provenance().orElseThrow();
  }

  private static String time(Optional<Instant> time) {
    return time.map(Instant::toString).orElse("unknown");
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String number(Optional<Double> number, int digits) {
    return number.map(known -> String.format(Locale.ROOT, "%." + digits + "f", known)).orElse("–");
  }
}
