package org.mosnas.spark.tables;

import java.util.List;

/** The tables that there are. */
public final class Tables {
  /** How training went. */
  public static final Table ROUNDS =
      Table.named("rounds", "One row per round of training.")
          .text(
              "stage",
              "`train` (the supernet), `finetune` or `from-scratch` (the winner); what else is trained has a name behind, such as `finetune-largest`, or of a member of a family `finetune-small`")
          .whole("round", "number of the round, from 1")
          .whole("updates", "updates of every worker so far")
          .number(
              "training_loss",
              "label-smoothed loss of the round over all passes, in nats per target token")
          .number(
              "validation_loss_largest",
              "negative log-likelihood of the largest subnet after the round, in nats per target token; `train` only")
          .number("validation_loss_smallest", "the same of the smallest subnet; `train` only")
          .number(
              "validation_loss_random",
              "the same of the random subnets that are watched, their mean; `train` only")
          .number("validation_loss_random_min", "the best of them; `train` only")
          .number("validation_loss_random_max", "the worst of them; `train` only")
          .number("validation_loss_subnet", "the same of the winner; all stages but `train`")
          .number("learning_rate", "of the last update of the round")
          .whole("target_tokens", "target tokens of the round's batches, each counted once")
          .number("target_tokens_per_second", "`target_tokens` by `seconds`")
          .number(
              "seconds",
              "time of the round: updates, averaging with its writing, and validation, in seconds")
          .number("data_share", "share of the workers' time spent on making batches, in [0, 1]")
          .number("fetch_seconds", "workers reading the state, the seconds of all tasks together")
          .number("compute_seconds", "workers making batches and updates, likewise")
          .number("averaging_seconds", "averaging what the shuffle brings, likewise")
          .number("checkpoint_seconds", "writing blocks of the new state, likewise")
          .number("validation_seconds", "from the start of the validation to its end")
          .whole(
              "fetched_bytes",
              "read by workers from the file system of the run directory; what a process had in memory does not count")
          .whole("shuffled_bytes", "of the states of all workers, before compression")
          .whole("checkpoint_bytes", "of the new state")
          .build();

  /** What a sweep of finetuning tried. */
  public static final Table TRIALS =
      Table.named("trials", "One row per training of a sweep (`mosnas.finetune.sweep`).")
          .text("stage", "`finetune`, `from-scratch` or `finetune-largest` …, as in `rounds`")
          .whole("trial", "number of the training, from 1")
          .whole("combination", "number of its settings among those tried, from 1")
          .whole("seed", "number of its seed, from 1")
          .number("learning_rate", "peak of its learning rate")
          .whole("max_tokens", "budget of its batches, in tokens")
          .whole("rounds", "rounds that it was trained")
          .number(
              "validation_loss",
              "negative log-likelihood at its end, in nats per target; infinite if it diverged")
          .flag("taken", "whether its settings are those with the lowest mean loss of their seeds")
          .flag("best", "whether its weights are those that the run goes on with")
          .build();

  /** How fast blocks and networks are. */
  public static final Table LATENCY =
      Table.named(
              "latency",
              "One row per block of the space that was timed, per whole network that was timed, and per class of machines among the executors.")
          .text("stage", "`profile`, or `search` for the subnets that were measured at its end")
          .text("kind", "`block`, `network` or `hardware`")
          .text(
              "name",
              "of a block its kind and sizes, such as `encoder-layer:embed=96,ffn=256,heads=2`; of a network of the profile `network-1` …; of one of the search `winner`, `finalist-2` (in the order of their losses), `random-best`, `largest` or `smallest`, of further members of a family with the name of its limit behind, such as `winner-small`; of hardware its class")
          .text("block_kind", "`encoder-layer`, `decoder-layer` …; blocks only")
          .text("subnet_id", "id of the subnet; networks of the search only")
          .number(
              "block_sum_ms",
              "sum of the blocks' medians, in ms; networks of the profile, and hardware: all blocks of the space on its slowest machine, null if none of the class could be measured")
          .number(
              "predicted_ms",
              "expected time of one translation after calibration, in ms; networks only. Those of the profile are the ones that the calibration was fitted on")
          .number(
              "bound_ms",
              "time that a measurement is to stay under, in ms; what the search compares with the limit; networks only")
          .number("measured_ms", "median of the samples, in ms")
          .number("mean_ms", "trimmed mean of the samples, in ms; blocks only")
          .number("min_ms", "fastest sample, in ms; blocks only")
          .number("p90_ms", "90th percentile of the samples, in ms; blocks only")
          .number("p99_ms", "99th percentile of the samples, in ms; blocks only")
          .number("stddev_ms", "standard deviation of the trimmed samples, in ms; blocks only")
          .whole("samples", "number of samples; blocks only")
          .text("hardware_class", "name that machines of the same speed share")
          .text("engine", "what computed, such as `tape`")
          .whole("threads", "threads of the engine")
          .whole("batch", "sentences translated together")
          .whole("beam", "beam size of the decoder")
          .whole("source_length", "source tokens, the end of sentence included")
          .whole("target_length", "decoding steps")
          .build();

