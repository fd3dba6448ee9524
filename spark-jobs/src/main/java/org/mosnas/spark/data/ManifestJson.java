package org.mosnas.spark.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.Locale;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.json.StrictJson;

/**
 * Manifests of data as files: records with a {@code format-version}.
 *
 * @param type of the record
 * @param version that this program reads and writes
 * @param what the manifest is of, for messages, such as {@code prepared data}
 */
public record ManifestJson<M extends DataManifest>(Class<M> type, int version, String what) {
  private static final JsonMapper JSON =
      StrictJson.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /** The text of a file. */
  public String write(M manifest) {
    try {
      return JSON.writeValueAsString(manifest) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Reads a manifest.
   *
   * @param name of the file, for messages
   * @throws BadDataException if it is no manifest, or one of another version
   */
  public M parse(String name, String json) {
    try {
      JsonNode found = JSON.readTree(json).path("format-version");
      if (!found.equals(IntNode.valueOf(version))) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "%s: prepared data of version %s; this program reads version %d: prepare the data again in a new run directory",
                name,
                found,
                version));
      }
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: not a manifest of %s (%s); prepare the data again",
              name,
              what,
              StrictJson.problem(e)),
          e);
    }
  }
}
