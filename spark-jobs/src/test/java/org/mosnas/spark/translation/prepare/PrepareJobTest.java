package org.mosnas.spark.translation.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mosnas.spark.translation.prepare.TextFolder.job;
import static org.mosnas.spark.translation.prepare.TextFolder.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.text.CleaningRules;
import org.mosnas.model.text.CleaningRules.Action;
import org.mosnas.model.text.InputForm;
import org.mosnas.model.text.TextFormat;
import org.mosnas.model.text.TextFormat.Casing;
import org.mosnas.model.text.TextPipeline;
import org.mosnas.spark.data.DataFolder.Outcome;
import org.mosnas.spark.data.DataFolder.Result;
import org.mosnas.spark.testing.SparkExtension;
import org.mosnas.spark.translation.prepare.PrepareJob.Tuning;
import org.mosnas.spark.translation.prepare.PrepareSettings.CorpusFiles;
import org.mosnas.spark.translation.prepare.PrepareSettings.PairFiles;
import org.mosnas.spark.translation.prepare.PreparedData.TestSentence;

@ExtendWith(SparkExtension.class)
class PrepareJobTest {
  @TempDir private Path folder;
  private SparkSession spark;
  private TextFolder text;

  @BeforeEach
  void open(SparkSession session) {
    spark = session;
    text = new TextFolder(folder);
  }

  @Test
  void everyPairIsInItsShardAndDecodesToItsLines() {
    CorpusFiles corpus = corpus(90);
    Result<PrepareManifest> result = job(settings(corpus)).run(spark, text.path("data"), List.of());
    assertThat(result.outcome()).isEqualTo(Outcome.PREPARED);
    PreparedData data = text.open("data");
    TextPipeline pipeline = data.pipeline();
    List<List<String>> lines = TextFolder.sentences(90, 1);
    List<Row> rows = rows("data/train");
    assertThat(rows).hasSize(90);
    for (Row row : rows) {
      long id = row.getAs("id");
      assertThat(row.<Integer>getAs("shard")).isEqualTo((int) (id % 4));
      assertThat(pipeline.decode(ids(row, "source"))).isEqualTo(lines.get(0).get((int) id));
      assertThat(pipeline.decode(ids(row, "target"))).isEqualTo(lines.get(1).get((int) id));
    }
    assertThat(data.sourceVocabulary()).isSameAs(data.targetVocabulary());
    assertThat(data.manifest()).isEqualTo(result.manifest());
    assertThat(result.manifest().merges()).isEqualTo(30);
  }

  @Test
  void manifestCountsWhatTheTablesHold() {
    job(settings(corpus(90))).run(spark, text.path("data"), List.of());
    PrepareManifest manifest = text.open("data").manifest();
    for (String part : List.of("train", "valid", "test")) {
      List<Row> rows = rows("data/" + part);
      assertThat(manifest.part(part).kept()).as(part).isEqualTo(rows.size());
      assertThat(manifest.part(part).sourceTokens()).as(part).isEqualTo(tokens(rows, "source"));
      assertThat(manifest.part(part).targetTokens()).as(part).isEqualTo(tokens(rows, "target"));
    }
    assertThat(manifest.shardSentences()).containsExactly(23L, 23L, 22L, 22L);
    assertThat(manifest.part("train").unknownTokens()).isZero();
    assertThat(manifest.inputs()).hasSize(6);
    assertThat(manifest.inputs().get(0).sentences()).isEqualTo(90);
  }

  @Test
  void manifestVouchesForEveryFile() throws IOException {
    job(settings(corpus(90))).run(spark, text.path("data"), List.of());
    Map<String, String> listed = new TreeMap<>();
    text.open("data").manifest().outputs().forEach(o -> listed.put(o.path(), o.sha256()));
    Map<String, String> found = checksums("data");
    found.remove("manifest.json");
    assertThat(found).isEqualTo(listed);
    assertThat(listed)
        .containsOnlyKeys(
            "codes.bpe",
            "dict.txt",
            "test/shard-00000.parquet",
            "train/shard-00000.parquet",
            "train/shard-00001.parquet",
            "train/shard-00002.parquet",
            "train/shard-00003.parquet",
            "valid/shard-00000.parquet");
    assertThat(folder.resolve(".data.new")).doesNotExist();
  }

