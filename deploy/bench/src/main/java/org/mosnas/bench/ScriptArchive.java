package org.mosnas.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive around methods given as source text: how operations that DJL has no binding
 * for, such as scaled dot-product attention and fused Adam, are reached.
 */
final class ScriptArchive {
  /** Name of the class that methods belong to: {@code self: __torch__.Peer}. */
  static final String CLASS = "Peer";

  /** Pickle protocol 2: an object of the class with the attribute {@code training = False}. */
  private static final String OBJECT =
      "\u0080\u0002c__torch__\n" + CLASS + "\n)\u0081}(X\b\0\0\0training\u0089ub.";

  /** Pickle protocol 2: the empty tuple. */
  private static final String NO_CONSTANTS = "\u0080\u0002).";

  private static final String HEADER =
      "class "
          + CLASS
          + "(Module):\n"
          + "  __parameters__ = []\n"
          + "  __buffers__ = []\n"
          + "  training : bool\n";

  private ScriptArchive() {}

  /** The archive; {@code methods} are indented by two blanks. */
  static byte[] of(String methods) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.US_ASCII)) {
      add(zip, "data.pkl", OBJECT.getBytes(StandardCharsets.ISO_8859_1));
      add(zip, "code/__torch__.py", (HEADER + methods).getBytes(StandardCharsets.US_ASCII));
      add(zip, "constants.pkl", NO_CONSTANTS.getBytes(StandardCharsets.ISO_8859_1));
      add(zip, "version", "3\n".getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry("peer/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
