package org.mosnas.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.corpus.CorpusSettings.CorpusKind;
import org.mosnas.corpus.debian.AptDownloader;
import org.mosnas.corpus.debian.DebFixture;
import org.mosnas.corpus.debian.FakeApt;
import org.mosnas.corpus.grammar.GeneratedCorpus;
import org.mosnas.corpus.text.CorpusSplit;
import org.mosnas.corpus.text.ParallelCorpus.Sizes;
import org.mosnas.corpus.text.ParallelCorpus.TranslatedSentence;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

class CorpusBuilderTest {
  private static final Sizes SMALL = new Sizes(200, 10, 10);

  @TempDir static Path packages;
  @TempDir Path folder;
  private final List<String> progress = new ArrayList<>();
  private FakeApt apt;
  private Path out;

  @BeforeAll
  static void writePackages() throws IOException {
    helpPackage("libreoffice-help-en-us", "en-US", true);
    helpPackage("libreoffice-help-de", "de", false);
  }

  @BeforeEach
  void fillArchive() throws IOException {
    apt = new FakeApt(Files.createDirectory(folder.resolve("apt")));
    out = folder.resolve("out");
    try (Stream<Path> files = Files.list(packages)) {
      for (Path file : files.toList()) {
        Files.copy(file, apt.archive().resolve(file.getFileName()));
      }
    }
  }

  @Test
  void buildsFromPackages() throws IOException {
    CorpusResult result = build(CorpusKind.AUTO, "de");

    assertThat(result.kind()).isEqualTo(CorpusKind.APT);
    assertThat(result.reused()).isFalse();
    assertThat(result.notices()).isEmpty();
    assertThat(result.source(CorpusSplit.TRAIN)).isEqualTo(out.resolve("train.en"));
    assertThat(result.target(CorpusSplit.TEST)).isEqualTo(out.resolve("test.de"));
    for (CorpusSplit split : CorpusSplit.values()) {
      int lines = result.lines().get(split.label());
      assertThat(lines).isPositive();
      assertThat(Files.readAllLines(result.source(split))).hasSize(lines);
      assertThat(Files.readAllLines(result.target(split))).hasSize(lines);
    }
    CorpusManifest manifest =
        CorpusManifest.fromJson(Files.readString(out.resolve("manifest.json")));
    assertThat(manifest.licence()).isEqualTo("MPL-2.0");
    assertThat(manifest.packages())
        .extracting(CorpusManifest.SourcePackage::version)
        .containsOnly("4:7.4");
    assertThat(manifest.dropped()).containsKey("duplicate");
    assertThat(manifest.files()).hasSize(6);
  }

  @Test
  void usesTheCacheWithoutAskingApt() throws IOException {
    CorpusResult first = build(CorpusKind.AUTO, "de");
    String manifest = Files.readString(out.resolve("manifest.json"));
    apt.become("offline");
    out = folder.resolve("elsewhere");
    CorpusResult second = build(CorpusKind.APT, "de");

    assertThat(second.reused()).isTrue();
    assertThat(second.lines()).isEqualTo(first.lines());
    assertThat(Files.readString(out.resolve("manifest.json"))).isEqualTo(manifest);
    assertThat(Files.readString(out.resolve("train.de")))
        .isEqualTo(Files.readString(first.target(CorpusSplit.TRAIN)));
    assertThat(apt.calls()).containsExactly("update", "download");
  }

  @Test
  void findsWhatTheFirstVersionCached() {
    build(CorpusKind.APT, "de");
    assertThat(folder.resolve("cache/corpora"))
        .isDirectoryContaining("glob:**/libreoffice-help-en-us-de-faf36f9c");
  }

  @Test
  void rebuildsADamagedCacheWithANotice() throws IOException {
    CorpusResult first = build(CorpusKind.AUTO, "de");
    String train = Files.readString(first.source(CorpusSplit.TRAIN));
    Path cached;
    try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
      cached = files.filter(file -> file.endsWith("train.en")).findFirst().orElseThrow();
    }
    Files.writeString(cached, "something else\n");
    out = folder.resolve("elsewhere");
    CorpusResult second = build(CorpusKind.AUTO, "de");

