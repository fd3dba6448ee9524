package org.mosnas.model.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Kinds of files that are mistaken for UTF-8 text, told apart by their first bytes, and what to do
 * with them.
 */
enum FileKind {
  GZIP("gzip inside gzip", Advice.UNPACK + "gzip -dc OLD > NEW", "1f8b08"),
  BZIP2("bzip2", Advice.UNPACK + "bzip2 -dc OLD > NEW", "425a68..314159265359", "425a68..17724538"),
  XZ("xz", Advice.UNPACK + "xz -dc OLD > NEW", "fd377a585a00"),
  LZMA("LZMA", Advice.UNPACK + "xz --format=lzma -dc OLD > NEW", "5d0000"),
  LZIP("lzip", Advice.UNPACK + "lzip -dc OLD > NEW", "4c5a495001"),
  ZSTD("zstd", Advice.UNPACK + "zstd -dc OLD > NEW", "28b52ffd", "5.2a4d18"),
  LZ4("lz4", Advice.UNPACK + "lz4 -dc OLD > NEW", "04224d18", "02214c18"),
  COMPRESS("compress (.Z)", Advice.UNPACK + "gzip -dc OLD > NEW", "1f9d"),
  ZIP(
      "zip, or an office document",
      Advice.UNPACK + "unzip -p OLD > NEW",
      "504b0304",
      "504b0506",
      "504b0708"),
  SEVEN_ZIP("7z", Advice.UNPACK + "7z x -so OLD > NEW", "377abcaf271c"),
  RAR("rar", Advice.UNPACK + "unrar p -inul OLD > NEW", "526172211a07"),
  TAR("a tar archive", Advice.UNPACK + "tar -xf OLD, and name the text files in it"),
  PDF("PDF", "take the text out, a sentence per line; pdftotext OLD NEW is a start", "255044462d"),
  RTF("RTF", "save it as plain text in UTF-8, a sentence per line", "7b5c727466"),
  OFFICE(
      "an office document",
      "save it as plain text in UTF-8, a sentence per line",
      "d0cf11e0a1b11ae1"),
  PARQUET(
      "Parquet",
      "write its columns as text, a file per language and a sentence per line",
      "5041523115"),
  UTF_32("UTF-32", Advice.CONVERT + "iconv -f UTF-32 -t UTF-8 OLD > NEW", "fffe0000", "0000feff"),
  UTF_32LE("UTF-32LE", Advice.CONVERT + "iconv -f UTF-32LE -t UTF-8 OLD > NEW"),
  UTF_32BE("UTF-32BE", Advice.CONVERT + "iconv -f UTF-32BE -t UTF-8 OLD > NEW"),
  UTF_16("UTF-16", Advice.CONVERT + "iconv -f UTF-16 -t UTF-8 OLD > NEW", "fffe", "feff"),
  UTF_16LE("UTF-16LE", Advice.CONVERT + "iconv -f UTF-16LE -t UTF-8 OLD > NEW"),
  UTF_16BE("UTF-16BE", Advice.CONVERT + "iconv -f UTF-16BE -t UTF-8 OLD > NEW"),
  BINARY("binary data", "name files of text, a sentence per line");

  private static final class Advice {
    static final String UNPACK = "unpack it, for example with: ";
    static final String CONVERT = "convert it, for example with: ";
  }

  private static final int LONGEST_SIGNATURE = 16;

  /** Bytes that are looked at, at most. */
  private static final int HEAD = 4096;

  /** Where the header of a tar archive names its format. */
  private static final int TAR_FORMAT = 257;

  private static final int TAR_HEADER = 512;

  private final String description;
  private final String advice;

  /** First bytes in hexadecimal digits; a dot stands for any digit. */
  private final List<String> signatures;

  FileKind(String description, String advice, String... signatures) {
    this.description = description;
    this.advice = advice;
    this.signatures = List.of(signatures);
  }