  @Test
  void resultDoesNotDependOnHowTheWorkIsDivided() throws IOException {
    CorpusFiles corpus = heldOutFrom(TextFolder.sentences(120, 3));
    PrepareSettings settings = settings(corpus, InputForm.PLAIN, dropAll());
    Map<String, String> first = null;
    for (Tuning tuning : List.of(new Tuning(1000, 1), new Tuning(7, 5), new Tuning(13, 40))) {
      String name = "data-" + tuning.blockLines();
      job(settings).run(spark, text.path(name), List.of(), tuning);
      Map<String, String> sums = checksums(name);
      first = first == null ? sums : first;
      assertThat(sums).as("%s", tuning).isEqualTo(first);
    }
  }

  @Test
  void countsWhatItDropsByReason() {
    List<String> source = new ArrayList<>(TextFolder.sentences(40, 1).get(0));
    List<String> target = new ArrayList<>(TextFolder.sentences(40, 1).get(1));
    add(source, target, "  ", "leer");
    add(source, target, "empty", "");
    add(source, target, "old ".repeat(21), "alte ".repeat(20));
    add(source, target, "the house", "das alte neue Haus nimmt ein kleiner Fluss");
    add(source, target, "same same", "same same");
    add(source, target, "one of  two", "eins von zwei");
    add(source, target, "one of two", "eins von zwei");
    CorpusFiles corpus =
        new CorpusFiles(
            PairFiles.of(text.write("t.en", source), text.write("t.de", target)),
            text.pairs("v", 5, 8),
            text.pairs("w", 5, 9));
    PrepareManifest manifest =
        job(settings(corpus, InputForm.PLAIN, dropAll()))
            .run(spark, text.path("data"), List.of())
            .manifest();
    assertThat(manifest.part("train").dropped())
        .isEqualTo(
            Map.of(
                "empty", 2L, "too-long", 1L, "length-ratio", 1L, "identical", 1L, "duplicate", 1L));
    assertThat(manifest.part("train").read()).isEqualTo(47);
    assertThat(manifest.part("train").kept()).isEqualTo(41);
  }

  @ParameterizedTest
  @EnumSource(
      value = InputForm.class,
      names = {"PLAIN", "TOKENIZED"})
  void linesThatNobodySeesAnythingOnAreEmpty(InputForm form) {
    List<String> source = new ArrayList<>(TextFolder.sentences(40, 1).get(0));
    List<String> target = new ArrayList<>(TextFolder.sentences(40, 1).get(1));
    List<String> blank =
        List.of("\u00a0", "\u200b", "\u00ad", "\u202f", "\u2007", "\u0085", "\ufeff", "\u0000");
    blank.forEach(line -> add(source, target, line, "leer"));
    blank.forEach(line -> add(source, target, "empty", line + " " + line));
    CorpusFiles corpus =
        new CorpusFiles(
            PairFiles.of(text.write("t.en", source), text.write("t.de", target)),
            text.pairs("v", 5, 8),
            PairFiles.of(text.write("w.en", blank), text.write("w.de", blank)));
    PrepareManifest manifest =
        job(settings(corpus, form, TextFolder.RULES))
            .run(spark, text.path("data"), List.of())
            .manifest();
    assertThat(manifest.part("train").dropped()).isEqualTo(Map.of("empty", 16L));
    assertThat(text.open("data").test(spark))
        .hasSize(blank.size())
        .allSatisfy(line -> assertThat(line.sourceIds()).containsExactly(2));
  }

