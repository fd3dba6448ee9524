package org.mosnas.model.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.mosnas.model.checkpoint.Safetensors;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.json.JsonFields;
import org.mosnas.model.json.StrictJson;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterLayout;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.text.TextLines;

/**
 * A bundle on disk whose files are all there and as they were written.
 *
 * @param path of the folder
 */
public record BundleFolder(Path path) {
  private static final String ADVICE = "export the run again";

  /**
   * Opens a bundle; reads every file once to compare checksums.
   *
   * @param kind of the bundle
   * @param names of the files that such a bundle has at least
   * @throws BadDataException that says which file is missing, damaged or of another version, or
   *     that it is a bundle of another kind
   */
  public static BundleFolder open(Path folder, String kind, List<String> names) {
    BundleManifest manifest = BundleManifest.read(folder);
    manifest.require(folder, kind, names);
    manifest.verify(folder);
    return new BundleFolder(folder);
  }

  /** What sort of bundle a folder says it is; nothing else is looked at. */
  public static String kind(Path folder) {
    return BundleManifest.read(folder).kind();
  }

  /** One of its files. */
  public Path file(String name) {
    return path.resolve(name);
  }

  /** Reads a file of text. */
  public String text(String name) {
    try {
      return Files.readString(file(name));
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** Reads a file of lines. */
  public <T> T lines(String name, Function<TextLines, T> reader) {
    return read(
        name,
        in -> {
          try (TextLines lines = TextLines.stored(file(name).toString(), in)) {
            return reader.apply(lines);
          }
        });
  }

  /** Reads a file of bytes. */
  public <T> T read(String name, Function<InputStream, T> reader) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file(name)))) {
      return reader.apply(in);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /**
   * Reads a file of JSON with a {@code format-version}.
   *
   * @param what the file is, for messages, such as {@code the configuration of a bundle}
   * @param reader whatever it refuses is told with the name of the file
   */
  public <T> T json(String name, String what, int version, Function<JsonNode, T> reader) {
    return parse(file(name).toString(), text(name), what, version, reader);
  }

  /** As {@link #json}, of a text. */
  public static <T> T parse(
      String name, String json, String what, int version, Function<JsonNode, T> reader) {
    try {
      JsonNode root = StrictJson.parse(json);
      if (JsonFields.whole(root, "format-version") != version) {
        throw new IllegalArgumentException("format-version " + root.path("format-version"));
      }
      return reader.apply(root);
    } catch (JsonProcessingException | IllegalArgumentException refused) {
      String reason =
          refused instanceof JsonProcessingException broken
              ? StrictJson.problem(broken)
              : refused.getMessage();
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: not %s of version %d (%s); %s",
              name,
              what,
              version,
              reason,
              ADVICE),
          refused);
    }
  }

  /** The subnet whose weights {@link BundleDraft#weights} wrote. */
  public DenseSubnet subnet(String name, NetworkShape shape) {
    ParameterLayout layout = Supernet.plain(shape).layout();
    float[] values = new float[layout.floats()];
    read(name, in -> Safetensors.read(in, file(name).toString(), layout, values));
    return new DenseSubnet(shape, values);
  }

  private BadDataException unreadable(String name, IOException e) {
    return BadDataException.unreadable(file(name), e, ADVICE);
  }
}