  /**
   * The kind of a file that is no UTF-8 text; empty for what may be.
   *
   * @param bytes its beginning
   * @param length how many of them there are
   */
  static Optional<FileKind> of(byte[] bytes, int length) {
    byte[] head = Arrays.copyOf(bytes, Math.min(length, HEAD));
    String digits = digits(head);
    for (FileKind kind : values()) {
      for (String signature : kind.signatures) {
        if (digits.length() >= signature.length() && agree(digits, signature)) {
          return Optional.of(kind);
        }
      }
    }
    return contains(head, 0) ? withNul(head) : Optional.empty();
  }

  /** Whether more bytes may tell a kind that these do not. */
  static boolean needsMore(byte[] bytes, int length) {
    byte[] head = Arrays.copyOf(bytes, Math.min(length, TAR_HEADER));
    String digits = digits(head);
    return (head.length < TAR_HEADER && contains(head, 0) && !contains(head, '\n'))
        || Arrays.stream(values())
            .flatMap(kind -> kind.signatures.stream())
            .anyMatch(
                signature -> digits.length() < signature.length() && agree(digits, signature));
  }

  /** What it is and what to do, to go behind the name of the file. */
  String complaint() {
    return String.format(Locale.ROOT, "this is %s, not UTF-8 text; %s", description, advice);
  }

  private static Optional<FileKind> withNul(byte[] head) {
    if (isTar(head)) {
      return Optional.of(TAR);
    }
    boolean valid = decode(head, "UTF-8", 1).isPresent();
    if (valid && controls(head) * 6 < head.length) {
      return Optional.empty();
    }
    for (FileKind kind : List.of(UTF_32LE, UTF_32BE, UTF_16LE, UTF_16BE)) {
      Optional<String> text = decode(head, kind.description, kind.name().contains("32") ? 4 : 2);
      if (text.filter(t -> isText(t) && !(valid && splitsLineEnds(t, head))).isPresent()) {
        return Optional.of(kind);
      }
    }
    return valid ? Optional.empty() : Optional.of(BINARY);
  }

  private static boolean isTar(byte[] head) {
    byte[] format = {'u', 's', 't', 'a', 'r'};
    int end = TAR_FORMAT + format.length;
    return head.length >= end && Arrays.equals(head, TAR_FORMAT, end, format, 0, format.length);
  }

  private static boolean isText(String text) {
    return text.codePoints().anyMatch(Character::isLetterOrDigit)
        && text.codePoints().allMatch(FileKind::isPrinted);
  }

  /** Whether line ends of the bytes become parts of other characters of the text. */
  private static boolean splitsLineEnds(String text, byte[] head) {
    String bytes = new String(head, StandardCharsets.ISO_8859_1);
    return text.chars().filter(c -> c == '\n').count()
        < bytes.chars().filter(c -> c == '\n').count();
  }

  private static boolean isPrinted(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL -> codePoint >= '\t' && codePoint <= '\r';
      case Character.UNASSIGNED, Character.SURROGATE -> false;
      default -> true;
    };
  }

  /** Control characters that text in UTF-8 hardly has. */
  private static int controls(byte[] head) {
    int count = 0;
    for (byte b : head) {
      count += b >= 0 && !(b >= ' ' || isPrinted(b)) ? 1 : 0;
    }
    return count;
  }

  private static boolean contains(byte[] head, int wanted) {
    for (byte b : head) {
      if (b == wanted) {
        return true;
      }
    }
    return false;
  }

  /** The text, if the bytes are valid, without a character that is cut off at the end. */
  private static Optional<String> decode(byte[] head, String encoding, int unit) {
    CharBuffer text = CharBuffer.allocate(head.length);
    boolean wrong =
        Charset.forName(encoding)
            .newDecoder()
            .decode(ByteBuffer.wrap(head, 0, head.length - head.length % unit), text, false)
            .isError();
    return wrong ? Optional.empty() : Optional.of(text.flip().toString());
  }

  private static String digits(byte[] head) {
    return HexFormat.of().formatHex(head, 0, Math.min(head.length, LONGEST_SIGNATURE));
  }

  /** Whether the shorter of the two begins the longer one. */
  private static boolean agree(String digits, String signature) {
    for (int i = 0; i < Math.min(digits.length(), signature.length()); i++) {
      if (signature.charAt(i) != '.' && signature.charAt(i) != digits.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