  @Test
  void onlyLineFeedsEndALine() throws IOException {
    List<List<String>> lines = TextFolder.sentences(50, 4);
    PairFiles plain =
        PairFiles.of(text.write("p.en", lines.get(0)), text.write("p.de", lines.get(1)));
    PairFiles returns =
        PairFiles.of(
            text.write("r.en", every(2, lines.get(0), line -> line.replaceFirst(" ", "\r"))),
            text.write("r.de", every(3, lines.get(1), line -> "\r" + line + "\r\r")));
    CorpusFiles corpus = new CorpusFiles(plain, plain, plain);
    job(settings(corpus)).run(spark, text.path("data"), List.of());
    job(settings(new CorpusFiles(returns, returns, returns)))
        .run(spark, text.path("other"), List.of(), new Tuning(7, 3));
    assertThat(checksums("other/train")).isEqualTo(checksums("data/train"));
    PreparedData data = text.open("other");
    assertThat(data.valid(spark))
        .extracting(pair -> data.pipeline().decode(pair.target()))
        .isEqualTo(lines.get(1));
    assertThat(data.test(spark))
        .extracting(line -> data.pipeline().decode(line.sourceIds()))
        .isEqualTo(lines.get(0));
  }

  @Test
  void readsFilesWhoseNamesHaveColons() {
    List<List<String>> lines = TextFolder.sentences(40, 1);
    PairFiles files =
        PairFiles.of(
            text.write("d:1/10:30:x.en", lines.get(0)), text.write("d:1/10:30:x.de", lines.get(1)));
    text.gzip("d:1/10:31.en.gz", lines.get(0));
    text.gzip("d:1/10:31.de.gz", lines.get(1));
    PairFiles all = PairFiles.of(folder + "/d:*/*.en*", folder + "/d:*/*.de*");
    Result<PrepareManifest> result =
        job(settings(new CorpusFiles(all, files, files))).run(spark, text.path("data"), List.of());
    assertThat(result.manifest().part("train").kept()).isEqualTo(80);
    assertThat(text.open("data").test(spark))
        .extracting(TestSentence::sourceText)
        .isEqualTo(lines.get(0));
  }

  private static List<String> every(int nth, List<String> lines, UnaryOperator<String> change) {
    return IntStream.range(0, lines.size())
        .mapToObj(i -> i % nth == 0 ? change.apply(lines.get(i)) : lines.get(i))
        .toList();
  }

  @Test
  void readsBackADictionaryThatBeginsWithAByteOrderMark() {
    List<List<String>> lines = TextFolder.sentences(40, 1);
    List<String> source = every(1, lines.get(0), line -> "the \ufeff \ufeff \ufeff \ufeff " + line);
    PairFiles files = PairFiles.of(text.write("m.en", source), text.write("m.de", lines.get(1)));
    CorpusFiles corpus = new CorpusFiles(files, files, files);
    job(settings(corpus, InputForm.TOKENIZED, TextFolder.RULES))
        .run(spark, text.path("data"), List.of());
    PreparedData data = text.open("data");
    assertThat(data.sourceVocabulary().token(4)).isEqualTo("\ufeff");
    assertThat(data.test(spark)).extracting(TestSentence::sourceText).isEqualTo(source);
  }

  @Test
  void holdsOutWithoutLeakingSourceSentences() {
    List<List<String>> lines = TextFolder.sentences(60, 5);
    List<String> twice = new ArrayList<>(lines.get(0));
    twice.addAll(lines.get(0));
    List<String> other = new ArrayList<>(lines.get(1));
    other.addAll(TextFolder.sentences(60, 6).get(1));
    CleaningRules any = new CleaningRules(1, 100, 100, Action.KEEP, Action.KEEP);
    PrepareManifest manifest =
        job(settings(heldOutFrom(List.of(twice, other)), InputForm.PLAIN, any))
            .run(spark, text.path("data"), List.of())
            .manifest();
    assertThat(manifest.part("valid").kept()).isEqualTo(5);
    assertThat(manifest.part("test").kept()).isEqualTo(5);
    assertThat(manifest.part("train").dropped().get("held-out")).isGreaterThanOrEqualTo(20);
    TextPipeline pipeline = text.open("data").pipeline();
    Set<String> train = new HashSet<>();
    rows("data/train").forEach(row -> train.add(pipeline.decode(ids(row, "source"))));
    Set<String> valid = texts("data/valid");
    Set<String> test = texts("data/test");
    assertThat(valid).hasSize(5).doesNotContainAnyElementsOf(test);
    assertThat(test).hasSize(5).doesNotContainAnyElementsOf(train);
    assertThat(train).doesNotContainAnyElementsOf(valid);
  }

