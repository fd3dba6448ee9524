package org.mosnas.model.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.mosnas.model.checkpoint.Safetensors;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterLayout;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.text.InputForm;
import org.mosnas.model.text.TextLines;
import org.mosnas.model.text.TextPipeline;
import org.mosnas.model.text.Vocabulary;
import org.mosnas.model.text.bpe.BpeCodes;

/**
 * A bundle on disk whose files are all there and as they were written.
 *
 * @param folder of the bundle
 * @param config what it translates and how
 * @param text turns lines into ids and back
 */
public record Bundle(Path folder, BundleConfig config, TextPipeline text) {

  /**
   * Opens a bundle; reads every file once to compare checksums.
   *
   * @throws BadDataException that says which file is missing, damaged or of another version
   */
  public static Bundle open(Path folder) {
    BundleManifest.read(folder).verify(folder);
    Path file = folder.resolve(BundleFile.CONFIG.fileName());
    BundleConfig config = BundleConfig.parse(file.toString(), readText(file));
    return new Bundle(folder, config, text(folder, config));
  }

  private static TextPipeline text(Path folder, BundleConfig config) {
    Vocabulary source = dictionary(folder, config, BundleFile.SOURCE_DICTIONARY);
    String targetName = config.dictionary(BundleFile.TARGET_DICTIONARY);
    Vocabulary target =
        targetName.equals(BundleFile.DICTIONARY)
            ? source
            : dictionary(folder, config, BundleFile.TARGET_DICTIONARY);
    requireSize(folder, source, config.shape().sourceVocabulary());
    requireSize(folder, target, config.shape().targetVocabulary());
    return config.format().form() == InputForm.BPE
        ? TextPipeline.ofPieces(config.format().casing(), source, target)
        : TextPipeline.of(
            config.format(),
            read(folder.resolve(BundleFile.CODES), BpeCodes::read),
            source,
            target);
  }

  private static Vocabulary dictionary(Path folder, BundleConfig config, String side) {
    return read(folder.resolve(config.dictionary(side)), Vocabulary::read);
  }

  private static void requireSize(Path folder, Vocabulary vocabulary, int expected) {
    if (vocabulary.size() != expected) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: a dictionary of %d tokens for a network of %d; export the run again",
              folder,
              vocabulary.size(),
              expected));
    }
  }

  private static <T> T read(Path file, Function<TextLines, T> reader) {
    try (InputStream in = Files.newInputStream(file);
        TextLines lines = TextLines.stored(file.toString(), in)) {
      return reader.apply(lines);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static String readText(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static BadDataException unreadable(Path file, IOException e) {
    return BadDataException.unreadable(file, e, "export the run again");
  }

  /** One of its files. */
  public Path file(BundleFile file) {
    return folder.resolve(file.fileName());
  }

  /** What our engine computed when the bundle was exported. */
  public TestVectors testVectors() {
    Path file = file(BundleFile.TEST_VECTORS);
    TestVectors vectors =
        TestVectors.parse(
            file.toString(),
            readText(file),
            config.shape().sourceVocabulary(),
            config.shape().targetVocabulary());
    Path logits = file(BundleFile.TEST_LOGITS);
    try (InputStream in = Files.newInputStream(logits)) {
      vectors.readLogits(in, logits.toString(), config.shape().targetVocabulary());
    } catch (IOException e) {
      throw unreadable(logits, e);
    }
    return vectors;
  }

  /** The subnet on its own. */
  public DenseSubnet subnet() {
    Path file = file(BundleFile.WEIGHTS);
    ParameterLayout layout = Supernet.plain(config.shape()).layout();
    float[] values = new float[layout.floats()];
    try (InputStream in = Files.newInputStream(file)) {
      Safetensors.read(in, file.toString(), layout, values);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return new DenseSubnet(config.shape(), values);
  }
}
