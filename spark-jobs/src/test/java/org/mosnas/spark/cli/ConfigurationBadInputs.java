package org.mosnas.spark.cli;

import static org.mosnas.spark.cli.BadInput.bad;

import java.util.List;

/** Configurations and command lines that are refused. */
final class ConfigurationBadInputs {
  private static final String TRAIN = "train --run-dir {run}";

  private ConfigurationBadInputs() {}

  static List<BadInput> all() {
    return List.of(
        bad("an unknown key on the command line")
            .mos(TRAIN + " --set train.round=3")
            .fails(2, "unknown key mosnas.train.round (--set train.round)", "did you mean rounds?"),
        bad("an unknown key in a file")
            .given(scene -> scene.write("my.conf", "mosnas {\n  sed = 1\n}\n"))
            .mos(TRAIN + " --conf {here}/my.conf")
            .fails(2, "unknown key mosnas.sed ({here}/my.conf:2)", "did you mean seed?"),
        bad("a key that resembles none")
            .mos(TRAIN + " --set gpu=yes")
            .fails(2, "unknown key mosnas.gpu", "docs/configuration.md lists all keys"),
        bad("a value out of range")
            .mos(TRAIN + " --set train.rounds=-1")
            .fails(2, "--set train.rounds", "rounds must be", "was -1", "correct the setting"),
        bad("sentences longer than a batch")
            .mos(TRAIN + " --set train.max-length=4096")
            .fails(2, "mosnas.train.max-tokens must be at least max-length 4096, was 512"),
        bad("sentences longer than a batch of finetuning")
            .mos(TRAIN + " --set finetune.max-tokens=64")
            .fails(2, "mosnas.finetune.max-tokens must be at least max-length 128, was 64"),
        bad("an objective for numbers where sentences are translated")
            .mos(TRAIN + " --set train.objective=squared-error")
            .fails(2, "mosnas.train.objective = squared-error", "by mosnas.task = translation"),
        bad("a value out of range, in a file")
            .given(scene -> scene.write("my.conf", "mosnas.train {\n  dropout.residual = 1.5\n}\n"))
            .mos(TRAIN + " --conf {here}/my.conf")
            .fails(2, "{here}/my.conf: 2: mosnas.train.dropout", "correct the setting"),
        bad("a value of the wrong type")
            .mos(TRAIN + " --set seed=many")
            .fails(2, "--set seed", "mosnas.seed must be an integer, was \"many\""),
        bad("a fraction where a whole number belongs")
            .mos(TRAIN + " --set train.rounds=2.5")
            .fails(2, "mosnas.train.rounds must be an integer, was 2.5"),
        bad("a list where a number belongs")
            .mos(TRAIN, "--set=train.rounds=[1, 2]")
            .fails(2, "mosnas.train.rounds must be an integer, was [1,2]"),
        bad("a value where a group belongs")
            .mos(TRAIN + " --set train=1")
            .fails(
                2, "--set train: a value where a group of keys is expected", "set the keys in it"),
        bad("a group where a value belongs")
            .mos(TRAIN + " --set seed.of.life=1")
            .fails(2, "mosnas.seed", "takes a value, not a group of keys"),
        bad("a choice that does not exist")
            .mos(TRAIN + " --set prepare.format=html")
            .fails(2, "mosnas.prepare.format must be one of plain, tokenized, bpe, was html"),
        bad("an engine that does not exist")
            .mos(TRAIN + " --set model.engine=torch")
            .fails(
                2,
                "mosnas.model.engine must be one of tape, tape-bfloat16, samediff, cuda, cuda-tf32,"
                    + " cuda-bfloat16, was torch"),
        bad("a configuration file that does not exist")
            .mos(TRAIN + " --conf {here}/none.conf")
            .fails(2, "no such configuration file: {here}/none.conf", "see conf/"),
        bad("a folder in place of a configuration file")
            .mos(TRAIN + " --conf {here}")
            .fails(2, "no such configuration file: {here}", "see conf/"),
        bad("a configuration file with a syntax error")
            .given(scene -> scene.write("my.conf", "mosnas {\n  train { rounds = 3\n}\n"))
            .mos(TRAIN + " --conf {here}/my.conf")
            .fails(2, "{here}/my.conf:", "expecting a close"),
        bad("a configuration file that includes one that does not exist")
            .given(scene -> scene.write("my.conf", "include required(file(\"none.conf\"))\n"))
            .mos(TRAIN + " --conf {here}/my.conf")
            .fails(2, "configuration: ", "none.conf"),
        bad("a substitution without a value")
            .given(scene -> scene.write("my.conf", "mosnas.seed = ${lucky.number}\n"))
            .mos(TRAIN + " --conf {here}/my.conf")
            .fails(2, "{here}/my.conf:1", "${lucky.number}"),
        bad("keys that contradict each other")
            .mos(TRAIN + " --set search.evolution.population=7")
            .fails(2, "population must be parents + mutations + crossovers = 6, was 7"),
        bad("bounds in the wrong order")
            .mos(TRAIN + " --set prepare.cleaning.min-words=9 --set prepare.cleaning.max-words=2")
            .fails(2, "cleaning.max-words must be at least cleaning.min-words 9, was 2"),
        bad("--set without a value")
            .mos(TRAIN + " --set seed")
            .fails(2, "expected --set KEY=VALUE, such as --set seed=2, but got seed"),
        bad("--set with a malformed key")
            .mos(TRAIN + " --set a..b=1")
            .fails(2, "malformed key in --set a..b=1"),
        bad("a seed that is no number")
            .mos(TRAIN + " --seed many")
            .fails(2, "Invalid value for option '--seed'", "'many' is not a long"),
        bad("a limit that is nothing")
            .mos("search --run-dir {run} --set search.limit.latency-ms=0")
            .fails(2, "mosnas.search.limit.latency-ms must be > 0, was 0.0"),
        bad("an unknown command").mos("trian").fails(2, "unknown command trian"),
        bad("an unknown option").mos(TRAIN + " --rundir x").fails(2, "unknown option --rundir"),
        bad("an argument too many").mos(TRAIN + " more").fails(2, "unexpected argument more"),
        bad("an option without its value")
            .mos("train --run-dir")
            .fails(2, "Missing required parameter for option '--run-dir'"),
        bad("no run directory where one is needed")
            .mos("train")
            .fails(2, "--run-dir is missing: the directory of the run to continue"),
        bad("no threads")
            .mos("translate --run-dir {run} --threads 0")
            .fails(2, "--threads must be at least 1, was 0", "leave it out"));
  }
}