  /** What was searched. */
  public static final Table CANDIDATES =
      Table.named("candidates", "One row per subnet that a search algorithm scored.")
          .text("arm", "former name of `algorithm`, in this version only")
          .whole("generation", "generation in which it first appeared, from 0")
          .whole(
              "evaluation",
              "its place among the candidates of the algorithm, from 1: by generation, then by loss")
          .text("subnet_id", "id of the subnet; the same for all algorithms and in all runs")
          .text("subnet", "the subnet in JSON")
          .numbers("encoding", "the fine encoding, as routers and predictors see the subnet")
          .number(
              "validation_loss",
              "loss with inherited weights on the fixed validation batches, in nats per target token")
          .number("predicted_ms", "expected time of one translation, in ms")
          .number("bound_ms", "time that a measurement is to stay under, in ms")
          .number("measured_ms", "measured time, in ms; only of subnets measured at the end")
          .whole("parameters", "weights and biases without embeddings and output layer")
          .whole("flops", "operations at the reference length without the output layer")
          .flag(
              "on_front",
              "whether no candidate of any algorithm has both a lower loss and a lower latency bound")
          .flag("on_arm_front", "former name of `on_own_front`, in this version only")
          .flag("winner", "whether it was named the winner of the run")
          .text("algorithm", "what scored it: `evolution` or `random`")
          .flag("on_own_front", "as `on_front`, among the candidates of its algorithm alone")
          .text(
              "member",
              "name of the limit whose search scored it, or took the score of an earlier one; null without `search.limits`. Fronts, numbers and `winner` are those of its search")
          .build();

  /** How well systems translate. */
  public static final Table EVALUATIONS =
      Table.named("evaluations", "One row per system that translated the test set.")
          .text(
              "system",
              "`searched-finetuned` (the winner), `searched-from-scratch`, `searched`, `largest`, `smallest`, `random-search`, `copy`, `translation-memory`; of further members of a family `member-NAME`, `searched-NAME`, `from-scratch-NAME`; with `compare.cut` `published`, `cut`, `cut-NAME`")
          .text(
              "weights",
              "`finetuned`, `from-scratch`, `inherited`, or `none` for what needs no network")
          .text("split", "`test`")
          .whole("sentences", "sentences of the test set")
          .number("bleu", "BLEU, in [0, 100]")
          .number("bleu_lower", "lower end of its 95 % bootstrap interval")
          .number("bleu_upper", "upper end of its 95 % bootstrap interval")
          .text("bleu_signature", "what was computed, in sacreBLEU's notation")
          .number("chrf2", "chrF2, in [0, 100]")
          .number("chrf2_lower", "lower end of its 95 % bootstrap interval")
          .number("chrf2_upper", "upper end of its 95 % bootstrap interval")
          .text("chrf2_signature", "what was computed, in sacreBLEU's notation")
          .number("bleu_behind_winner", "BLEU of the winner less that of this system")
          .number("bleu_p_value", "of that difference, by paired bootstrap resampling; in (0, 1]")
          .number("chrf2_behind_winner", "chrF2 of the winner less that of this system")
          .number("chrf2_p_value", "of that difference, by paired bootstrap resampling; in (0, 1]")
          .number("predicted_ms", "expected time of one translation, in ms")
          .number("bound_ms", "time that a measurement is to stay under, in ms")
          .number("measured_ms", "measured time of one translation, in ms")
          .number("limit_ms", "latency limit of the search, in ms; null without one")
          .whole("parameters", "weights and biases without embeddings and output layer")
          .whole("flops", "operations at the reference length without the output layer")
          .number("validation_loss", "loss with inherited weights, in nats per target token")
          .text("subnet_id", "id of the subnet")
          .text("subnet", "the subnet in JSON")
          .text(
              "member",
              "name of the limit of `search.limits` that its architecture was searched under; null for others")
          .build();

