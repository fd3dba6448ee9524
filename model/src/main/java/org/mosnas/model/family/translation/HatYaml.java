package org.mosnas.model.family.translation;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.mosnas.model.error.BadDataException;

/**
 * HAT's sub-network files: ten {@code key: value} lines, lists in brackets, comments after {@code
 * #}; read as YAML, so that block lists and quoted numbers do as well.
 *
 * <p>Lists may be longer than the number of layers, as HAT's are when it writes all six: what is
 * beyond the active layers must be integers and is dropped. Keys of other things, such as settings
 * of HAT's training, are passed over: all ten keys are needed, so a mistyped one is noticed.
 */
public final class HatYaml {
  private HatYaml() {}

  /**
   * Reads a file.
   *
   * @throws BadDataException naming file, line and key, if the file cannot be read, a key is
   *     missing or given twice, or a value is out of range
   */
  public static TranslationSpec read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new BadDataException(file + ": no such file; expected a HAT sub-network file", e);
    } catch (CharacterCodingException e) {
      throw new BadDataException(file + ": not UTF-8 text; expected a HAT sub-network file", e);
    } catch (IOException e) {
      throw new BadDataException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads the text of a file.
   *
   * @param source name of the file, for messages
   * @throws BadDataException as {@link #read}
   */
  public static TranslationSpec parse(String text, String source) {
    return new HatYamlReader(source).read(text);
  }

  /** The text of a file that describes {@code spec}; lists have one entry per active layer. */
  public static String write(TranslationSpec spec) {
    StringBuilder text = new StringBuilder();
    for (HatKey key : HatKey.values()) {
      text.append(key.text()).append(": ").append(value(key.dimension(), spec)).append('\n');
    }
    return text.toString();
  }

  private static String value(Dimension dimension, TranslationSpec spec) {
    List<Integer> values = dimension.values(spec);
    if (!dimension.perLayer()) {
      return String.valueOf(values.get(0));
    }
    return values.stream()
        .map(v -> String.valueOf(dimension.code(v)))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
