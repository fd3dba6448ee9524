package org.mosnas.model.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.error.BadDataException;

class FileKindTest {
  /** What the programs themselves wrote of "one\ntwo\n", or the first bytes of their format. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bzip2             | bzip2 -dc OLD          | 425a683931415926535949d3
          bzip2             | bzip2 -dc OLD          | 425a683917724538509000000000
          xz                | xz -dc OLD             | fd377a585a000004e6d6b446
          LZMA              | xz --format=lzma       | 5d00008000ffffffffffffff
          lzip              | lzip -dc               | 4c5a49500114
          zstd              | zstd -dc OLD           | 28b52ffd0408410000
          zstd              | zstd -dc OLD           | 502a4d1804000000
          lz4               | lz4 -dc OLD            | 04224d186440a7
          compress          | gzip -dc OLD           | 1f9d906f
          zip               | unzip -p OLD           | 504b03040a000000
          7z                | 7z x -so OLD           | 377abcaf271c0004
          rar               | unrar p                | 526172211a0700
          PDF               | pdftotext OLD NEW      | 255044462d312e34
          RTF               | save it as plain text  | 7b5c727466315c
          office document   | save it as plain text  | d0cf11e0a1b11ae1
          Parquet           | write its columns      | 5041523115041500
          binary data       | name files of text     | 89504e470d0a1a0a0000000d
          binary data       | name files of text     | 80049500000000
          """)
  void namesFilesByTheirFirstBytes(String kind, String advice, String bytes) {
    byte[] file = HexFormat.of().parseHex(bytes);
    assertRefused(new ByteArrayInputStream(file), kind, advice);
    if (!kind.equals("binary data")) {
      assertRefused(TextFixtures.shy(file), kind, advice);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void namesOtherFormsOfUnicode(String encoding) {
    for (String text :
        List.of(
            "Hi\n",
            "A small house.\nIt is red.\n",
            "\u00c4rger \u2013 \u201eso\u201c\n",
            "\u041c\u0430\u043c\u0430 \u043c\u044b\u043b\u0430 \u0440\u0430\u043c\u0443.\n",
            "\u4f60\u597d\uff0c\u4e16\u754c\u3002\n\u8fd9\u662f\u4e00\u4e2a\u53e5\u5b50\u3002\n",
            "\u3053\u3093\u306b\u3061\u306f\n\uc548\ub155 \ud83d\ude00\n",
            "\u0915\u094d\u092f\u093e \u0939\u0948?\n")) {
      Charset charset = Charset.forName(encoding);
      assertRefused(bytes(text.repeat(9), charset), encoding + ",", "iconv -f " + encoding + " -t");
      String family = encoding.substring(0, 6);
      assertRefused(bytes("\ufeff" + text, charset), family + ",", "iconv -f " + family + " -t");
    }
  }

  @Test
  void namesArchivesAndWhatIsPackedTwice() {
    byte[] tar = new byte[1024];
    byte[] name = "corpus/train.en".getBytes(UTF_8);
    System.arraycopy(name, 0, tar, 0, name.length);
    System.arraycopy("ustar".getBytes(UTF_8), 0, tar, 257, 5);
    System.arraycopy("one\ntwo\n".getBytes(UTF_8), 0, tar, 512, 8);
    assertRefused(new ByteArrayInputStream(tar), "a tar archive", "tar -xf OLD");
    assertRefused(
        new ByteArrayInputStream(TextFixtures.gzip(new String(tar, UTF_8))),
        "a tar archive",
        "tar");
    byte[] twice = TextFixtures.gzip(TextFixtures.gzip("one\ntwo\n"));
    assertRefused(new ByteArrayInputStream(twice), "gzip inside gzip", "gzip -dc OLD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "B",
        "BZh91 is a name\n",
        "PK 104\n",
        "PAR1 bulb\n",
        "7z\n",
        "Rar!\n",
        "]\n",
        "%PDF\n",
        "\u0000\n",
        "\u0000\nHello\n",
        "Hello\n\u0000\n",
        "\u00a0\n\u200b\n\u00ad\n\u202f\n\u2007\n\u0085\n\ufeff\n\u0000\nA house.\nA lamp.\n",
        "\u041c\u0430\u043c\u0430 \u0000 \u043c\u044b\u043b\u0430\n",
        "\u0001\u0002\u001b[31m\n",
        "\ufeffwith a byte order mark\n"
      })
  void leavesTextAlone(String text) {
    assertThat(FileKind.of(text.getBytes(UTF_8), text.getBytes(UTF_8).length)).isEmpty();
  }

  @Test
  void leavesRandomTextAlone() {
    Random random = new Random(5);
    for (int draw = 0; draw < 2000; draw++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(1, 60); i > 0; i--) {
        text.append(random.nextInt(9) == 0 ? '\n' : (char) (' ' + random.nextInt(0x300)));
      }
      byte[] bytes = text.toString().getBytes(UTF_8);
      assertThat(FileKind.of(bytes, bytes.length)).as("%s", text).isEmpty();
    }
  }

  @Test
  void otherEncodingsAreLeftToTheCheckOfEachLine() {
    byte[] latin1 = "caf\u00e9\n".getBytes(ISO_8859_1);
    assertThat(FileKind.of(latin1, latin1.length)).isEmpty();
    byte[] digits = Base64.getEncoder().encode(latin1);
    assertThat(FileKind.of(digits, digits.length)).isEmpty();
  }

  private static InputStream bytes(String text, Charset charset) {
    return new ByteArrayInputStream(text.getBytes(charset));
  }

  private static void assertRefused(InputStream in, String kind, String advice) {
    assertThatThrownBy(() -> new TextLines("FILE", in).hasNext())
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("FILE: this is ")
        .hasMessageContaining(kind)
        .hasMessageContaining(advice);
  }
}
