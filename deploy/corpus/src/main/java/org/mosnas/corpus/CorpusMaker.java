package org.mosnas.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.mosnas.corpus.CorpusFolder.State;
import org.mosnas.corpus.CorpusSettings.CorpusKind;
import org.mosnas.corpus.debian.AptDownloader;
import org.mosnas.corpus.debian.AptOutcome;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/**
 * Puts a corpus where it should go: as it is there already, from the cache, or made anew from
 * packages or the grammar.
 *
 * <p>Finished corpora and packages stay in a cache with their checksums: an intact one is used
 * without asking apt, a damaged one is built again with a notice. A corpus that is already where it
 * should go stays as it is.
 */
final class CorpusMaker {
  /**
   * Where a corpus comes from and goes to.
   *
   * @param kind where it may come from
   * @param out folder for the text files and the manifest; created if missing
   * @param cache folder for packages and finished corpora
   */
  record Place(CorpusKind kind, Path out, Path cache) {}

  /**
   * A corpus where it should be.
   *
   * @param reused whether it was there before, in its folder or in the cache
   * @param notices what the user should know
   */
  record Made(CorpusManifest manifest, boolean reused, List<String> notices) {
    /** Copies the list. */
    Made {
      notices = List.copyOf(notices);
    }
  }

  private final Recipe recipe;
  private final Place place;
  private final Consumer<String> progress;
  private final AptDownloader downloader;
  private final CorpusFolder out;
  private final List<String> notices = new ArrayList<>();

  private CorpusMaker(
      Recipe recipe, Place place, Consumer<String> progress, AptDownloader downloader) {
    this.recipe = recipe;
    this.place = place;
    this.progress = progress;
    this.downloader = downloader;
    this.out = new CorpusFolder(place.out());
  }

  /**
   * Makes a corpus, or finds it made.
   *
   * @param progress told one line for each phase, with counts
   * @throws MosnasException if what is asked for does not exist, or if {@link CorpusKind#APT} was
   *     asked for and there is no apt or no network, or if a folder cannot be written
   */
  static Made make(
      Recipe recipe, Place place, Consumer<String> progress, AptDownloader downloader) {
    try {
      return new CorpusMaker(recipe, place, progress, downloader).run();
    } catch (IOException | UncheckedIOException e) {
      throw storageFailure(place, e);
    }
  }

  private Made run() throws IOException {
    State state = out.look(recipe.request(), place.kind(), recipe.versions());
    if (state instanceof State.Intact intact) {
      progress.accept("already in " + place.out() + ", checksums right");
      if (place.kind() == CorpusKind.AUTO && intact.manifest().kind() == CorpusKind.GENERATED) {
        notice("using the generated corpus that is already in " + place.out());
      }
      return new Made(intact.manifest(), true, notices);
    }
    if (state instanceof State.Damaged damaged) {
      notice("the corpus was damaged and is built again: " + damaged.reason());
    }
    return place.kind() == CorpusKind.GENERATED ? generated() : fromPackages();
  }

  private Made fromPackages() throws IOException {
    CorpusFolder cached =
        new CorpusFolder(place.cache().resolve("corpora").resolve(recipe.cacheName()));
    Files.createDirectories(place.cache());
    Recipe.Outcome.Unavailable unavailable;
    Path lockFile = place.cache().resolve(".lock");
    synchronized (CorpusMaker.class) {
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock unused = channel.lock()) {
        State state = cached.look(recipe.request(), CorpusKind.APT, recipe.versions());
        if (state instanceof State.Intact intact) {
          progress.accept("found in the cache, checksums right");
          return copied(cached, intact.manifest(), true);
        }
        if (state instanceof State.Damaged damaged) {
          notice("the cached corpus was damaged and is built again: " + damaged.reason());
        }
        Recipe.Outcome outcome = recipe.fromPackages(downloader, progress);
        if (outcome instanceof Recipe.Outcome.Made made) {
          return copied(cached, cached.write(made.draft()), false);
        }
        unavailable = (Recipe.Outcome.Unavailable) outcome;
      }
    }
    return fallback(unavailable);
  }

  private Made copied(CorpusFolder from, CorpusManifest manifest, boolean reused)
      throws IOException {
    out.copyFrom(from, manifest);
    return new Made(manifest, reused, notices);
  }

  private Made fallback(Recipe.Outcome.Unavailable unavailable) throws IOException {
    boolean unknown = unavailable.cause() == AptOutcome.Cause.NO_SUCH_PACKAGE;
    if (place.kind() == CorpusKind.APT || !recipe.canBeGenerated()) {
      throw new MosnasException(
          unknown ? ErrorKind.USAGE : ErrorKind.DATA,
          "no " + recipe.title() + ": " + unavailable.reason());
    }
    notice("using the generated corpus instead of real text: " + unavailable.reason());
    return generated();
  }

  private Made generated() throws IOException {
    Draft draft = recipe.generated();
    Map<String, Integer> lines = draft.manifest().lines();
    progress.accept("generated: " + lines);
    return new Made(out.write(draft), false, notices);
  }

  private void notice(String line) {
    notices.add(line);
    progress.accept("NOTE: " + line);
  }

  private static MosnasException storageFailure(Place place, Exception e) {
    String where = "cannot write the corpus to " + place.out() + " or " + place.cache();
    String message = String.valueOf(e.getMessage());
    if (message.contains("No space left") || message.contains("File too large")) {
      return new MosnasException(
          ErrorKind.RESOURCES, where + ": the disk is full; about 100 MB are needed", e);
    }
    return new BadDataException(
        String.format(
            Locale.ROOT,
            "%s (%s); choose others",
            where,
            e instanceof FileAlreadyExistsException ? message + " is a file" : message),
        e);
  }
}
