package org.mosnas.model.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mosnas.model.checkpoint.Safetensors;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.Cleanup;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.text.TextPipeline;
import org.mosnas.model.text.Vocabulary;

/**
 * Writes a bundle that is there completely, and verified, or not at all: into a folder beside the
 * final one, which is renamed at the end.
 */
public final class BundleWriter {
  /** What to do about a bundle that is there already. */
  public enum Existing {
    /** It stays and the export is refused. */
    KEEP,
    /** The new one takes its place. */
    REPLACE
  }

  private final Path target;
  private final Existing existing;

  /**
   * Will write to a folder.
   *
   * @throws MosnasException of kind USAGE if something is there that is not to be replaced; nothing
   *     but a bundle ever is
   */
  public BundleWriter(Path target, Existing existing) {
    this.target = target.toAbsolutePath().normalize();
    this.existing = existing;
    requireFree();
  }

  private void requireFree() {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS) || !BundleManifest.isIn(target)) {
      throw new MosnasException(
          ErrorKind.USAGE,
          target + " exists and is no bundle; it stays as it is, name another folder with --out");
    }
    if (existing == Existing.KEEP) {
      throw new MosnasException(
          ErrorKind.USAGE,
          target + " is a bundle already; --force replaces it, --out names another folder");
    }
  }

  /**
   * Writes the bundle.
   *
   * @param content what to write
   * @param verification given the complete folder before it gets its name; what it throws ends the
   *     export and leaves what was there before
   */
  public void write(Content content, Consumer<Path> verification) {
    Path parent = target.getParent();
    if (parent == null) {
      throw new MosnasException(ErrorKind.USAGE, target + " cannot be a bundle; name a folder");
    }
    try {
      Files.createDirectories(parent);
      Path temporary = Files.createTempDirectory(parent, "." + target.getFileName() + ".");
      try {
        Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(parent));
        fill(temporary, content);
        verification.accept(temporary);
        publish(temporary);
      } catch (IOException | RuntimeException | Error failure) {
        Cleanup.after(failure, () -> delete(temporary));
        throw failure;
      }
    } catch (IOException failure) {
      throw failure(failure);
    }
  }

  private static void fill(Path folder, Content content) throws IOException {
    graphs(folder, content.subnet());
    weights(folder, content.subnet());
    text(folder, content);
    write(folder, BundleFile.CONFIG.fileName(), content.config().toJson());
    write(folder, BundleFile.README.fileName(), content.readme());
    write(folder, BundleFile.TEST_VECTORS.fileName(), content.vectors().toJson());
    try (OutputStream out = open(folder, BundleFile.TEST_LOGITS)) {
      content.vectors().writeLogits(out, content.config().shape().targetVocabulary());
    }
    write(folder, BundleFile.MANIFEST, BundleManifest.of(folder).toJson());
  }

  private static void graphs(Path folder, DenseSubnet subnet) throws IOException {
    TranslationNetwork network = TranslationNetwork.of(subnet);
    try (Workbench bench = new Workbench();
        ParameterBank bank = subnet.toBank()) {
      TranslationGraphs graphs =
          new TranslationGraphs(network, subnet.network().collapse(subnet.spec(), bank, bench));
      Files.write(folder.resolve(BundleFile.ENCODER.fileName()), graphs.encoder());
      Files.write(folder.resolve(BundleFile.DECODER.fileName()), graphs.decoder());
      SameDiffFile.write(
          graphs.teacherForced(), folder.resolve(BundleFile.SAMEDIFF.fileName()).toFile());
    }
  }

  private static void weights(Path folder, DenseSubnet subnet) throws IOException {
    try (OutputStream out = open(folder, BundleFile.WEIGHTS)) {
      Safetensors.write(
          out,
          subnet.network().layout(),
          subnet.parameters(),
          Map.of("format", "mosnas", "subnet", subnet.spec().id()));
    }
  }

  private static void text(Path folder, Content content) throws IOException {
    if (content.text().codes().isPresent()) {
      StringBuilder codes = new StringBuilder();
      content.text().codes().get().write(codes);
      write(folder, BundleFile.CODES, codes.toString());
    }
    if (content.config().shape().sharing() == EmbeddingSharing.SHARED) {
      dictionary(folder, BundleFile.DICTIONARY, content.text().sourceVocabulary());
    } else {
      dictionary(folder, BundleFile.SOURCE_DICTIONARY, content.text().sourceVocabulary());
      dictionary(folder, BundleFile.TARGET_DICTIONARY, content.text().targetVocabulary());
    }
  }

  private static void dictionary(Path folder, String name, Vocabulary vocabulary)
      throws IOException {
    StringBuilder dictionary = new StringBuilder();
    vocabulary.write(dictionary);
    write(folder, name, dictionary.toString());
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  private static OutputStream open(Path folder, BundleFile file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(folder.resolve(file.fileName())));
  }

  private void publish(Path finished) throws IOException {
    // What appeared while we worked is judged as what was there before.
    requireFree();
    Path old = finished.resolveSibling(finished.getFileName() + ".old");
    if (Files.exists(target)) {
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(finished, target, StandardCopyOption.ATOMIC_MOVE);
    delete(old);
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> inside = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : inside) {
        Files.deleteIfExists(file);
      }
    } catch (IOException left) {
      throw new BadDataException(
          folder + ": cannot be deleted (" + left.getMessage() + "); delete it yourself", left);
    }
  }

  private MosnasException failure(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("No space left") || message.contains("quota")) {
      return new MosnasException(
          ErrorKind.RESOURCES,
          "the disk is full: cannot write " + target + "; free some space or name another --out",
          failure);
    }
    if (failure instanceof AccessDeniedException) {
      return new BadDataException(
          "permission denied: " + target + " cannot be written; name another folder with --out",
          failure);
    }
    return new BadDataException(
        target + ": cannot be written (" + message + "); name another folder with --out", failure);
  }

  /**
   * What is written into a bundle.
   *
   * @param config what it translates and how
   * @param text turns lines into ids and back
   * @param subnet the weights
   * @param vectors what our engine computed
   * @param readme the model card, in Markdown
   */
  public record Content(
      BundleConfig config,
      TextPipeline text,
      DenseSubnet subnet,
      TestVectors vectors,
      String readme) {}
}
