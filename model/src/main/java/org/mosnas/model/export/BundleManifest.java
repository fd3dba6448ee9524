package org.mosnas.model.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.json.StrictJson;

/**
 * The files of a bundle with their sizes and checksums: {@code manifest.json}.
 *
 * @param files in the order of their names
 */
record BundleManifest(List<Entry> files) {
  /** The version that this program writes and reads. */
  static final int FORMAT_VERSION = 1;

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
  static BundleManifest of(Path folder) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (!name.equals(BundleFile.MANIFEST)) {
          entries.add(new Entry(name, Files.size(file), sha256(file)));
        }
      }
    }
    return new BundleManifest(entries);
  }

  /** The manifest as JSON. */
  String toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format-version", FORMAT_VERSION);
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
    Path file = folder.resolve(BundleFile.MANIFEST);
    if (!Files.isRegularFile(file)) {
      throw new BadDataException(
          folder
              + ": no bundle, it has no "
              + BundleFile.MANIFEST
              + "; name what mos export wrote");
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
    Set<String> names = entries.stream().map(Entry::name).collect(Collectors.toSet());
    for (BundleFile wanted : BundleFile.values()) {
      if (!names.contains(wanted.fileName())) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "%s: names no %s; the bundle is incomplete, export the run again",
                file,
                wanted.fileName()));
      }
    }
    return new BundleManifest(entries);
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
    String sha256 = sha256(file);
    if (!sha256.equals(entry.sha256())) {
      throw damaged(file, "SHA-256 " + sha256 + ", expected " + entry.sha256());
    }
  }

  private static BadDataException damaged(Path file, String how) {
    return new BadDataException(
        file + ": " + how + "; the file is damaged, copy the bundle again or export the run again");
  }

  /** All names. */
  Set<String> names() {
    return files.stream().map(Entry::name).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