    assertThat(second.reused()).isFalse();
    assertThat(second.notices()).singleElement().asString().contains("train.en has changed");
    assertThat(Files.readString(second.source(CorpusSplit.TRAIN))).isEqualTo(train);
    assertThat(Files.readString(cached)).isEqualTo(train);
  }

  @Test
  void leavesAnIntactCorpusAndRepairsADamagedOne() throws IOException {
    build(CorpusKind.AUTO, "de");
    assertThat(build(CorpusKind.AUTO, "de").reused()).isTrue();
    assertThat(progress).last().asString().contains("already in");

    Files.delete(out.resolve("valid.de"));
    CorpusResult repaired = build(CorpusKind.AUTO, "de");
    assertThat(repaired.notices()).singleElement().asString().contains("valid.de is missing");
    assertThat(out.resolve("valid.de")).exists();

    Files.writeString(out.resolve("manifest.json"), "{ not json");
    assertThat(build(CorpusKind.AUTO, "de").notices())
        .singleElement()
        .asString()
        .contains("manifest.json is not readable");
  }

  @Test
  void generatesWhereThereIsNoAptAndSaysSo() {
    CorpusResult result = build(settings(CorpusKind.AUTO, "de"), noApt());
    assertThat(result.kind()).isEqualTo(CorpusKind.GENERATED);
    assertThat(result.notices()).singleElement().asString().contains("apt-get is not on the PATH");
    assertThat(result.lines()).isEqualTo(Map.of("train", 200, "valid", 10, "test", 10));

    CorpusResult again = build(settings(CorpusKind.AUTO, "de"), noApt());
    assertThat(again.reused()).isTrue();
    assertThat(again.notices()).singleElement().asString().contains("generated corpus");
  }

  @Test
  void insistsOnPackagesIfAskedTo() {
    assertThatThrownBy(() -> build(settings(CorpusKind.APT, "de"), noApt()))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("apt-get is not on the PATH")
        .extracting(e -> ((MosnasException) e).kind())
        .isEqualTo(ErrorKind.DATA);
  }

  @Test
  void doesNotReplaceALanguageByAnother() {
    assertThatThrownBy(() -> build(CorpusKind.AUTO, "fr"))
        .isInstanceOf(MosnasException.class)
        .hasMessage(
            "no corpus en-us to fr: apt knows no package libreoffice-help-fr;"
                + " there is one for the languages de en-us")
        .extracting(e -> ((MosnasException) e).kind())
        .isEqualTo(ErrorKind.USAGE);
    assertThatThrownBy(() -> build(CorpusKind.GENERATED, "fr"))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("the generated corpus is English to German");
  }

  @Test
  void namesAFolderThatCannotBeWritten() throws IOException {
    out = Files.writeString(folder.resolve("file"), "in the way").resolve("below");
    assertThatThrownBy(() -> build(CorpusKind.GENERATED, "de"))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("cannot write the corpus to " + out);
  }

  private CorpusResult build(CorpusKind kind, String target) {
    return build(settings(kind, target), apt.downloader(folder.resolve("cache")));
  }

  private CorpusResult build(CorpusSettings settings, AptDownloader downloader) {
    return CorpusBuilder.build(settings, progress::add, downloader);
  }

  private AptDownloader noApt() {
    return new AptDownloader(folder.resolve("cache"), "", Duration.ofSeconds(1));
  }

  private CorpusSettings settings(CorpusKind kind, String target) {
    return new CorpusSettings(
        new CorpusRequest("en-us", target, SMALL, 0), kind, out, folder.resolve("cache"));
  }

  /** Generated sentences as help pages: five paragraphs on each of 120 pages, one of them twice. */
  private static void helpPackage(String name, String language, boolean source) throws IOException {
    List<TranslatedSentence> pairs = GeneratedCorpus.generate(new Sizes(600, 1, 1), 0).train();
    Map<String, String> pages = new TreeMap<>();
    for (int page = 0; page < 120; page++) {
      StringBuilder html = new StringBuilder("<html><body><div id='DisplayArea'>");
      for (int block = 0; block < 5; block++) {
        TranslatedSentence pair = pairs.get(5 * page + block);
        String text = source ? pair.source() : pair.target();
        html.append("<p id='").append(block).append("'>").append(text).append("</p>");
        html.append("<h2 id='h").append(block).append("'>").append(text).append(" </h2>");
      }
      pages.put(
          "usr/share/libreoffice/help/" + language + "/text/p" + page + ".html",
          html.append("<h1 id='t'>")
              .append(source ? "See the page!" : "Siehe die Seite!")
              .append("</h1></div></body></html>")
              .toString()
              .replace("!", page % 2 == 0 ? "!" : "."));
    }
    DebFixture.write(packages.resolve(name + "_4%3a7.4_all.deb"), name, "4:7.4", "gz", pages);
  }
}
