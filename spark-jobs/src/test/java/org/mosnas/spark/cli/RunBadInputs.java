package org.mosnas.spark.cli;

import static org.mosnas.spark.cli.BadInput.bad;

import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Run directories, checkpoints and weights that are not as a command needs them. */
final class RunBadInputs {
  private static final String AGAIN = " --run-dir {run} --resume --set seed=1";

  private RunBadInputs() {}

  static List<BadInput> all() {
    return Stream.of(directories(), checkpoints(), results()).flatMap(List::stream).toList();
  }

  private static List<BadInput> directories() {
    return List.of(
        bad("a run directory that is a file")
            .given(scene -> scene.write("file", "mine\n"))
            .mos("corpus --kind generated --run-dir {here}/file")
            .fails(4, "{here}/file is a file or below one", "choose another"),
        bad("a run directory below a file")
            .given(scene -> scene.write("file", "mine\n"))
            .mos("corpus --kind generated --run-dir {here}/file/run")
            .fails(4, "{here}/file", "choose another"),
        bad("a run directory without a name")
            .mos("train", "--run-dir", "")
            .fails(2, "--run-dir", "is no path"),
        bad("a run directory on a file system that does not exist")
            .mos("train --run-dir s4://bucket/run")
            .fails(4, "s4://bucket/run", "No FileSystem for scheme"),
        bad("a record that is not JSON")
            .given(scene -> scene.write("run/run.json", "{"))
            .mos("train --run-dir {run}")
            .fails(4, "{run}/run.json is not valid JSON", "choose another --run-dir"),
        bad("a record that is of something else")
            .given(scene -> scene.write("run/run.json", "[]"))
            .mos("train --run-dir {run}")
            .fails(4, "{run}/run.json is not the record of a run", "choose another --run-dir"),
        bad("a record of another version")
            .given(scene -> scene.write("run/run.json", "{\"format\": 99}"))
            .mos("train --run-dir {run}")
            .fails(4, "{run}/run.json has format 99, this version reads formats 1 and 2"),
        bad("a stored configuration that is damaged")
            .given(scene -> scene.write("run/effective.conf", "mosnas {\n train { \n"))
            .mos("train --run-dir {run}")
            .fails(2, "{run}/effective.conf", "expecting a close"),
        bad("an unfinished run without --resume")
            .given(
                scene ->
                    scene.replace(
                        "run/run.json", "\"status\" : \"succeeded\"", "\"status\" : \"failed\""))
            .mos("train --run-dir {run}")
            .fails(2, "{run} holds an unfinished run (stage train: failed)", "add --resume"),
        bad("no sentence short enough to train on")
            .mos("train --run-dir {run} --set train.max-length=2")
            .fails(
                4,
                "no sentence pair is left for worker 1 of 2",
                "max-length 2",
                "raise max-length"),
        bad("a run directory in use by this machine")
            .given(
                scene ->
                    scene.write(
                        "run/run.lock",
                        String.format(
                            Locale.ROOT,
                            "{\"host\": \"%s\", \"pid\": %d, \"processStart\": %d, \"command\":"
                                + " \"run\"}",
                            java.net.InetAddress.getLocalHost().getHostName(),
                            ProcessHandle.current().pid(),
                            ProcessHandle.current()
                                .info()
                                .startInstant()
                                .orElseThrow()
                                .toEpochMilli())))
            .mos("train --run-dir {run}")
            .fails(7, "{run} is in use by mos run, process", "wait, choose another --run-dir"),
        bad("a run directory in use by another machine")
            .given(
                scene ->
                    scene.write(
                        "run/run.lock",
                        "{\"host\": \"elsewhere\", \"pid\": 1, \"processStart\": 0, \"command\":"
                            + " \"run\"}"))
            .mos("train --run-dir {run}")
            .fails(7, "in use by mos run, process 1 on elsewhere", "delete"),
        bad("a lock that nobody can read")
            .given(scene -> scene.write("run/run.lock", "me"))
            .mos("train --run-dir {run}")
            .fails(7, "{run} is in use", "delete"),
        bad("training before preparing")
            .mos("train --run-dir {here}/new")
            .fails(2, "stage prepare is not done; run \"mos prepare\""),
        bad("searching before profiling")
            .given(scene -> scene.delete("run/profile"))
            .mos("search" + AGAIN)
            .fails(2, "{run}: stage profile is not done; run \"mos profile\""),
        bad("training on data that was prepared otherwise")
            .mos("train --run-dir {run} --set prepare.bpe.merges=100")
            .fails(
                2,
                "{run}: stage prepare was made from other settings or inputs (prepare.bpe.merges was"
                    + " 200, is 100)",
                "run \"mos prepare\" with this --run-dir first"),
        bad("searching in a supernet that was trained otherwise")
            .mos("search --run-dir {run} --set train.rounds=9")
            .fails(
                2,
                "stage train was made from other settings or inputs (train.rounds was 2, is 9)",
                "run \"mos train\""),
        bad("searching with latencies that were measured otherwise")
            .mos("search --run-dir {run} --set profile.calibration.coverage=0.5")
            .fails(2, "stage profile was made from other", "coverage was 0.", "\"mos profile\""),
        bad("finetuning the winner of another search")
            .mos("finetune --run-dir {run} --set search.evolution.generations=3")
            .fails(2, "stage search was made from other", "generations was 2, is 3"),
        bad("evaluating a winner that was finetuned otherwise")
            .mos("evaluate --run-dir {run} --set finetune.rounds=9")
            .fails(
                2,
                "stage finetune was made from other settings or inputs (finetune.rounds was 1, is 9)",
                "run \"mos finetune\""),
        bad("evaluating a winner of weights that are no more")
            .given(
                scene ->
                    scene.replace("run/train/done.json", "\"result\" : \"", "\"result\" : \"0f"))
            .mos("evaluate --run-dir {run}")
            .fails(2, "stage search was made from other settings or inputs (train.result was"),
        bad("exporting a winner of a supernet that was trained again")
            .given(
                scene ->
                    scene.replace("run/train/done.json", "\"result\" : \"", "\"result\" : \"0f"))
            .mos("export --run-dir {run}")
            .fails(4, "the run is not finished (stage train was begun again since)", "--resume"),
        bad("exporting while the latency table is made anew")
            .given(scene -> scene.delete("run/profile/done.json"))
            .mos("export --run-dir {run}")
            .fails(4, "the run is not finished (stage profile was begun again since)"),
        bad("translating without a run")
            .mos("translate --run-dir {here}/none")
            .fails(4, "{here}/none: no run here", "name the directory of a finished run"),
        bad("translating with an unfinished run")
            .given(scene -> scene.delete("run/winner"))
            .mos("translate --run-dir {run}")
            .fails(4, "{run}: the run has no winner yet", "mos run --run-dir {run} --resume"),
        bad("a latency limit that no subnet meets")
            .mos("search --run-dir {run} --set search.limit.latency-ms=1e-6")
            .fails(3, "no subnet of space", "the smallest reachable is latency", "raise"),
        bad("a size limit that no subnet meets")
            .mos("search --run-dir {run} --set search.limit.parameters=10")
            .fails(3, "no subnet of space", "the smallest reachable is parameters", "raise"));
  }