  @Test
  void testIsNeverCleanedAndKeepsItsLinesAsGiven() {
    List<String> source = List.of("the  house", "", "\u00c4 " + "x ".repeat(300));
    List<String> target = List.of("das Haus", "nichts", "\u00c4");
    CorpusFiles corpus =
        new CorpusFiles(
            text.pairs("t", 40, 1),
            PairFiles.of(text.write("v.en", source), text.write("v.de", target)),
            PairFiles.of(text.write("w.en", source), text.write("w.de", target)));
    job(settings(corpus)).run(spark, text.path("data"), List.of());
    PreparedData data = text.open("data");
    assertThat(data.test(spark)).extracting(TestSentence::sourceText).isEqualTo(source);
    assertThat(data.test(spark)).extracting(TestSentence::targetText).isEqualTo(target);
    assertThat(data.test(spark).get(1).sourceIds()).containsExactly(2);
    assertThat(data.valid(spark)).hasSize(1);
    assertThat(data.manifest().part("valid").dropped())
        .isEqualTo(Map.of("empty", 1L, "too-long", 1L));
    assertThat(data.manifest().part("test").unknownTokens()).isPositive();
  }

  @Test
  void readsGzipAndMarkUpLikePlainText() throws IOException {
    List<List<String>> lines = TextFolder.sentences(50, 4);
    PairFiles plain =
        PairFiles.of(text.write("p.en", lines.get(0)), text.write("p.de", lines.get(1)));
    PairFiles packed =
        PairFiles.of(text.gzip("z.en.gz", lines.get(0)), text.gzip("z.de.gz", lines.get(1)));
    PairFiles marked =
        PairFiles.of(text.write("s.en.sgm", sgm(lines.get(0))), text.write("p.de", lines.get(1)));
    CorpusFiles corpus = new CorpusFiles(plain, plain, plain);
    job(settings(corpus)).run(spark, text.path("data"), List.of());
    Map<String, String> expected = checksums("data");
    expected.remove("manifest.json");
    for (PairFiles files : List.of(packed, marked)) {
      PrepareSettings same = settings(new CorpusFiles(files, files, files));
      job(same).run(spark, text.path("other"), List.of(), new Tuning(7, 3));
      Map<String, String> found = checksums("other");
      found.remove("manifest.json");
      assertThat(found).as("%s", files).isEqualTo(expected);
    }
  }

  @Test
  void pairsMarkUpByDocumentAndIdWhateverTheOrder() {
    PairFiles marked =
        PairFiles.of(
            text.write(
                "m.en.sgm",
                List.of(
                    "<srcset><doc docid='a'><SEG type=h ID='1'>the old house</SEG>",
                    "<seg id='2'>the\u2019 bird</seg></doc>",
                    "<doc docid='b'><seg id='1'>a river</seg></doc></srcset>")),
            text.write(
                "m.de.sgm",
                List.of(
                    "<refset><doc docid='b'><seg id='1'>ein Fluss</seg></doc>",
                    "<doc docid='a'><seg id='2'>der\u2019 Vogel</seg><seg id='1'>das alte",
                    "  Haus</seg></doc></refset>")));
    CorpusFiles corpus = new CorpusFiles(text.pairs("t", 40, 1), text.pairs("v", 6, 2), marked);
    job(settings(corpus)).run(spark, text.path("data"), List.of());
    assertThat(text.open("data").test(spark))
        .extracting(line -> line.sourceText() + " = " + line.targetText())
        .containsExactly(
            "the old house = das alte Haus",
            "the\u2019 bird = der\u2019 Vogel",
            "a river = ein Fluss");
  }

