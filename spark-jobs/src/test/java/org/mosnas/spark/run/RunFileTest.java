package org.mosnas.spark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.spark.run.EvaluatedSystem.Difference;
import org.mosnas.spark.run.EvaluatedSystem.Role;
import org.mosnas.spark.run.EvaluatedSystem.Score;
import org.mosnas.spark.run.EvaluatedSystem.Weights;
import org.mosnas.spark.testing.Fixtures;

class RunFileTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a run of version 0.1 recorded that came to its end. */
  private static JsonNode formatOne() throws IOException {
    return JSON.readTree(Fixtures.localOfVersionOne(RunFileTest.class, "finished.json").toFile());
  }

  private static RunFile finished() throws IOException {
    return RunFile.parse(formatOne().toString());
  }

  @Test
  void formatOneIsRead() throws IOException {
    JsonNode old = formatOne();
    RunFile run = finished();
    assertThat(run.format()).isEqualTo(2);
    assertThat(run.name().runId()).contains("20261127T064536Z-c2ef107b");
    assertThat(run.name().directory()).contains("file:/runs/nightly");
    assertThat(run.last().status()).contains(RunStatus.SUCCEEDED);
    assertThat(run.last().exitCode()).contains(0);
    assertThat(run.last().reason()).isEmpty();
    assertThat(run.last().finishedAt()).contains(Instant.parse("2026-11-27T06:46:07.533267389Z"));
    assertThat(run.systems())
        .extracting(EvaluatedSystem::key)
        .containsExactly(
            "winner",
            "from-scratch",
            "largest",
            "random-search",
            "searched",
            "copy",
            "translation-memory");
    EvaluatedSystem winner = run.winner().orElseThrow();
    assertThat(winner.title()).isEqualTo("searched, finetuned");
    assertThat(winner.role()).isEqualTo(Role.WINNER);
    assertThat(winner.weights()).isEqualTo(Weights.FINETUNED);
    assertThat(winner.sentences()).contains(100L);
    assertThat(winner.scores()).extracting(Score::metric).containsExactly("bleu", "chrf2");
    Score chrf = winner.score(Score.CHRF2).orElseThrow();
    assertThat(chrf.value()).isEqualTo(old.at("/winner/chrf").doubleValue());
    assertThat(chrf.interval().orElseThrow().upper())
        .isEqualTo(old.at("/winner/chrfInterval/upper").doubleValue());
    assertThat(chrf.signature()).contains(old.at("/winner/chrfSignature").asText());
    assertThat(chrf.behindWinner()).isEmpty();
    EvaluatedSystem.Subnet subnet = winner.subnet().orElseThrow();
    assertThat(subnet.spec()).isEqualTo(old.at("/winner/subnet"));
    assertThat(subnet.latencyMs().measured())
        .isEqualTo(old.at("/winner/latencyMs/measured").doubleValue());
    assertThat(subnet.latencyMs().limit()).isEmpty();
    EvaluatedSystem memory = run.system("translation-memory").orElseThrow();
    assertThat(memory.title()).isEqualTo("translation memory");
    assertThat(memory.role()).isEqualTo(Role.BASELINE);
    assertThat(memory.weights()).isEqualTo(Weights.NONE);
    assertThat(memory.subnet()).isEmpty();
    assertThat(memory.score(Score.BLEU).flatMap(Score::behindWinner))
        .contains(
            new Difference(
                old.at("/floors/translation-memory/winnerTest/bleu/difference").doubleValue(),
                old.at("/floors/translation-memory/winnerTest/bleu/pValue").doubleValue()));
    StageRecord train = run.stage("train").orElseThrow();
    assertThat(train.seconds()).contains(9.015);
    assertThat(train.leftOutByPart().get("training"))
        .isEqualTo(new StageRecord.LeftOut(128, 0, 0, 0));
    assertThat(run.provenance().orElseThrow().data())
        .hasSize(6)
        .containsKey("/runs/nightly/corpus/train.en");
    assertThat(run.peakMemoryBytes()).contains(1_828_319_232L);
  }

  @Test
  void givesBackWhatItWasGiven() throws IOException {
    RunFile run = finished();
    assertThat(RunFile.parse(run.text())).isEqualTo(run);
    assertThat(RunFile.parse(run.text()).text()).isEqualTo(run.text());
    assertThat(RunFile.parse(RunFile.NEW.text())).isEqualTo(RunFile.NEW);
  }

  @Test
  void statusAndReasonStandAtTheTop() throws IOException {
    String text = finished().text();
    assertThat(text)
        .startsWith("{\n  \"format\" : 2,\n  \"runId\" : \"20261127T064536Z-c2ef107b\",\n")
        .contains("\n  \"status\" : \"succeeded\",\n  \"exitCode\" : 0,\n  \"reason\" : null,\n")
        .endsWith("}\n");
    ObjectNode root = (ObjectNode) JSON.readTree(text);
    assertThat(root.fieldNames())
        .toIterable()
        .containsExactly(
            "format",
            "runId",
            "directory",
            "createdAt",
            "command",
            "status",
            "exitCode",
            "reason",
            "startedAt",
            "finishedAt",
            "seconds",
            "systems",
            "stages",
            "peakMemoryBytes",
            "provenance");
    assertThat(root.at("/systems/0/scores/0").fieldNames())
        .toIterable()
        .containsExactly("metric", "value", "interval", "signature");
    assertThat(root.at("/systems/5").has("subnet")).as("copying needs no network").isFalse();
    assertThat(root.at("/systems/0/subnet/latencyMs/limit").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/seconds| \"long\"| seconds must be a number, was \"long\"",
        "/systems/1/scores/0/value| \"3\"| systems[1].scores[0].value must be a number, was \"3\"",
        "/systems/0/subnet/parameters| 1.5| systems[0].subnet.parameters must be a whole number, was 1.5",
        "/systems/0/role| \"loser\"| systems[0].role must be one of winner, member, baseline, was \"loser\"",
        "/stages/train/status| null| stages.train",
        "/stages/train/startedAt| \"today\"| stages.train.startedAt must be a moment, was \"today\"",
        "/systems| {}| systems must be a list, was {}",
        "/provenance/seed| null| provenance.seed must be a whole number, was null",
        "/more| 1| more is nothing that this version knows",
      })
  void refusesDamage(String pointer, String value, String message) throws IOException {
    ObjectNode root = (ObjectNode) JSON.readTree(finished().text());
    int last = pointer.lastIndexOf('/');
    ((ObjectNode) root.at(pointer.substring(0, last)))
        .set(pointer.substring(last + 1), JSON.readTree(value));
    assertThatThrownBy(() -> RunFile.parse(root.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("is not the record of a run (" + message);
    ((ObjectNode) root.at(pointer.substring(0, last))).remove(pointer.substring(last + 1));
    if (!message.contains("seconds") && !pointer.equals("/more")) {
      assertThatThrownBy(() -> RunFile.parse(root.toString()))
          .as("without it")
          .hasMessageStartingWith("is not the record of a run (");
    }
  }

  @Test
  void refusesDamageInFormatOne() throws IOException {
    String sound = Files.readString(Fixtures.localOfVersionOne(RunFileTest.class, "finished.json"));
    for (List<String> change :
        List.of(
            List.of("\"parameters\": 770240", "\"parameters\": 7.5"),
            List.of("\"upper\": 0.0,", ""),
            List.of("\"seed\": 1,", "\"seed\": \"1\","),
            List.of("\"status\": \"succeeded\"", "\"status\": \"over\""))) {
      String wrong = sound.replace(change.get(0), change.get(1));
      assertThat(wrong).isNotEqualTo(sound);
      assertThatThrownBy(() -> RunFile.parse(wrong))
          .hasMessageStartingWith("is not the record of a run (");
    }
  }

  @Test
  void whatOlderVersionsDidNotKnowIsLeftOut() throws IOException {
    RunFile run =
        RunFile.parse("{\"format\": 1, \"status\": \"running\", \"createdAt\": \"long ago\"}");
    assertThat(run.last().status()).contains(RunStatus.RUNNING);
    assertThat(run.name().createdAt()).isEmpty();
    assertThat(run.systems()).isEmpty();
    assertThat(run.provenance()).isEqualTo(Optional.empty());
  }
}
