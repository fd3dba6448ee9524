package org.mosnas.spark.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.json.StrictJson;
import org.mosnas.spark.io.AtomicFiles;

/**
 * What {@code run.json} says: which run it is, how its last command ended, what each stage took,
 * and what came out.
 *
 * <p>Immutable; {@link RunRecord} keeps the file up to date. The components {@code name} and {@code
 * last} have no object of their own in the file: their components stand beside the others.
 *
 * @param format version of the file
 * @param name which run it is
 * @param last the last command that worked in the directory
 * @param systems the systems that were evaluated, the winner first
 * @param stages what became of each stage that ran, by name
 * @param peakMemoryBytes most memory that the driver's process held, once that is known
 * @param provenance where the result comes from, once a command has begun
 */
public record RunFile(
    int format,
    Name name,
    LastCommand last,
    List<EvaluatedSystem> systems,
    Map<String, StageRecord> stages,
    Optional<Long> peakMemoryBytes,
    Optional<Provenance> provenance) {
  /** The version of the file that this program writes. */
  public static final int FORMAT = 2;

  /** Before the first command. */
  static final RunFile NEW =
      new RunFile(
          FORMAT,
          new Name(Optional.empty(), Optional.empty(), Optional.empty()),
          LastCommand.NONE,
          List.of(),
          Map.of(),
          Optional.empty(),
          Optional.empty());

  /** Copies the collections, keeping their order. */
  public RunFile {
    systems = List.copyOf(systems);
    stages = Collections.unmodifiableMap(new LinkedHashMap<>(stages));
  }

  /**
   * Which run it is.
   *
   * @param runId its name: the same for all commands in the directory, and wherever it is moved,
   *     but another one for a copy
   * @param directory where it was when the last command began, with scheme
   * @param createdAt when the directory was first used
   */
  public record Name(
      Optional<String> runId, Optional<String> directory, Optional<Instant> createdAt) {}

  /** The system that the run is for, once it was evaluated. */
  public Optional<EvaluatedSystem> winner() {
    return systems.stream()
        .filter(system -> system.role() == EvaluatedSystem.Role.WINNER)
        .findFirst();
  }

  /** The winner and, of a family, all further members, in the order of their limits. */
  public List<EvaluatedSystem> members() {
    return systems.stream()
        .filter(system -> system.role() != EvaluatedSystem.Role.BASELINE)
        .toList();
  }

  /** The system of a key, if it was evaluated. */
  public Optional<EvaluatedSystem> system(String key) {
    return systems.stream().filter(system -> system.key().equals(key)).findFirst();
  }

  /** What became of a stage, if it ran. */
  public Optional<StageRecord> stage(String stage) {
    return Optional.ofNullable(stages.get(stage));
  }

  /**
   * Reads the file.
   *
   * @param remedy what to do about one that cannot be read, for its message; may be empty
   * @throws BadDataException if it cannot be read
   */
  static RunFile read(AtomicFiles files, Path file, String remedy) {
    try {
      return parse(files.readText(file));
    } catch (JsonProcessingException broken) {
      throw new BadDataException(
          file + " is not valid JSON (" + StrictJson.problem(broken) + ")" + remedy, broken);
    } catch (IllegalArgumentException refused) {
      throw new BadDataException(file + " " + refused.getMessage() + remedy, refused);
    }
  }

  /**
   * Reads the record of a run directory.
   *
   * @throws BadDataException if it cannot be read
   */
  public static RunFile in(AtomicFiles files, Path directory) {
    return read(files, new Path(directory, RunLayout.RECORD), "");
  }

  /**
   * Reads what {@link #text} wrote, or format 1.
   *
   * @throws JsonProcessingException if it is no JSON
   * @throws IllegalArgumentException if it is anything else, with what it is instead, to be told
   *     behind the name of the file
   */
  public static RunFile parse(String text) throws JsonProcessingException {
    JsonNode document = StrictJson.parse(text);
    if (!(document instanceof ObjectNode root) || !root.has("format")) {
      throw new IllegalArgumentException("is not the record of a run");
    }
    JsonNode format = root.get("format");
    if (!format.equals(IntNode.valueOf(FORMAT))
        && !format.equals(IntNode.valueOf(FormatOne.FORMAT))) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "has format %s, this version reads formats %d and %d",
              format,
              FormatOne.FORMAT,
              FORMAT));
    }
    try {
      return format.intValue() == FORMAT
          ? RunJson.read(nested(root), RunFile.class)
          : FormatOne.upgraded(root);
    } catch (IllegalArgumentException damaged) {
      String where = damaged.getMessage().replaceFirst("^(name|last)\\.", "");
      throw new IllegalArgumentException("is not the record of a run (" + where + ")", damaged);
    }
  }

  /** As indented text. */
  public String text() {
    return flat(RunJson.tree(this)).toPrettyString() + "\n";
  }

  private static ObjectNode flat(ObjectNode tree) {
    ObjectNode flat = tree.objectNode();
    tree.properties()
        .forEach(
            field -> {
              if (field.getKey().equals("name") || field.getKey().equals("last")) {
                flat.setAll((ObjectNode) field.getValue());
              } else {
                flat.set(field.getKey(), field.getValue());
              }
            });
    return flat;
  }

  private static ObjectNode nested(ObjectNode flat) {
    ObjectNode nested = flat.deepCopy();
    nested.set("name", taken(nested, Name.class));
    nested.set("last", taken(nested, LastCommand.class));
    return nested;
  }

  /** The fields that are components of a record, taken from those of another. */
  private static ObjectNode taken(ObjectNode from, Class<? extends Record> type) {
    ObjectNode taken = from.objectNode();
    for (var component : type.getRecordComponents()) {
      JsonNode value = from.remove(component.getName());
      if (value != null) {
        taken.set(component.getName(), value);
      }
    }
    return taken;
  }

  RunFile with(Name other) {
    return new RunFile(format, other, last, systems, stages, peakMemoryBytes, provenance);
  }

  RunFile with(LastCommand other) {
    return new RunFile(format, name, other, systems, stages, peakMemoryBytes, provenance);
  }

  RunFile withSystems(List<EvaluatedSystem> others) {
    return new RunFile(format, name, last, others, stages, peakMemoryBytes, provenance);
  }

  RunFile withStage(String stage, StageRecord now) {
    Map<String, StageRecord> more = new LinkedHashMap<>(stages);
    more.put(stage, now);
    return new RunFile(format, name, last, systems, more, peakMemoryBytes, provenance);
  }

  RunFile with(Provenance other) {
    return new RunFile(format, name, last, systems, stages, peakMemoryBytes, Optional.of(other));
  }

  RunFile withMemory(long bytes) {
    long most = Math.max(bytes, peakMemoryBytes.orElse(0L));
    return new RunFile(format, name, last, systems, stages, Optional.of(most), provenance);
  }
}
