package org.mosnas.spark.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.checkpoint.CheckpointFormatException;
import org.mosnas.model.json.StrictJson;
import org.mosnas.spark.io.AtomicFiles;

/**
 * What the {@code manifest.json} of a checkpoint says.
 *
 * @param formatVersion version of the checkpoint
 * @param fingerprint of everything that decides the result
 * @param weights what the weights are that training began with, if they are of another training
 * @param rounds rounds done
 * @param updates updates of every worker
 * @param history one report per round done
 * @param blocks what its blocks are; version 1 had three whole files instead
 */
@JsonNaming(KebabCaseStrategy.class)
public record CheckpointManifest(
    int formatVersion,
    String fingerprint,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> weights,
    int rounds,
    long updates,
    List<RoundReport> history,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Blocks> blocks) {
  /** The version that this program writes; it reads those before too. */
  public static final int FORMAT = 2;

  /**
   * The files that a state is stored in.
   *
   * @param floats of each of its three vectors
   * @param blockFloats of each vector in every block but the last
   * @param parameters CRC-32C of the parameters of every block, eight hexadecimal digits
   * @param moments the same of the moments
   */
  @JsonNaming(KebabCaseStrategy.class)
  public record Blocks(int floats, int blockFloats, List<String> parameters, List<String> moments) {
    /** Copies and checks. */
    public Blocks {
      parameters = checked("parameters", parameters);
      moments = checked("moments", moments);
      if (floats < 1 || blockFloats < 1) {
        throw new IllegalArgumentException(
            "blocks must have floats, had " + blockFloats + " of " + floats);
      }
      long count = (floats + blockFloats - 1L) / blockFloats;
      if (parameters.size() != count || moments.size() != count) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%d blocks need as many checksums, had %d and %d",
                count,
                parameters.size(),
                moments.size()));
      }
    }

    private static List<String> checked(String name, List<String> sums) {
      for (String sum : sums) {
        if (!sum.matches("[0-9a-f]{8}")) {
          throw new IllegalArgumentException(
              "blocks." + name + " must be of eight hexadecimal digits each, had " + sum);
        }
      }
      return List.copyOf(sums);
    }
  }

  /** Name of the file in the folder of the checkpoint. */
  public static final String FILE = "manifest.json";

  /** Copies the history. */
  public CheckpointManifest {
    history = List.copyOf(history);
    if (rounds < 0) {
      throw new IllegalArgumentException("rounds must be a whole number from 0 on, was " + rounds);
    }
    if (blocks.isPresent() != (formatVersion > 1)) {
      throw new IllegalArgumentException(
          "version " + formatVersion + (formatVersion > 1 ? " has blocks" : " has no blocks"));
    }
  }

  /**
   * Reads the manifest of a checkpoint.
   *
   * @param checkpoint its folder
   * @throws CheckpointFormatException if it is damaged, or of another version
   */
  public static CheckpointManifest in(AtomicFiles files, Path checkpoint) {
    Path file = new Path(checkpoint, FILE);
    String text = files.readText(file);
    try {
      JsonNode document = StrictJson.parse(text);
      JsonNode version = document.path("format-version");
      boolean known = version.equals(IntNode.valueOf(1)) || version.equals(IntNode.valueOf(FORMAT));
      if (document.isObject() && !known) {
        throw new CheckpointFormatException(
            checkpoint
                + ": checkpoint of format version "
                + version
                + ", this program reads 1 to "
                + FORMAT
                + "; use the version that wrote it or a new run directory");
      }
      return RunJson.read(document, CheckpointManifest.class);
    } catch (JsonProcessingException e) {
      throw damaged(file, StrictJson.problem(e), e);
    } catch (IllegalArgumentException e) {
      throw damaged(file, e.getMessage(), e);
    }
  }

  /** As indented text. */
  public String text() {
    return RunJson.text(this);
  }

  private static CheckpointFormatException damaged(Path file, String why, Exception cause) {
    return new CheckpointFormatException(
        String.format(
            Locale.ROOT,
            "%s: the manifest is damaged (%s); delete the checkpoint folder to start again",
            file,
            why),
        cause);
  }
}
