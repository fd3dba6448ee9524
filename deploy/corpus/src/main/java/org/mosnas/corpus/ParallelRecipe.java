package org.mosnas.corpus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.mosnas.corpus.CorpusManifest.SourcePackage;
import org.mosnas.corpus.CorpusSettings.CorpusKind;
import org.mosnas.corpus.debian.AptDownloader;
import org.mosnas.corpus.debian.AptOutcome;
import org.mosnas.corpus.debian.AptOutcome.DebPackage;
import org.mosnas.corpus.debian.HelpExtractor;
import org.mosnas.corpus.grammar.GeneratedCorpus;
import org.mosnas.corpus.text.CorpusAssembler;
import org.mosnas.corpus.text.CorpusAssembler.TranslatedBlock;
import org.mosnas.corpus.text.CorpusSplit;
import org.mosnas.corpus.text.Language;
import org.mosnas.corpus.text.ParallelCorpus;
import org.mosnas.corpus.text.ParallelCorpus.Sizes;
import org.mosnas.corpus.text.ParallelCorpus.TranslatedSentence;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/** Sentences and their translations: the LibreOffice help, or the grammar in two languages. */
final class ParallelRecipe implements Recipe {
  /** To be raised with every change to what comes out of equal packages. */
  private static final int VERSION = 1;

  private static final String FAMILY = "libreoffice-help-";
  private static final String ATTRIBUTION =
      HelpText.ATTRIBUTION
          + " Modified: mark-up removed, divided into sentences, filtered, de-duplicated.";

  private final CorpusRequest request;

  ParallelRecipe(CorpusRequest request) {
    this.request = request;
  }

  @Override
  public Request request() {
    return request;
  }

  @Override
  public String title() {
    return "corpus " + request.source() + " to " + request.target();
  }

  @Override
  public Map<CorpusKind, Integer> versions() {
    return Map.of(CorpusKind.APT, VERSION, CorpusKind.GENERATED, GeneratedCorpus.VERSION);
  }

  /** Of what is asked for, as the first version wrote it: cached corpora keep their folders. */
  @Override
  public String cacheName() {
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

  @Override
  public Outcome fromPackages(AptDownloader downloader, Consumer<String> progress) {
    AptOutcome outcome =
        downloader.fetch(
            List.of(FAMILY + request.source(), FAMILY + request.target()), FAMILY, progress);
    if (outcome instanceof AptOutcome.Unavailable unavailable) {
      return new Outcome.Unavailable(unavailable.cause(), reason(unavailable));
    }
    AptOutcome.Fetched fetched = (AptOutcome.Fetched) outcome;
    return new Outcome.Made(build(fetched.packages(), progress));
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

  private Draft build(List<DebPackage> packages, Consumer<String> progress) {
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
    return draft(
        new CorpusManifest(
            CorpusKind.APT,
            request,
            VERSION,
            HelpText.LICENCE,
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

  @Override
  public boolean canBeGenerated() {
    return request.canBeGenerated();
  }

  @Override
  public Draft generated() {
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
    return draft(
        new CorpusManifest(
            CorpusKind.GENERATED,
            request,
            GeneratedCorpus.VERSION,
            GeneratedCorpus.LICENCE,
            GeneratedCorpus.ATTRIBUTION,
            List.of(),
            corpus.lines(),
            Map.of(),
            List.of()),
        corpus);
  }

  private Draft draft(CorpusManifest manifest, ParallelCorpus corpus) {
    Map<String, List<String>> files = new LinkedHashMap<>();
    for (CorpusSplit split : CorpusSplit.values()) {
      List<TranslatedSentence> pairs = corpus.pairs(split);
      files.put(
          split.label() + "." + request.sourceSuffix(),
          pairs.stream().map(TranslatedSentence::source).toList());
      files.put(
          split.label() + "." + request.targetSuffix(),
          pairs.stream().map(TranslatedSentence::target).toList());
    }
    return new Draft(manifest, files);
  }
}
