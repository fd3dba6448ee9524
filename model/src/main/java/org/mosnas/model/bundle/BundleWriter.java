package org.mosnas.model.bundle;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.Cleanup;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

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
  public void write(BundleContent content, Consumer<Path> verification) {
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

  private static void fill(Path folder, BundleContent content) throws IOException {
    BundleDraft draft = new BundleDraft(folder);
    content.write(draft);
    draft.text(BundleManifest.FILE, BundleManifest.of(content.kind(), folder).toJson());
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
}
