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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.corpus.CorpusSettings.CorpusKind;
import org.mosnas.corpus.debian.AptDownloader;
import org.mosnas.corpus.debian.DebFixture;
import org.mosnas.corpus.debian.FakeApt;
import org.mosnas.corpus.grammar.GeneratedText;
import org.mosnas.corpus.text.CorpusSplit;
import org.mosnas.corpus.text.ParallelCorpus.Sizes;
import org.mosnas.corpus.text.TopicCorpus;
import org.mosnas.corpus.text.TopicCorpus.Example;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

class TextCorpusTest {
  private static final Sizes DOCUMENTS = new Sizes(100, 10, 10);
  private static final Sizes EXAMPLES = new Sizes(100, 20, 30);
  private static final List<String> SECTIONS =
      List.of("games", "contrib/sound", "libs", "net", "web");

  @TempDir Path folder;
  private final List<String> progress = new ArrayList<>();
  private FakeApt apt;

  @BeforeEach
  void fillArchive() throws IOException {
    apt = new FakeApt(Files.createDirectory(folder.resolve("apt")));
  }

  @Test
  void buildsFromPackagesAndTheirDescriptions() throws IOException {
    fillLists();
    TextCorpusResult result = build(CorpusKind.AUTO, "out");

    assertThat(result.kind()).isEqualTo(CorpusKind.APT);
    assertThat(result.notices()).isEmpty();
    TextCorpusFiles files = TextCorpusFiles.in(result);
    files.assertSound();
    assertThat(files.labels(CorpusSplit.TRAIN)).containsOnlyKeys("games", "sound", "net", "web");
    CorpusManifest manifest =
        CorpusManifest.fromJson(Files.readString(folder.resolve("out/manifest.json")));
    assertThat(manifest.request()).isEqualTo(new TextRequest(DOCUMENTS, EXAMPLES, 0));
    assertThat(manifest.licence()).contains("MPL-2.0");
    assertThat(manifest.packages()).hasSize(2);
    assertThat(manifest.files()).hasSize(6);
  }

  @Test
  void usesTheCacheWithoutAskingApt() throws IOException {
    fillLists();
    TextCorpusResult first = build(CorpusKind.APT, "out");
    apt.become("offline");
    TextCorpusResult second = build(CorpusKind.APT, "elsewhere");
    assertThat(second.reused()).isTrue();
    assertThat(second.topics(CorpusSplit.TEST))
        .hasSameTextualContentAs(first.topics(CorpusSplit.TEST));
    assertThat(second.text(CorpusSplit.TRAIN))
        .hasSameTextualContentAs(first.text(CorpusSplit.TRAIN));
    assertThat(apt.calls()).containsExactly("update", "download");
  }

  @Test
  void saysWhatAptLacks() throws IOException {
    helpPackage();
    assertThatThrownBy(() -> build(CorpusKind.APT, "out"))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("no English text with a labelled task: apt has no descriptions")
        .hasMessageContaining("its sources have no Translation-en")
        .extracting(e -> ((MosnasException) e).kind())
        .isEqualTo(ErrorKind.DATA);
    Files.writeString(
        apt.lists().resolve("main_Packages"),
        "Package: a\nSection: games\nDescription: a game\n For two, and no one else.\n");
    assertThatThrownBy(() -> build(CorpusKind.APT, "out"))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("nothing is left for")
        .hasMessageContaining("topics.train.tsv");
  }

  @Test
  void generatesWhereThereIsNoAptAndSaysSo() throws IOException {
    AptDownloader none = new AptDownloader(folder.resolve("cache"), "", Duration.ofSeconds(1));
    TextCorpusSettings settings = settings(CorpusKind.AUTO, "out");
    TextCorpusResult result = TextCorpus.build(settings, progress::add, none);
    assertThat(result.kind()).isEqualTo(CorpusKind.GENERATED);
    assertThat(result.notices()).singleElement().asString().contains("apt-get is not on the PATH");
    assertThat(result.lines()).containsEntry("topics.dev.tsv", 20).containsKey("text.valid.txt");
    TextCorpusFiles.in(result).assertSound();
    assertThat(TextCorpus.build(settings, progress::add, none).reused()).isTrue();
  }

  @Test
  void aParallelCorpusInTheFolderIsReplaced() throws IOException {
    CorpusSettings parallel =
        new CorpusSettings(
            new CorpusRequest("en-us", "de", new Sizes(10, 5, 5), 0),
            CorpusKind.GENERATED,
            folder.resolve("out"),
            folder.resolve("cache"));
    CorpusBuilder.build(parallel, progress::add);
    assertThat(build(CorpusKind.GENERATED, "out").reused()).isFalse();
    assertThat(CorpusBuilder.build(parallel, progress::add).reused()).isFalse();
  }

  private TextCorpusResult build(CorpusKind kind, String out) {
    return TextCorpus.build(
        settings(kind, out), progress::add, apt.downloader(folder.resolve("cache")));
  }

  private TextCorpusSettings settings(CorpusKind kind, String out) {
    return new TextCorpusSettings(
        new TextRequest(DOCUMENTS, EXAMPLES, 0),
        kind,
        folder.resolve(out),
        folder.resolve("cache"));
  }

  /** Generated examples as descriptions: two packages of each of 300 sources. */
  private void fillLists() throws IOException {
    helpPackage();
    TopicCorpus corpus = GeneratedText.generate(new Sizes(1, 1, 1), new Sizes(300, 1, 1), 1);
    StringBuilder packages = new StringBuilder();
    int number = 0;
    for (Example example : corpus.examples().get(CorpusSplit.TRAIN)) {
      String section = SECTIONS.get(number % SECTIONS.size());
      for (String suffix : List.of("", "-doc")) {
        packages
            .append("Package: p" + number + suffix + "\nSource: p" + number)
            .append("\nSection: " + section + "\nDescription: package " + number)
            .append("\n " + example.text().replace(". ", ".\n ") + "\n\n");
      }
      number++;
    }
    Files.writeString(apt.lists().resolve("main_Packages"), packages);
  }

  private void helpPackage() throws IOException {
    Map<String, String> pages = new TreeMap<>();
    TopicCorpus corpus = GeneratedText.generate(new Sizes(150, 1, 1), new Sizes(1, 1, 1), 2);
    for (TopicCorpus.Document document : corpus.documents().get(CorpusSplit.TRAIN)) {
      String body = String.join("</p><p>", document.lines());
      pages.put(
          "usr/share/libreoffice/help/en-US/text/p" + pages.size() + ".html",
          "<html><body><div id='DisplayArea'><p>" + body + "</p></div></body></html>");
    }
    DebFixture.write(
        apt.archive().resolve("libreoffice-help-en-us_4%3a7.4_all.deb"),
        "libreoffice-help-en-us",
        "4:7.4",
        "gz",
        pages);
  }
}