  /** Scores of systems, whatever the task. */
  public static final Table SCORES =
      Table.named("scores", "One row per system that was evaluated and metric.")
          .text("system", "as in `evaluations`")
          .text(
              "metric",
              "what was computed, in lower case, such as `bleu` or `chrf2`; with `before-` of the weights that finetuning began with, by the supernet's own task")
          .number("value", "the score")
          .number("lower", "lower end of its 95 % bootstrap interval")
          .number("upper", "upper end of its 95 % bootstrap interval")
          .text("signature", "what was computed, in sacreBLEU's notation")
          .number(
              "behind_winner",
              "score of the winner less that of this system; null for the winner. Of what belongs to a further member of a family: score of that member less that of this system")
          .number("p_value", "of that difference, by paired bootstrap resampling; in (0, 1]")
          .whole("sentences", "sentences of the test set")
          .text("split", "`test`")
          .text("member", "as in `evaluations`")
          .build();

  /** What became of runs. */
  public static final Table RUNS =
      Table.named("runs", "One row per run, also while it goes on and if it failed.")
          .text("directory", "run directory, with scheme")
          .text("command", "last command that worked in it")
          .text("status", "`running`, `succeeded`, `failed` or `interrupted`")
          .whole("exit_code", "of the last command; null while it runs")
          .text("reason", "message of the failure")
          .time("created_at", "when the run directory was first used")
          .time("started_at", "when the last command started")
          .time("finished_at", "when it ended")
          .number("seconds", "what the last command took, in seconds")
          .number(
              "stages_seconds",
              "what all stages took together, in seconds, those without a column too")
          .number("corpus_seconds", "what this stage took, in seconds; those below likewise")
          .number("prepare_seconds", "")
          .number("train_seconds", "")
          .number("profile_seconds", "")
          .number("search_seconds", "")
          .number("finetune_seconds", "")
          .number("from_scratch_seconds", "")
          .number("evaluate_seconds", "")
          .text("winner_id", "id of the searched subnet")
          .number("winner_bleu", "BLEU of the winner, finetuned")
          .number("winner_bleu_lower", "lower end of its 95 % bootstrap interval")
          .number("winner_bleu_upper", "upper end of its 95 % bootstrap interval")
          .number("winner_chrf2", "chrF2 of the winner, finetuned")
          .number("winner_predicted_ms", "expected time of one translation, in ms")
          .number("winner_bound_ms", "time that a measurement is to stay under, in ms")
          .number("winner_measured_ms", "measured time of one translation, in ms")
          .number("limit_ms", "latency limit of the search, in ms; null without one")
          .whole("winner_parameters", "weights and biases without embeddings and output layer")
          .whole("winner_flops", "operations at the reference length without the output layer")
          .number("winner_validation_loss", "loss with inherited weights, in nats per target token")
          .number("from_scratch_bleu", "BLEU of the winner's architecture trained from scratch")
          .number("searched_bleu", "BLEU of the winner with inherited weights")
          .number("largest_bleu", "BLEU of the largest subnet with inherited weights")
          .number("largest_measured_ms", "measured time of the largest subnet, in ms")
          .number("smallest_bleu", "BLEU of the smallest subnet with inherited weights")
          .number("smallest_measured_ms", "measured time of the smallest subnet, in ms")
          .number("random_search_bleu", "BLEU of the best of random search, inherited weights")
          .number("copy_bleu", "BLEU of the source text itself")
          .number("translation_memory_bleu", "BLEU of the most similar training sentences")
          .whole("seed", "seed of every random draw")
          .text("commit", "commit of the program; `-dirty` with changed files, null if not known")
          .text("configuration_sha256", "of `effective.conf`")
          .text("data_sha256", "over the checksums of all input files, whatever their names")
          .whole("peak_memory_bytes", "most memory that the driver's process held, in bytes")
          .text("cpu", "processor of the driver")
          .whole("cores", "logical processors of the driver's machine")
          .whole("memory_bytes", "memory of the driver's machine, in bytes")
          .text("jvm", "Java virtual machine of the driver")
          .whole(
              "train_pairs_left_out",
              "training pairs longer than `max-length`, left out of the supernet's training; those below likewise of the winner's")
          .whole("finetune_pairs_left_out", "")
          .whole("from_scratch_pairs_left_out", "")
          .build();

  /** All of them. */
  public static final List<Table> ALL =
      List.of(RUNS, EVALUATIONS, SCORES, CANDIDATES, LATENCY, ROUNDS, TRIALS);

  private Tables() {}
}
