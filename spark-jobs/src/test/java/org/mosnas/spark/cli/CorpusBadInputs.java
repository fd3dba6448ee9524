package org.mosnas.spark.cli;

import static org.mosnas.spark.cli.BadInput.bad;
import static org.mosnas.spark.cli.BadInputScene.sentences;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Text that cannot be prepared, and corpora that cannot be built. */
final class CorpusBadInputs {
  private static final String PREPARE =
      "prepare --run-dir {here}/new --set prepare.holdout.valid=5 --set prepare.holdout.test=5"
          + " --set prepare.shards=2 --set prepare.bpe.merges=20";

  private CorpusBadInputs() {}

  /** A document in WMT's mark-up, a line for each segment after that of the document. */
  private static String segments(String document, int... ids) {
    StringBuilder text = new StringBuilder("<doc docid=\"" + document + "\">\n");
    for (int id : ids) {
      text.append(String.format(Locale.ROOT, "<seg id=\"%d\">segment %d</seg>\n", id, id));
    }
    return text + "</doc>\n";
  }

  static List<BadInput> all() {
    return List.of(
        bad("a text file that does not exist")
            .mos(PREPARE, files("no.en", "no.de"))
            .fails(
                4, "mosnas.prepare.train.source", "no such file: {here}/no.en", "check the path"),
        bad("a glob that matches nothing")
            .mos(PREPARE, files("*.en", "*.de"))
            .fails(4, "no such file: {here}/*.en", "check the path"),
        bad("a folder in place of a text file")
            .given(scene -> scene.write("text/a.en", "a\n"))
            .mos(PREPARE, files("text", "text"))
            .fails(4, "{here}/text is a folder", "name the text file"),
        bad("text on a file system that does not exist")
            .mos(
                PREPARE
                    + " --set prepare.train.source=s4://b/a --set prepare.train.target=s4://b/b")
            .fails(
                4,
                "mosnas.prepare.train.source",
                "'s4://b/a' is on no file system that can be used",
                "check scheme"),
        bad("source and target of different length")
            .given(
                scene -> {
                  scene.write("a.en", sentences(5));
                  scene.write("a.de", sentences(4));
                })
            .mos(PREPARE, files("a.en", "a.de"))
            .fails(
                4,
                "{here}/a.en has 5 lines, but {here}/a.de has 4",
                "translation of the same line"),
        bad("an empty text file")
            .given(
                scene -> {
                  scene.write("a.en", "");
                  scene.write("a.de", "");
                })
            .mos(PREPARE, files("a.en", "a.de"))
            .fails(4, "{here}/a.en: no sentences", "expected one a line"),
        bad("text that is not UTF-8")
            .given(
                scene -> {
                  scene.write("a.en", "one\ntwo\n");
                  scene.write("a.de", "eins\nzw\u00f6lf\n".getBytes(StandardCharsets.ISO_8859_1));
                })
            .mos(PREPARE, files("a.en", "a.de"))
            .fails(4, "{here}/a.de:2: invalid UTF-8 at byte 3 (0xF6)", "iconv"),
        bad("gzip that ends in the middle")
            .given(
                scene -> {
                  scene.cutGzip("a.en.gz");
                  scene.cutGzip("a.de.gz");
                })
            .mos(PREPARE, files("a.en.gz", "a.de.gz"))
            .fails(
                4,
                "{here}/a.en.gz:",
                "gzip data ends too early",
                "fetch or compress the file again"),
        bad("mark-up that is broken")
            .given(
                scene -> {
                  scene.write("a.en.sgm", "<doc>\n<seg id=\"1\">no end\n</doc>\n");
                  scene.write("a.de.sgm", "<doc>\n<seg id=\"1\">Ende</seg>\n</doc>\n");
                })
            .mos(PREPARE, files("a.en.sgm", "a.de.sgm"))
            .fails(4, "{here}/a.en.sgm:2: expected one '<seg id=\"N\"> … </seg>'"),
        bad("segments of mark-up without counterparts")
            .given(
                scene -> {
                  scene.write("a.en.sgm", segments("a", 1, 2, 4) + segments("b", 1));
                  scene.write("a.de.sgm", segments("b", 1) + segments("a", 1, 2, 3));
                })
            .mos(PREPARE, files("a.en.sgm", "a.de.sgm"))
            .fails(
                4,
                "{here}/a.en.sgm:4: segment '4' of document 'a' is not in {here}/a.de.sgm",
                "add it there, or take it out here"),
        bad("a segment that is there twice")
            .given(
                scene -> {
                  scene.write("a.en.sgm", segments("a", 1, 2, 1));
                  scene.write("a.de.sgm", segments("a", 1, 2, 3));
                })
            .mos(PREPARE, files("a.en.sgm", "a.de.sgm"))
            .fails(4, "{here}/a.en.sgm:4: segment '1' of document 'a' is there twice", "line 2"),
        bad("XML of WMT")
            .given(
                scene -> {
                  scene.write("t.xml", "<dataset>\n<doc id=\"a\">\n");
                  scene.write("a.de", sentences(2));
                })
            .mos(PREPARE, files("t.xml", "a.de"))
            .fails(4, "{here}/t.xml: XML is not read", "a file per language"),
        bad("XML of WMT to score")
            .given(
                scene -> {
                  scene.write("t.xml", sentences(2));
                  scene.write("a.de", sentences(2));
                })
            .mos("score --reference {here}/t.xml {here}/a.de")
            .fails(4, "{here}/t.xml: XML is not read", "a file per language"),
        bad("text in UTF-16")
            .given(
                scene -> {
                  scene.write("a.en", sentences(9).getBytes(StandardCharsets.UTF_16));
                  scene.write("a.de", sentences(9).getBytes(StandardCharsets.UTF_16LE));
                })
            .mos(PREPARE, files("a.en", "a.de"))
            .fails(4, "{here}/a.en: this is UTF-16, not UTF-8 text", "iconv -f UTF-16 -t UTF-8"),
        bad("packed text")
            .given(
                scene -> {
                  scene.write("a.en", sentences(9));
                  scene.write("a.de.xz", new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0, 4});
                })
            .mos(PREPARE, files("a.en", "a.de.xz"))
            .fails(4, "{here}/a.de.xz: this is xz, not UTF-8 text", "xz -dc OLD > NEW"),
        bad("the same file as source and as target")
            .given(scene -> scene.write("a.en", sentences(50)))
            .mos(PREPARE, files("a.en", "a.en"))
            .fails(2, "{here}/a.en", "source and as target", "name the file of the translations"),
        bad("no pair left after cleaning")
            .given(
                scene -> {
                  scene.write("a.en", "one\n\ntwo\n");
                  scene.write("a.de", "\neins\n\n");
                })
            .mos(PREPARE, files("a.en", "a.de"))
            .fails(4, "no sentence pair is left", "empty=3", "relax mosnas.prepare.cleaning"),
        bad("too few pairs for the shards")
            .given(
                scene -> {
                  scene.write("a.en", sentences(13));
                  scene.write("a.de", sentences(13).replace("is", "ist"));
                })
            .mos(PREPARE + " --set prepare.shards=9", files("a.en", "a.de"))
            .fails(4, "too few for 9 shards", "add text or lower mosnas.prepare.shards"),
        bad("source without target")
            .mos(PREPARE + " --set prepare.train.source={here}/a.en")
            .fails(2, "mosnas.prepare.train.target names no file", "correct the setting"),
        bad("two source files for one target file")
            .given(
                scene -> {
                  scene.write("a.en", "a\n");
                  scene.write("b.en", "b\n");
                })
            .mos(PREPARE, files("*.en", "a.en"))
            .fails(2, "mosnas.prepare.train.source names 2 files", "needs its target file"),
        bad("neither test text nor text held out")
            .given(scene -> scene.write("a.en", "a\n"))
            .mos(PREPARE + " --set prepare.holdout.test=0", files("a.en", "b.de"))
            .fails(2, "mosnas.prepare.test names no files and holdout.test is 0", "hold out"),
        bad("other text in a run directory with results")
            .given(
                scene -> {
                  scene.write("a.en", sentences(50));
                  scene.write("a.de", sentences(50).replace("is", "ist"));
                })
            .mos(PREPARE.replace("{here}/new", "{run}"), files("a.en", "a.de"))
            .fails(2, "{run}/data holds data of other settings", "use a new run directory"),
        bad("a language that is none")
            .mos("corpus --out {here}/corpus --source English")
            .fails(2, "\"English\" is no source language", "expected a code like de"),
        bad("a language that the grammar does not speak")
            .mos("corpus --out {here}/corpus --kind generated --target fr")
            .fails(2, "the generated corpus is English to German, not en-us to fr", "choose"),
        bad("a kind of corpus that does not exist")
            .mos("corpus --out {here}/corpus --kind web")
            .fails(2, "kind must be one of apt, generated, auto, was web"),
        bad("a corpus folder that is a file")
            .given(scene -> scene.write("corpus", "mine\n"))
            .mos("corpus --out {here}/corpus --kind generated --set corpus.sizes.train=9")
            .fails(4, "cannot write the corpus to {here}/corpus", "is a file); choose others"),
        bad("a corpus in two places")
            .mos("corpus --out {here}/corpus --run-dir {here}/new")
            .fails(2, "--out", "--run-dir", "mutually exclusive"));
  }

  private static String[] files(String source, String target) {
    return new String[] {
      "--set=prepare.train.source=[\"{here}/" + source + "\"]",
      "--set=prepare.train.target=[\"{here}/" + target + "\"]"
    };
  }
}
