package org.mosnas.spark.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.mosnas.model.error.BadDataException;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.Locations;
import org.mosnas.spark.run.EvaluatedSystem;
import org.mosnas.spark.run.RecordedRun;
import org.mosnas.spark.run.RunFile;
import org.mosnas.spark.tables.RunRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists runs with their main figures. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "Lists runs with status, scores, latency, size and time, the latest last.")
final class RunsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..*",
      description =
          "Run directories, or folders that hold some, on any Hadoop file system; runs/ if not given.")
  private List<String> folders = List.of("runs");

  @Option(names = "--json", description = "Prints JSON: a list with an object per run.")
  private boolean json;

  @Override
  public void run() {
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(new SparkConf());
    List<RecordedRun> runs = new ArrayList<>();
    folders.forEach(folder -> runs.addAll(find(folder, hadoop)));
    runs.sort(
        Comparator.<RecordedRun, Instant>comparing(
                run -> run.record().last().startedAt().orElse(Instant.MIN))
            .thenComparing(run -> run.directory().toString()));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(toJson(runs).toPrettyString());
    } else {
      out.print(RunsTable.render(runs));
    }
    out.flush();
  }

  private static List<RecordedRun> find(String named, Configuration hadoop) {
    Path folder = Locations.of(named, hadoop);
    AtomicFiles files = AtomicFiles.on(folder, hadoop);
    if (RecordedRun.isIn(files, folder)) {
      return List.of(RecordedRun.read(files, folder));
    }
    if (!files.exists(folder)) {
      throw new BadDataException(
          named + ": no such folder; name run directories, or a folder that holds some");
    }
    List<RecordedRun> runs =
        files.list(folder).stream()
            .map(name -> Locations.child(folder, name))
            .filter(inside -> RecordedRun.isIn(files, inside))
            .map(inside -> RecordedRun.read(files, inside))
            .toList();
    if (runs.isEmpty()) {
      throw new BadDataException(
          named + ": no runs here; a run directory has a file run.json, see --run-dir of mos run");
    }
    return runs;
  }

  private static ArrayNode toJson(List<RecordedRun> runs) {
    ObjectMapper mapper = new ObjectMapper();
    ArrayNode list = mapper.createArrayNode();
    for (RecordedRun run : runs) {
      ObjectNode node = list.addObject().put("path", Locations.shown(run.directory()));
      if (!run.problem().isEmpty()) {
        node.put("problem", run.problem());
        continue;
      }
      node.put("run_id", run.record().name().runId().orElse(null));
      RunRow.of(run.record())
          .values()
          .forEach((column, value) -> node.set(column, mapper.valueToTree(value(value))));
      addMembers(run.record(), node);
    }
    return list;
  }

  /** The members of a family, the winner first; nothing where there is none. */
  private static void addMembers(RunFile record, ObjectNode node) {
    List<EvaluatedSystem> members =
        record.members().stream().filter(one -> one.member().isPresent()).toList();
    if (members.isEmpty()) {
      return;
    }
    ArrayNode list = node.putArray("members");
    for (EvaluatedSystem member : members) {
      ObjectNode found = list.addObject().put("member", member.member().orElseThrow());
      member.scores().forEach(score -> found.put(score.metric(), score.value()));
      member
          .subnet()
          .ifPresent(
              subnet -> {
                found.put("id", subnet.id());
                found.put("parameters", subnet.parameters());
                found.put("flops", subnet.flops());
                found.put("predicted_ms", subnet.latencyMs().predicted());
                found.put("measured_ms", subnet.latencyMs().measured());
                subnet.latencyMs().limit().ifPresent(limit -> found.put("limit_ms", limit));
              });
    }
  }

  private static Object value(Object value) {
    return value instanceof Instant time ? time.toString() : value;
  }
}
