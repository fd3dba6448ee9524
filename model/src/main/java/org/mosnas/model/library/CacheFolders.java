package org.mosnas.model.library;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/**
 * Folders in which this user, and nobody else, keeps what is needed again.
 *
 * <p>They are called {@code mosnas-UID} and lie in the folder that {@code MOSNAS_CACHE} names;
 * without that in the user's cache folder, the temporary folder or the working directory, whichever
 * serves first. One that somebody else owns or may write to is never used: who can replace a
 * library runs what they like as this user.
 */
public final class CacheFolders {
  /** Environment variable that names the only place to be considered. */
  static final String VARIABLE = "MOSNAS_CACHE";

  private static final FileAttribute<Set<PosixFilePermission>> OURS_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Map<String, String> environment;
  private final Path temporary;
  private final Path working;

  /** What a folder is wanted for, which may be more than keeping files in it. */
  @FunctionalInterface
  public interface Use {
    /** Why {@code folder} does not serve; empty if it does. */
    Optional<String> objection(Path folder) throws IOException;
  }

  CacheFolders(Map<String, String> environment, Path temporary, Path working) {
    this.environment = Map.copyOf(environment);
    this.temporary = temporary;
    this.working = working;
  }

  /** Those of the user who runs this process. */
  public static CacheFolders ofThisProcess() {
    return new CacheFolders(
        System.getenv(), Path.of(System.getProperty("java.io.tmpdir")), Path.of(""));
  }

  /** The user's cache folder, {@code ~/.cache} as a rule; empty for users without a home. */
  public Optional<Path> ofUser() {
    Optional<Path> configured = absolute(environment.get("XDG_CACHE_HOME"));
    return configured.isPresent()
        ? configured
        : Stream.of(environment.get("HOME"), System.getProperty("user.home"))
            .map(CacheFolders::absolute)
            .flatMap(Optional::stream)
            .findFirst()
            .map(home -> home.resolve(".cache"));
  }

  /**
   * The first folder that serves; made if it is not there.
   *
   * @param what is to be kept in it, for the message
   * @throws MosnasException of kind USAGE if none serves, with the reasons
   */
  public Path choose(String what, Use use) {
    List<String> objections = new ArrayList<>();
    for (Path place : places()) {
      try {
        Path folder = in(place);
        Optional<String> objection = use.objection(folder);
        if (objection.isEmpty()) {
          return folder;
        }
        objections.add(folder + " (" + objection.get() + ")");
      } catch (IOException | UnsupportedOperationException unusable) {
        objections.add(place + " (" + reason(unusable) + ")");
      }
    }
    throw new MosnasException(
        ErrorKind.USAGE,
        "no folder for "
            + what
            + ": "
            + String.join(", ", objections)
            + "; set "
            + VARIABLE
            + " to one that this user may write to and run programs from");
  }

  private List<Path> places() {
    String configured = environment.getOrDefault(VARIABLE, "");
    Stream<Path> places =
        configured.isEmpty()
            ? Stream.concat(ofUser().stream(), Stream.of(temporary, working))
            : Stream.of(Path.of(configured));
    return places.map(Path::toAbsolutePath).distinct().toList();
  }

  /** The folder of this user in {@code place}: the lasting one, or one of this process alone. */
  private static Path in(Path place) throws IOException {
    Files.createDirectories(place);
    // Who we are is told by whose our files are; it has no other name everywhere.
    Path probe = Files.createTempFile(place, ".mosnas-", "");
    Object user = Files.getAttribute(probe, "unix:uid");
    Files.delete(probe);
    Path folder = place.resolve("mosnas-" + user);
    try {
      Files.createDirectory(folder, OURS_ALONE);
    } catch (FileAlreadyExistsException earlier) {
      if (!belongsOnlyTo(user, folder)) {
        return ofThisProcessAlone(place);
      }
    }
    return folder;
  }

  /** A folder with a name that nobody can guess, which goes when the process ends. */
  private static Path ofThisProcessAlone(Path place) throws IOException {
    Path folder = Files.createTempDirectory(place, "mosnas-");
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> FileUtils.deleteQuietly(folder.toFile())));
    return folder;
  }

  private static boolean belongsOnlyTo(Object user, Path folder) throws IOException {
    PosixFileAttributes attributes =
        Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return attributes.isDirectory()
        && user.equals(Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS))
        && !attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
        && !attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE);
  }

  /** Relative folders are none: they would depend on where a command was started. */
  private static Optional<Path> absolute(String folder) {
    return Optional.ofNullable(folder).map(Path::of).filter(Path::isAbsolute);
  }

  private static String reason(Exception unusable) {
    if (unusable instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (unusable instanceof FileAlreadyExistsException) {
      return "not a folder";
    }
    return unusable instanceof FileSystemException failure && failure.getReason() != null
        ? failure.getReason()
        : unusable.toString();
  }
}