  private static List<BadInput> checkpoints() {
    return List.of(
        bad("a checkpoint that is cut off")
            .given(
                scene -> {
                  scene.delete("run/train/done.json");
                  scene.truncate(scene.newest("train") + "block-00000.safetensors", 5000);
                })
            .mos("train" + AGAIN)
            .fails(
                4,
                "block-00000.safetensors: the file ends early; it is damaged",
                "older checkpoint"),
        bad("a checkpoint with garbage for a header")
            .given(
                scene -> {
                  scene.delete("run/train/done.json");
                  scene.overwrite(scene.newest("train") + "block-00000.safetensors", 8, (byte) 'x');
                })
            .mos("train" + AGAIN)
            .fails(4, "block-00000.safetensors: "),
        bad("a checkpoint with an absurd header size")
            .given(
                scene -> {
                  scene.delete("run/train/done.json");
                  scene.overwrite(
                      scene.newest("train") + "block-00000.safetensors", 7, (byte) 0x7f);
                })
            .mos("train" + AGAIN)
            .fails(4, "block-00000.safetensors: a header of", "the file is not safetensors"),
        bad("a checkpoint with a wrong number in a block")
            .given(
                scene -> {
                  scene.delete("run/train/done.json");
                  scene.overwrite(
                      scene.newest("train") + "block-00000.safetensors", 4000, (byte) 9);
                })
            .mos("train" + AGAIN)
            .fails(
                4,
                "block-00000.safetensors: the parameters have the checksum",
                "the file is damaged. Restore it or go back to an older checkpoint"),
        bad("a checkpoint without one of its blocks")
            .given(
                scene -> {
                  scene.delete("run/train/done.json");
                  scene.delete(scene.newest("train") + "block-00000.safetensors");
                })
            .mos("train" + AGAIN)
            .fails(4, "no such file", "block-00000.safetensors"),
        bad("a checkpoint whose manifest is damaged")
            .given(
                scene -> {
                  scene.delete("run/train/done.json");
                  scene.write(scene.newest("train") + "manifest.json", "{");
                })
            .mos("train" + AGAIN)
            .fails(4, "manifest.json: the manifest is damaged", "to start again"),
        bad("a checkpoint of another version")
            .given(
                scene -> {
                  scene.delete("run/train/done.json");
                  scene.write(scene.newest("train") + "manifest.json", "{\"format-version\": 9}");
                })
            .mos("train" + AGAIN)
            .fails(4, "checkpoint of format version 9, this program reads 1", "new run directory"),
        bad("a checkpoint of another space")
            .mos("train" + AGAIN, "--set=space.encoder.ffn=[48, 32]")
            .fails(4, "the checkpoint is of another space, configuration or corpus"),
        bad("the name of the newest checkpoint is wrong")
            .given(
                scene -> {
                  scene.delete("run/train/done.json");
                  scene.write("run/train/checkpoints/latest", "round-00099\n");
                })
            .mos("train" + AGAIN)
            .fails(4, "no such file", "round-00099"),
        bad("the name of the newest checkpoint is empty")
            .given(
                scene -> {
                  scene.delete("run/train/done.json");
                  scene.write("run/train/checkpoints/latest", "\n");
                })
            .mos("train" + AGAIN)
            .fails(4, "{run}/train/checkpoints/latest"),
        bad("the checkpoints of a done stage are gone")
            .given(scene -> scene.delete("run/train/checkpoints"))
            .mos("finetune --run-dir {run} --set finetune.rounds=3")
            .fails(4, "{run}/train: the checkpoints are gone", "run \"mos train\" again"),
        bad("prepared data changed under a run")
            .given(scene -> scene.replace("run/data/dict.txt", " ", "  "))
            .mos("train" + AGAIN)
            .fails(4, "{run}/data/dict.txt: not as it was written", "prepare the data again"),
        bad("prepared data is incomplete")
            .given(scene -> scene.delete(scene.only("run/data", ".parquet")))
            .mos("train" + AGAIN)
            .fails(4, "{run}/data", "prepared data is incomplete", "prepare the data again"),
        bad("a shard of prepared data is cut off")
            .given(scene -> scene.cut(scene.only("run/data", ".parquet"), 9))
            .mos("train" + AGAIN)
            .fails(4, "not as it was written", "prepare the data again"),
        bad("a shard of prepared data holds garbage")
            .given(
                scene -> {
                  String shard = scene.only("run/data/valid", ".parquet");
                  byte[] zeros = new byte[(int) Files.size(scene.file(shard))];
                  scene.overwrite(shard, 0, zeros);
                })
            .mos("search --run-dir {run} --set search.finalists=1")
            .fails(
                4,
                "{run}/data/valid/shard-00000.parquet is damaged",
                "run the stage that wrote it"),
        bad("the manifest of prepared data is damaged")
            .given(scene -> scene.write("run/data/manifest.json", "{"))
            .mos("train" + AGAIN)
            .fails(4, "{run}/data/manifest.json: not a manifest of prepared data"));
  }

