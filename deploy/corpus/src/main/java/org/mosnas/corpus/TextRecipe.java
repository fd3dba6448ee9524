package org.mosnas.corpus;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.mosnas.corpus.CorpusManifest.SourcePackage;
import org.mosnas.corpus.CorpusSettings.CorpusKind;
import org.mosnas.corpus.debian.AptDownloader;
import org.mosnas.corpus.debian.AptOutcome;
import org.mosnas.corpus.debian.AptOutcome.DebPackage;
import org.mosnas.corpus.debian.HelpExtractor;
import org.mosnas.corpus.grammar.GeneratedCorpus;
import org.mosnas.corpus.grammar.GeneratedText;
import org.mosnas.corpus.text.PackageDescription;
import org.mosnas.corpus.text.ParallelCorpus.Sizes;
import org.mosnas.corpus.text.TopicAssembler;
import org.mosnas.corpus.text.TopicCorpus;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/**
 * Documents of English text and texts labelled with their topic: the LibreOffice help and the
 * descriptions of Debian's packages, or the grammar's English.
 */
final class TextRecipe implements Recipe {
  /** To be raised with every change to what comes out of equal packages. */
  private static final int VERSION = 1;

  private static final String FAMILY = "libreoffice-help-";
  private static final String HELP = FAMILY + "en-us";
  private static final String LICENCE = HelpText.LICENCE + " AND LicenseRef-Debian-descriptions";
  private static final String ATTRIBUTION =
      HelpText.ATTRIBUTION
          + " Descriptions of packages by the maintainers of the Debian packages that they"
          + " describe, under the licences of the packaging, and by the authors whose words they"
          + " use; archive sections by Debian. Modified: mark-up removed, divided into sentences,"
          + " shortened, filtered, de-duplicated.";

  private final TextRequest request;

  TextRecipe(TextRequest request) {
    this.request = request;
  }

  @Override
  public Request request() {
    return request;
  }

  @Override
  public String title() {
    return "English text with a labelled task";
  }

  @Override
  public Map<CorpusKind, Integer> versions() {
    return Map.of(CorpusKind.APT, VERSION, CorpusKind.GENERATED, GeneratedText.VERSION);
  }

  @Override
  public String cacheName() {
    String asked =
        String.format(
            Locale.ROOT,
            "%d documents %s examples %s seed %d",
            VERSION,
            numbers(request.documents()),
            numbers(request.examples()),
            request.seed());
    return "text-topics-" + Checksums.sha256(asked).substring(0, 8);
  }

  private static String numbers(Sizes sizes) {
    return sizes.train() + "/" + sizes.valid() + "/" + sizes.test();
  }

  @Override
  public Outcome fromPackages(AptDownloader downloader, Consumer<String> progress) {
    AptOutcome outcome = downloader.describe(List.of(HELP), FAMILY, progress);
    if (outcome instanceof AptOutcome.Unavailable unavailable) {
      return new Outcome.Unavailable(unavailable.cause(), unavailable.message());
    }
    return new Outcome.Made(build((AptOutcome.Described) outcome, progress));
  }

  private Draft build(AptOutcome.Described described, Consumer<String> progress) {
    DebPackage help = described.packages().get(0);
    progress.accept("package " + help.name() + " " + help.version());
    SortedMap<String, List<String>> pages = HelpExtractor.paragraphs(help.file());
    TopicAssembler assembler =
        new TopicAssembler(request.documents(), request.examples(), request.seed(), progress);
    TopicCorpus corpus = assembler.assemble(pages, described.descriptions());
    requireUsable(corpus);
    progress.accept(corpus.summary());
    progress.accept("dropped: " + assembler.dropped());
    return draft(
        CorpusKind.APT,
        VERSION,
        new Origin(
            LICENCE,
            ATTRIBUTION,
            List.of(
                new SourcePackage(help.name(), help.version(), help.sha256()),
                lists(described.descriptions())),
            assembler.dropped()),
        corpus);
  }

  /** The descriptions as if they were a package: how many, and their checksum. */
  private static SourcePackage lists(List<PackageDescription> descriptions) {
    StringBuilder checksums = new StringBuilder();
    for (PackageDescription description : descriptions) {
      checksums.append(Checksums.sha256(description.toString())).append('\n');
    }
    return new SourcePackage(
        "descriptions of packages",
        descriptions.size() + " in apt's lists",
        Checksums.sha256(checksums.toString()));
  }

  private static void requireUsable(TopicCorpus corpus) {
    List<String> empty =
        corpus.lines().entrySet().stream()
            .filter(file -> file.getValue() == 0)
            .map(Map.Entry::getKey)
            .toList();
    if (!empty.isEmpty()) {
      throw new MosnasException(
          ErrorKind.DATA,
          "nothing is left for "
              + String.join(", ", empty)
              + ": apt's sources describe too few packages; add the archive of a whole"
              + " distribution, or choose generated text");
    }
  }

  @Override
  public boolean canBeGenerated() {
    return true;
  }

  @Override
  public Draft generated() {
    return draft(
        CorpusKind.GENERATED,
        GeneratedText.VERSION,
        new Origin(GeneratedCorpus.LICENCE, GeneratedCorpus.ATTRIBUTION, List.of(), Map.of()),
        GeneratedText.generate(request.documents(), request.examples(), request.seed()));
  }

  /** Whose text it is, where it was found, and what was left out of it. */
  private record Origin(
      String licence,
      String attribution,
      List<SourcePackage> packages,
      Map<String, Integer> dropped) {}

  private Draft draft(CorpusKind kind, int version, Origin origin, TopicCorpus corpus) {
    CorpusManifest manifest =
        new CorpusManifest(
            kind,
            request,
            version,
            origin.licence(),
            origin.attribution(),
            origin.packages(),
            corpus.lines(),
            origin.dropped(),
            List.of());
    return new Draft(manifest, corpus.files());
  }
}
