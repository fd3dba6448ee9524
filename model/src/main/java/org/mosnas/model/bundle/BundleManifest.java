package org.mosnas.model.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.json.StrictJson;

/**
 * The files of a bundle with their sizes and checksums: {@code manifest.json}.
 *
 * @param kind what sort of bundle it is
 * @param files in the order of their names
 */
record BundleManifest(String kind, List<Entry> files) {
  /** Its name; written last. */
  static final String FILE = "manifest.json";

  /** The configuration of the bundle, which every one has. */
  static final String CONFIG = "config.json";

  /** The model card, which every bundle has. */
  static final String README = "README.md";

  /** The version that this program writes and reads. */
  static final int FORMAT_VERSION = 1;

  /** What a bundle is whose manifest does not say it: there were no others once. */
  private static final String FORMER_KIND = "translation";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /**
   * A file.
   *
   * @param name its name in the folder; there are no folders below it
   * @param bytes its size
   * @param sha256 of its bytes, 64 hexadecimal digits
   */
  record Entry(String name, long bytes, String sha256) {}

  /** Copies the list. */
  BundleManifest {
    files = List.copyOf(files);
  }

  /** Describes all files that are in a folder. */
  static BundleManifest of(String kind, Path folder) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (!name.equals(FILE)) {
          entries.add(new Entry(name, Files.size(file), Checksums.sha256(file)));
        }
      }
    }
    return new BundleManifest(kind, entries);
  }

  /** The manifest as JSON. */
  String toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format-version", FORMAT_VERSION).put("kind", kind);
    for (Entry entry : files) {
      root.withArray("/files")
          .addObject()
          .put("path", entry.name())
          .put("bytes", entry.bytes())
          .put("sha256", entry.sha256());
    }
    return root.toPrettyString() + "\n";
  }

  /** Whether a folder says of itself that it is a bundle, intact or not. */
  static boolean isIn(Path folder) {
    try {
      read(folder);
      return true;
    } catch (BadDataException none) {
      return false;
    }
  }

  /**
   * Reads the manifest of a folder.
   *
   * @throws BadDataException if there is none, if it is no manifest, or if it names anything but
   *     files of the folder itself
   */
  static BundleManifest read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new BadDataException(
          folder + ": no bundle, it has no " + FILE + "; name what mos export wrote");
    }
    try {
      return parse(file, StrictJson.parse(Files.readString(file)));
    } catch (JsonProcessingException broken) {
      throw new BadDataException(
          file + ": not valid JSON (" + StrictJson.problem(broken) + "); export the run again",
          broken);
    } catch (IOException unreadable) {
      throw BadDataException.unreadable(file, unreadable, "export the run again");
    }
  }

  private static BundleManifest parse(Path file, JsonNode root) {
    JsonNode version = root.path("format-version");
    if (!version.equals(IntNode.valueOf(FORMAT_VERSION)) || !root.path("files").isArray()) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: format-version %s; this program reads bundles of version %d: export the run again",
              file,
              version,
              FORMAT_VERSION));
    }
    List<Entry> entries = new ArrayList<>();
    for (JsonNode node : root.path("files")) {
      entries.add(entry(file, node));
    }
    BundleManifest manifest = new BundleManifest(root.path("kind").asText(FORMER_KIND), entries);
    manifest.requireNames(file, List.of(CONFIG, README));
    return manifest;
  }

  /**
   * Checks what sort of bundle it is, and that it has the files of one.
   *
   * @param names of files
   * @throws BadDataException if it is another, or if one is missing
   */
  void require(Path folder, String wanted, List<String> names) {
    if (!kind.equals(wanted)) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: a bundle of the kind %s, expected %s; name another one",
              folder,
              kind,
              wanted));
    }
    requireNames(folder.resolve(FILE), names);
  }

  private void requireNames(Path file, List<String> wanted) {
    Set<String> names = files.stream().map(Entry::name).collect(Collectors.toSet());
    for (String name : wanted) {
      if (!names.contains(name)) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "%s: names no %s; the bundle is incomplete, export the run again",
                file,
                name));
      }
    }
  }

  private static Entry entry(Path file, JsonNode node) {
    String name = node.path("path").asText("");
    String sha256 = node.path("sha256").asText();
    if (!NAME.matcher(name).matches()) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: path '%s' is not the name of a file in the bundle; do not trust this bundle, export the run again",
              file,
              name));
    }
    JsonNode bytes = node.path("bytes");
    if (!SHA256.matcher(sha256).matches()
        || !bytes.isIntegralNumber()
        || !bytes.canConvertToLong()) {
      throw new BadDataException(
          String.format(
              Locale.ROOT, "%s: no size and SHA-256 of %s; export the run again", file, name));
    }
    return new Entry(name, bytes.longValue(), sha256);
  }

  /**
   * Checks that all files are as they were written.
   *
   * @throws BadDataException that names the first one that is not
   */
  void verify(Path folder) {
    for (Entry entry : files) {
      Path file = folder.resolve(entry.name());
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new BadDataException(
            file + ": missing, the bundle is incomplete; copy it again or export the run again");
      }
      try {
        verify(file, entry);
      } catch (IOException unreadable) {
        throw BadDataException.unreadable(file, unreadable, "export the run again");
      }
    }
  }

  private static void verify(Path file, Entry entry) throws IOException {
    long bytes = Files.size(file);
    if (bytes != entry.bytes()) {
      throw damaged(file, bytes + " bytes, expected " + entry.bytes());
    }
    String sha256 = Checksums.sha256(file);
    if (!sha256.equals(entry.sha256())) {
      throw damaged(file, "SHA-256 " + sha256 + ", expected " + entry.sha256());
    }
  }

  private static BadDataException damaged(Path file, String how) {
    return new BadDataException(
        file + ": " + how + "; the file is damaged, copy the bundle again or export the run again");
  }
}