  private static List<BadInput> results() {
    return List.of(
        bad("a latency table that is gone")
            .given(scene -> scene.delete("run/profile/latency/blocks"))
            .mos("search --run-dir {run} --set search.finalists=1")
            .fails(4, "{run}/profile/latency", "run \"mos profile\" again"),
        bad("a latency table with garbage")
            .given(
                scene -> {
                  String table = scene.only("run/profile/latency/blocks", ".parquet");
                  byte[] zeros = new byte[(int) Files.size(scene.file(table))];
                  scene.overwrite(table, 0, zeros);
                })
            .mos("search --run-dir {run} --set search.finalists=1")
            .fails(
                4,
                "{run}/profile/latency: the latency table is damaged",
                "is not readable Parquet",
                "run \"mos profile\" again"),
        bad("a calibration that is damaged")
            .given(scene -> scene.write("run/profile/latency/calibration.json", "{"))
            .mos("search --run-dir {run} --set search.finalists=1")
            .fails(
                4,
                "{run}/profile/latency: the latency table is damaged",
                "run \"mos profile\" again"),
        bad("a search whose outcome is damaged")
            .given(scene -> scene.write("run/search/outcome.json", "{"))
            .mos("finetune --run-dir {run} --set finetune.rounds=3")
            .fails(4, "{run}/search/outcome.json is not valid JSON", "search again"),
        bad("a search whose outcome is of something else")
            .given(scene -> scene.write("run/search/outcome.json", "{}"))
            .mos("finetune --run-dir {run} --set finetune.rounds=3")
            .fails(4, "{run}/search/outcome.json", "search again"),
        bad("a search whose outcome has text behind it")
            .given(scene -> scene.append("run/search/outcome.json", "{}"))
            .mos("finetune --run-dir {run} --set finetune.rounds=3")
            .fails(4, "{run}/search/outcome.json is not valid JSON", "search again"),
        bad("a search whose outcome has half an evaluation")
            .given(
                scene ->
                    scene.replace(
                        "run/search/outcome.json", "\"evaluations\" : ", "\"evaluations\" : 0.5"))
            .mos("finetune --run-dir {run} --set finetune.rounds=3")
            .fails(
                4,
                "{run}/search/outcome.json is not the outcome of a search (evaluations must be a"
                    + " whole number, was 0.5",
                "search again"),
        bad("a manifest of prepared data with half a sentence")
            .given(
                scene ->
                    scene.replace("run/data/manifest.json", "\"merges\" : ", "\"merges\" : 0.5"))
            .mos("train" + AGAIN)
            .fails(4, "{run}/data/manifest.json: not a manifest of prepared data"),
        bad("a stored generation that is damaged")
            .given(
                scene -> {
                  scene.delete("run/search/done.json");
                  scene.write("run/search/evolution.json", "{");
                })
            .mos("search" + AGAIN)
            .fails(4, "{run}/search/evolution.json is not a readable search", "delete it"),
        bad("weights of the winner that are cut off")
            .given(scene -> scene.cut("run/winner/weights.safetensors", 100))
            .mos("translate --run-dir {run}")
            .fails(4, "{run}/winner/weights.safetensors: the file ends early; it is damaged"),
        bad("weights of the winner with more at their end")
            .given(
                scene ->
                    Files.write(
                        scene.file("run/winner/weights.safetensors"),
                        new byte[9],
                        java.nio.file.StandardOpenOption.APPEND))
            .mos("translate --run-dir {run}")
            .fails(4, "weights.safetensors: the file goes on after its last tensor"),
        bad("weights of another subnet")
            .given(
                scene ->
                    scene.write(
                        "run/winner/subnet.yml",
                        Files.readString(scene.file("run/winner/subnet.yml"))
                            .replaceAll("(encoder-embed-dim-subtransformer:) .*", "$1 24")))
            .mos("translate --run-dir {run}")
            .fails(4, "weights.safetensors: tensor", "the file is of another space"),
        bad("a winner that is no subnet")
            .given(scene -> scene.write("run/winner/subnet.yml", "no\n"))
            .mos("translate --run-dir {run}")
            .fails(4, "{run}/winner/subnet.yml: expected lines of the form key: value"),
        bad("a dictionary that is gone")
            .given(scene -> scene.delete("run/data/dict.txt"))
            .mos("translate --run-dir {run}")
            .fails(4, "{run}/data/dict.txt", "prepare the data again"));
  }
}
