package org.mosnas.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.error.BadDataException;

/** Item 8.10 of the specification. */
class FairseqDatasetTest {
  private static final int[][] SENTENCES = {{4, 5, 6, 2}, {2}, {7, 4, 11, 5, 2}};

  @TempDir private Path folder;

  /** Both fixtures were written by a script of few lines in another language. */
  @ParameterizedTest
  @ValueSource(strings = {"train.en-de.en", "valid.en-de.en"})
  void readsBothFormatsFromFixtures(String prefix) {
    try (FairseqDataset dataset = FairseqDataset.open(TextFixtures.fixture(prefix), 12)) {
      assertThat(all(dataset)).isDeepEqualTo(SENTENCES);
      assertThat(dataset.length(2)).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @EnumSource(FairseqType.class)
  void readsBackMappedDataOfEveryType(FairseqType type) throws IOException {
    int vocabulary =
        switch (type) {
          case U8 -> 1 << 8;
          case I8 -> 1 << 7;
          case I16 -> 1 << 15;
          case U16 -> 1 << 16;
          case I32, I64 -> 1 << 20;
        };
    int[][] sentences = random(vocabulary);
    Path prefix = folder.resolve("train.de");
    FairseqWriter.writeMapped(prefix, sentences, type);
    try (FairseqDataset dataset = FairseqDataset.open(prefix, vocabulary)) {
      assertThat(all(dataset)).isDeepEqualTo(sentences);
    }
  }

  @Test
  void readsBackTorchDataWhoseIdsAreOneTooLarge() throws IOException {
    int[][] sentences = random(50_000);
    Path prefix = folder.resolve("train.de");
    FairseqWriter.writeTorch(prefix, sentences);
    try (FairseqDataset dataset = FairseqDataset.open(prefix, 50_000)) {
      assertThat(all(dataset)).isDeepEqualTo(sentences);
    }
  }

  @Test
  void refusesIdsThatTheDictionaryDoesNotHave() {
    try (FairseqDataset dataset = FairseqDataset.open(TextFixtures.fixture("train.en-de.en"), 11)) {
      assertThat(dataset.sentence(0)).containsExactly(4, 5, 6, 2);
      assertThatThrownBy(() -> dataset.sentence(2))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("sentence 2 has id 11, but the dictionary has 11 entries");
    }
  }

  @Test
  void refusesWhatIsNotAnIndex() throws IOException {
    assertBad(changed(0, (byte) 'X'), "starts neither with MMIDIDX nor with TNTIDX");
    assertBad(changed(9, (byte) 2), "version 2 of fairseq's index; expected 1");
    assertBad(changed(17, (byte) 6), "data type 6");
    assertBad(changed(25, (byte) 0x80), "sentences; is it damaged?");
    assertBad(new byte[3], "starts neither");
  }

  @Test
  void refusesTruncatedFiles() throws IOException {
    byte[] index = Files.readAllBytes(TextFixtures.fixture("train.en-de.en.idx"));
    assertBad(Arrays.copyOf(index, index.length - 1), "truncated: 62 bytes expected, 61 there");
    assertBad(Arrays.copyOf(index, 12), "truncated");
    byte[] torch = Files.readAllBytes(TextFixtures.fixture("valid.en-de.en.idx"));
    assertBad(Arrays.copyOf(torch, torch.length - 8), "truncated");
    Path prefix = folder.resolve("cut");
    FairseqWriter.writeTorch(prefix, SENTENCES);
    byte[] data = Files.readAllBytes(Path.of(prefix + ".bin"));
    Files.write(Path.of(prefix + ".bin"), Arrays.copyOf(data, data.length - 1));
    assertThatThrownBy(() -> FairseqDataset.open(prefix, 20))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("cut.bin: sentence 2 lies at bytes 20 to 40 of 39");
  }

  @Test
  void reportsMissingFiles() throws IOException {
    assertThatThrownBy(() -> FairseqDataset.open(folder.resolve("none"), 20))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("none.idx: no such file");
    Path prefix = folder.resolve("half");
    FairseqWriter.writeTorch(prefix, SENTENCES);
    Files.delete(Path.of(prefix + ".bin"));
    assertThatThrownBy(() -> FairseqDataset.open(prefix, 20))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("half.bin: no such file");
  }

  private void assertBad(byte[] index, String message) throws IOException {
    Path prefix = folder.resolve("bad");
    Files.write(Path.of(prefix + ".idx"), index);
    Files.write(Path.of(prefix + ".bin"), new byte[100]);
    assertThatThrownBy(() -> FairseqDataset.open(prefix, 20))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("bad.idx");
  }

  private static byte[] changed(int at, byte value) throws IOException {
    byte[] index = Files.readAllBytes(TextFixtures.fixture("train.en-de.en.idx"));
    index[at] = value;
    return index;
  }

  private static int[][] all(FairseqDataset dataset) {
    int[][] sentences = new int[dataset.size()][];
    Arrays.setAll(sentences, dataset::sentence);
    return sentences;
  }

  private static int[][] random(int vocabulary) {
    SplittableRandom random = new SplittableRandom(12);
    int[][] sentences = new int[30][];
    Arrays.setAll(sentences, i -> random.ints(random.nextInt(1, 40), 0, vocabulary).toArray());
    return sentences;
  }
}
