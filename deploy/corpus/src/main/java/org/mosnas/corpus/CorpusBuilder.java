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
import org.mosnas.corpus.grammar.GeneratedCorpus;
import org.mosnas.corpus.text.ParallelCorpus;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/**
 * Builds a parallel corpus: from Debian's packages, or from the built-in grammar.
 *
 * <p>Finished corpora and packages stay in a cache with their checksums: an intact one is used
 * without asking apt, a damaged one is built again with a notice. A corpus that is already where it
 * should go stays as it is.
 */
public final class CorpusBuilder {
  private final CorpusSettings settings;
  private final Consumer<String> progress;
  private final AptDownloader downloader;
  private final CorpusFolder out;
  private final List<String> notices = new ArrayList<>();

  private CorpusBuilder(
      CorpusSettings settings, Consumer<String> progress, AptDownloader downloader) {
    this.settings = settings;
    this.progress = progress;
    this.downloader = downloader;
    this.out = new CorpusFolder(settings.out());
  }

  /**
   * Builds the corpus, or finds it built.
   *
   * @param progress told one line for each phase, with counts
   * @throws MosnasException if a language does not exist, or if {@link CorpusKind#APT} was asked
   *     for and there is no apt or no network, or if a folder cannot be written
   */
  public static CorpusResult build(CorpusSettings settings, Consumer<String> progress) {
    return build(settings, progress, new AptDownloader(settings.cache()));
  }

  /** As {@link #build(CorpusSettings, Consumer)}, with an apt of one's own. */
  static CorpusResult build(
      CorpusSettings settings, Consumer<String> progress, AptDownloader downloader) {
    try {
      return new CorpusBuilder(settings, progress, downloader).run();
    } catch (IOException | UncheckedIOException e) {
      throw storageFailure(settings, e);
    }
  }

  private CorpusResult run() throws IOException {
    State state = out.look(settings.request(), settings.kind(), versions());
    if (state instanceof State.Intact intact) {
      progress.accept("already in " + settings.out() + ", checksums right");
      if (settings.kind() == CorpusKind.AUTO && intact.manifest().kind() == CorpusKind.GENERATED) {
        notice("using the generated corpus that is already in " + settings.out());
      }
      return result(intact.manifest(), true);
    }
    if (state instanceof State.Damaged damaged) {
      notice("the corpus was damaged and is built again: " + damaged.reason());
    }
    return settings.kind() == CorpusKind.GENERATED ? generated() : fromPackages();
  }

  private CorpusResult fromPackages() throws IOException {
    HelpCorpus help = new HelpCorpus(settings.request(), settings.cache(), downloader, progress);
    Files.createDirectories(settings.cache());
    HelpCorpus.Outcome outcome;
    Path lockFile = settings.cache().resolve(".lock");
    synchronized (CorpusBuilder.class) {
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock unused = channel.lock()) {
        outcome = help.provide(this::notice);
        if (outcome instanceof HelpCorpus.Outcome.Ready ready) {
          out.copyFrom(ready.folder(), ready.manifest());
          return result(ready.manifest(), ready.reused());
        }
      }
    }
    return fallback((HelpCorpus.Outcome.Unavailable) outcome);
  }

  private CorpusResult fallback(HelpCorpus.Outcome.Unavailable unavailable) throws IOException {
    boolean unknownLanguage = unavailable.cause() == AptOutcome.Cause.NO_SUCH_PACKAGE;
    if (settings.kind() == CorpusKind.APT || !settings.request().canBeGenerated()) {
      throw new MosnasException(
          unknownLanguage ? ErrorKind.USAGE : ErrorKind.DATA,
          "no corpus "
              + settings.request().source()
              + " to "
              + settings.request().target()
              + ": "
              + unavailable.reason());
    }
    notice("using the generated corpus instead of real text: " + unavailable.reason());
    return generated();
  }

  private CorpusResult generated() throws IOException {
    CorpusRequest request = settings.request();
    if (!request.canBeGenerated()) {
      throw new MosnasException(
          ErrorKind.USAGE,
          "the generated corpus is English to German, not "
              + request.source()
              + " to "
              + request.target()
              + "; choose en-us and de, or another kind of corpus");
    }
    ParallelCorpus corpus = GeneratedCorpus.generate(request.sizes(), request.seed());
    CorpusManifest manifest =
        new CorpusManifest(
            CorpusKind.GENERATED,
            request,
            GeneratedCorpus.VERSION,
            GeneratedCorpus.LICENCE,
            GeneratedCorpus.ATTRIBUTION,
            List.of(),
            corpus.lines(),
            Map.of(),
            List.of());
    progress.accept("generated: " + corpus.lines());
    return result(out.write(manifest, corpus), false);
  }

  private CorpusResult result(CorpusManifest manifest, boolean reused) {
    return new CorpusResult(
        settings.out(),
        manifest.kind(),
        manifest.request().sourceSuffix(),
        manifest.request().targetSuffix(),
        manifest.lines(),
        reused,
        notices);
  }

  private void notice(String line) {
    notices.add(line);
    progress.accept("NOTE: " + line);
  }

  private static Map<CorpusKind, Integer> versions() {
    return Map.of(
        CorpusKind.APT, HelpCorpus.VERSION, CorpusKind.GENERATED, GeneratedCorpus.VERSION);
  }

  private static MosnasException storageFailure(CorpusSettings settings, Exception e) {
    String where = "cannot write the corpus to " + settings.out() + " or " + settings.cache();
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
