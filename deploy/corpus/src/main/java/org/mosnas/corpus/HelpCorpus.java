package org.mosnas.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.mosnas.corpus.CorpusFolder.State;
import org.mosnas.corpus.CorpusManifest.SourcePackage;
import org.mosnas.corpus.CorpusSettings.CorpusKind;
import org.mosnas.corpus.debian.AptDownloader;
import org.mosnas.corpus.debian.AptOutcome;
import org.mosnas.corpus.debian.AptOutcome.DebPackage;
import org.mosnas.corpus.debian.HelpExtractor;
import org.mosnas.corpus.text.CorpusAssembler;
import org.mosnas.corpus.text.CorpusAssembler.TranslatedBlock;
import org.mosnas.corpus.text.CorpusSplit;
import org.mosnas.corpus.text.Language;
import org.mosnas.corpus.text.ParallelCorpus;
import org.mosnas.corpus.text.ParallelCorpus.Sizes;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/** The corpus of the LibreOffice help, kept finished in the cache. */
final class HelpCorpus {
  /** To be raised with every change to what comes out of equal packages. */
  static final int VERSION = 1;

  private static final String FAMILY = "libreoffice-help-";
  private static final String LICENCE = "MPL-2.0";
  private static final String ATTRIBUTION =
      "Text of the LibreOffice help, copyright 2000, 2010 Oracle and/or its affiliates and 2000"
          + " onwards LibreOffice contributors and/or their affiliates; parts incorporate Apache-2.0"
          + " material of the Apache Software Foundation. Modified: mark-up removed, divided into"
          + " sentences, filtered, de-duplicated.";

  /** What came of the attempt. */
  sealed interface Outcome {
    /** The corpus lies intact in {@code folder}; {@code reused} if it was there before. */
    record Ready(CorpusFolder folder, CorpusManifest manifest, boolean reused) implements Outcome {}

    /** It cannot be had here; {@code reason} is one line. */
    record Unavailable(AptOutcome.Cause cause, String reason) implements Outcome {}
  }

  private final CorpusRequest request;
  private final CorpusFolder folder;
  private final AptDownloader downloader;
  private final Consumer<String> progress;

  /**
   * The help in the languages of a request.
   *
   * @param progress told one line for each phase
   */
  HelpCorpus(
      CorpusRequest request, Path cache, AptDownloader downloader, Consumer<String> progress) {
    this.request = request;
    this.folder = new CorpusFolder(cache.resolve("corpora").resolve(id(request)));
    this.downloader = downloader;
    this.progress = progress;
  }

  /**
   * Finds the corpus in the cache or builds it there.
   *
   * @param notices told what the user should know
   */
  Outcome provide(Consumer<String> notices) throws IOException {
    State state = folder.look(request, CorpusKind.APT, Map.of(CorpusKind.APT, VERSION));
    if (state instanceof State.Intact intact) {
      progress.accept("found in the cache, checksums right");
      return new Outcome.Ready(folder, intact.manifest(), true);
    }
    if (state instanceof State.Damaged damaged) {
      notices.accept("the cached corpus was damaged and is built again: " + damaged.reason());
    }
    AptOutcome outcome =
        downloader.fetch(
            List.of(FAMILY + request.source(), FAMILY + request.target()), FAMILY, progress);
    if (outcome instanceof AptOutcome.Unavailable unavailable) {
      return new Outcome.Unavailable(unavailable.cause(), reason(unavailable));
    }
    AptOutcome.Fetched fetched = (AptOutcome.Fetched) outcome;
    return new Outcome.Ready(folder, build(fetched.packages()), false);
  }

  private static String reason(AptOutcome.Unavailable unavailable) {
    if (unavailable.cause() != AptOutcome.Cause.NO_SUCH_PACKAGE) {
      return unavailable.message();
    }
    String languages =
        unavailable.available().stream()
            .map(name -> name.substring(FAMILY.length()))
            .filter(code -> !code.equals("common"))
            .collect(Collectors.joining(" "));
    return unavailable.message()
        + (languages.isEmpty()
            ? "; check the machine's apt sources"
            : "; there is one for the languages " + languages);
  }

  private CorpusManifest build(List<DebPackage> packages) throws IOException {
    for (DebPackage debPackage : packages) {
      progress.accept("package " + debPackage.name() + " " + debPackage.version());
    }
    progress.accept("reading the help pages of both packages");
    List<TranslatedBlock> blocks =
        HelpExtractor.pairs(packages.get(0).file(), packages.get(1).file());
    CorpusAssembler assembler =
        new CorpusAssembler(
            Language.of(request.source()),
            Language.of(request.target()),
            request.sizes(),
            request.seed(),
            progress);
    ParallelCorpus corpus = assembler.assemble(blocks);
    requireUsable(corpus, packages);
    progress.accept("dropped: " + assembler.dropped());
    return folder.write(
        new CorpusManifest(
            CorpusKind.APT,
            request,
            VERSION,
            LICENCE,
            ATTRIBUTION,
            packages.stream()
                .map(p -> new SourcePackage(p.name(), p.version(), p.sha256()))
                .toList(),
            corpus.lines(),
            assembler.dropped(),
            List.of()),
        corpus);
  }

  private static void requireUsable(ParallelCorpus corpus, List<DebPackage> packages) {
    Optional<CorpusSplit> empty =
        List.of(CorpusSplit.values()).stream()
            .filter(split -> corpus.pairs(split).isEmpty())
            .findFirst();
    if (empty.isPresent()) {
      throw new MosnasException(
          ErrorKind.DATA,
          "the "
              + empty.get().label()
              + " part of "
              + packages.get(0).name()
              + " and "
              + packages.get(1).name()
              + " is empty after filtering: too little of one of them is"
              + " translated; choose another language");
    }
  }

  /** Of what is asked for, as the first version wrote it: cached corpora keep their folders. */
  private static String id(CorpusRequest request) {
    Sizes sizes = request.sizes();
    String asked =
        String.format(
            Locale.ROOT,
            "%d CorpusRequest[source=%s, target=%s, sizes=SplitSizes[train=%d, valid=%d, test=%d],"
                + " seed=%d]",
            VERSION,
            request.source(),
            request.target(),
            sizes.train(),
            sizes.valid(),
            sizes.test(),
            request.seed());
    String digest = Checksums.sha256(asked).substring(0, 8);
    return FAMILY + request.source() + "-" + request.target() + "-" + digest;
  }
}