  @Test
  void readsFromAnyHadoopFileSystem() throws IOException {
    spark
        .sparkContext()
        .hadoopConfiguration()
        .set("fs.viewfs.mounttable.prepare.link./disk", folder.toUri().toString());
    CorpusFiles local = corpus(60);
    PairFiles train =
        PairFiles.of("viewfs://prepare/disk/tra*.en", "viewfs://prepare/disk/tra*.de");
    CorpusFiles remote = new CorpusFiles(train, local.valid(), local.test());
    job(settings(remote)).run(spark, text.path("data"), List.of());
    job(settings(local)).run(spark, text.path("local"), List.of());
    assertThat(tables("data")).isEqualTo(tables("local"));
    assertThat(text.open("data").manifest().inputs().get(0).path())
        .isEqualTo("viewfs://prepare/disk/train.en");
  }

  @Test
  void lowersTheCaseOfEverything() {
    PrepareSettings plain = settings(corpus(40));
    PrepareSettings lower =
        new PrepareSettings(
            plain.languages(),
            plain.files(),
            new TextFormat(plain.format().form(), Casing.LOWER),
            plain.division(),
            plain.cleaning(),
            plain.subwords());
    job(lower).run(spark, text.path("data"), List.of());
    PreparedData data = text.open("data");
    assertThat(String.join(" ", TextFolder.sentences(7, 3).get(1))).contains("Haus");
    assertThat(data.test(spark))
        .extracting(TestSentence::targetText)
        .isEqualTo(lowered(TextFolder.sentences(7, 3).get(1)));
    assertThat(data.valid(spark))
        .extracting(pair -> data.pipeline().decode(pair.target()))
        .isEqualTo(lowered(TextFolder.sentences(6, 2).get(1)));
  }

  @Test
  void numbersPiecesThatComeReady() {
    List<String> source = List.of("lo@@ w er", "lo@@ w", "n@@ ew", "w id er");
    List<String> target = List.of("x@@ y", "y z", "x@@ y", "y y z");
    PairFiles files = PairFiles.of(text.write("b.en", source), text.write("b.de", target));
    CorpusFiles corpus = new CorpusFiles(files, files, files);
    CleaningRules any = new CleaningRules(1, 9, 9, Action.KEEP, Action.KEEP);
    List<String> steps = new ArrayList<>();
    PrepareJob job =
        new PrepareJob(settings(corpus, InputForm.BPE, any), EmbeddingSharing.SEPARATE, steps::add);
    PrepareManifest manifest = job.run(spark, text.path("data"), List.of()).manifest();
    PreparedData data = text.open("data");
    assertThat(steps)
        .containsExactly(
            "looking through 6 files",
            "cleaning 4 sentence pairs",
            "counting the words of 4 pairs; dropped {}",
            "learning subwords from 9 words",
            "writing 4 shards");
    assertThat(manifest.merges()).isZero();
    assertThat(folder.resolve("data/codes.bpe")).doesNotExist();
    assertThat(folder.resolve("data/dict.source.txt"))
        .hasContent(
            """
            w 3
            er 2
            lo@@ 2
            ew 1
            id 1
            n@@ 1
            madeupword0000 0
            madeupword0001 0
            madeupword0002 0
            madeupword0003 0
            madeupword0004 0
            madeupword0005 0
            """);
    assertThat(data.targetVocabulary().token(4)).isEqualTo("y");
    assertThat(data.valid(spark).get(0).source()).isEqualTo(data.pipeline().encode("lo@@ w er"));
    assertThat(data.test(spark).get(0).sourceText()).isEqualTo("low er");
    assertThat(data.test(spark).get(2).targetText()).isEqualTo("xy");
  }

  @Test
  void doesNothingTheSecondTime() throws IOException {
    CorpusFiles corpus = corpus(60);
    Result<PrepareManifest> first = job(settings(corpus)).run(spark, text.path("data"), List.of());
    Object before = Files.getLastModifiedTime(folder.resolve("data/manifest.json"));
    Result<PrepareManifest> again =
        job(settings(corpus)).run(spark, text.path("data"), List.of(text.path("data")));
    assertThat(again).isEqualTo(new Result<>(first.manifest(), Outcome.ALREADY_THERE));
    assertThat(Files.getLastModifiedTime(folder.resolve("data/manifest.json"))).isEqualTo(before);
  }

  @Test
  void makesDamagedDataAgainWithTheSameBits() throws IOException {
    PrepareJob job = job(settings(corpus(60)));
    job.run(spark, text.path("data"), List.of());
    Map<String, String> before = checksums("data");
    Files.writeString(folder.resolve("data/codes.bpe"), "#version: 0.2\n");
    Files.delete(folder.resolve("data/train/shard-00001.parquet"));
    Result<PrepareManifest> again = job.run(spark, text.path("data"), List.of(text.path("data")));
    assertThat(again.outcome()).isEqualTo(Outcome.PREPARED);
    assertThat(checksums("data")).isEqualTo(before);
  }

  @Test
  void replacesOtherDataOnlyWhileNothingWasMadeFromIt() throws IOException {
    job(settings(corpus(60))).run(spark, text.path("data"), List.of());
    Map<String, String> before = checksums("data");
    PrepareJob other = job(settings(corpus(61)));
    Files.createDirectories(folder.resolve("train"));
    assertThatThrownBy(() -> other.run(spark, text.path("data"), List.of(text.path("train"))))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("holds data of other settings or other text, and")
        .hasMessageContaining("use a new run directory")
        .satisfies(e -> assertThat(((MosnasException) e).kind()).isEqualTo(ErrorKind.USAGE));
    assertThat(checksums("data")).isEqualTo(before);
    other.run(spark, text.path("data"), List.of(text.path("valid")));
    assertThat(text.open("data").manifest().part("train").kept()).isEqualTo(61);
  }

  private CorpusFiles corpus(int sentences) {
    return new CorpusFiles(
        text.pairs("train", sentences, 1), text.pairs("valid", 6, 2), text.pairs("test", 7, 3));
  }

  private CorpusFiles heldOutFrom(List<List<String>> lines) {
    PairFiles train =
        PairFiles.of(text.write("h.en", lines.get(0)), text.write("h.de", lines.get(1)));
    return new CorpusFiles(train, PairFiles.none(), PairFiles.none());
  }

  private static CleaningRules dropAll() {
    return new CleaningRules(1, 20, 3, Action.DROP, Action.DROP);
  }

  private static void add(
      List<String> source, List<String> target, String sourceLine, String targetLine) {
    source.add(sourceLine);
    target.add(targetLine);
  }

  private static List<String> sgm(List<String> lines) {
    List<String> marked = new ArrayList<>(List.of("<srcset>", "<doc>"));
    for (String line : lines) {
      marked.add("<seg id=\"" + marked.size() + "\"> " + line + " </seg>");
    }
    marked.add("</doc>");
    return marked;
  }

  private List<Row> rows(String table) {
    return spark.read().parquet(folder.resolve(table).toString()).orderBy("id").collectAsList();
  }

  private Set<String> texts(String table) {
    Set<String> texts = new HashSet<>();
    rows(table).forEach(row -> texts.add(row.getAs("source_text")));
    return texts;
  }

  private static int[] ids(Row row, String column) {
    return row.<Integer>getList(row.fieldIndex(column)).stream().mapToInt(id -> id).toArray();
  }

  private static long tokens(List<Row> rows, String column) {
    return rows.stream().mapToLong(row -> ids(row, column).length).sum();
  }

  private Map<String, String> tables(String data) throws IOException {
    Map<String, String> sums = checksums(data);
    sums.keySet().removeIf(name -> !name.endsWith(".parquet"));
    return sums;
  }

  private static List<String> lowered(List<String> lines) {
    return lines.stream().map(line -> line.toLowerCase(Locale.ROOT)).toList();
  }

  private Map<String, String> checksums(String data) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    Path root = folder.resolve(data);
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sums.put(root.relativize(file).toString(), Checksums.sha256(file));
      }
    }
    return sums;
  }
}
