package org.mosnas.spark.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.EncoderLayerSpec;
import org.mosnas.model.family.translation.FullWidth;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.MadeFrom;
import org.mosnas.spark.testing.Fixtures;

/** A subnet on its own: HAT's YAML and safetensors. */
class SubnetFilesTest {
  private static final TranslationShape SUPERNET =
      new TranslationShape(spec(6, 4, 10), 4, EmbeddingSharing.SHARED, 6, 6, new FullWidth(6, 6));

  @TempDir private java.nio.file.Path folder;

  @Test
  void givesBackWhatItWasGiven() throws IOException {
    SubnetFiles files = files(new Path(folder.toUri()));
    assertThat(files.exist()).isFalse();
    MadeFrom madeFrom = MadeFrom.nothing().with("seed", 7);
    String checksum = files.write(subnet(), madeFrom);
    java.nio.file.Path weights = folder.resolve("weights.safetensors");
    assertThat(checksum).isEqualTo(Checksums.sha256(weights));
    assertThat(Files.readString(weights, StandardCharsets.ISO_8859_1))
        .contains("\"made-from\":\"" + madeFrom.fingerprint().value() + "\"");
    assertThat(files.exist()).isTrue();
    assertSame(files.read(TestSpaces.micro(), SUPERNET));
  }

  @Test
  void subnetsOfVersionOneAreStillRead() {
    assertSame(
        files(Fixtures.ofVersionOne(SubnetFilesTest.class, "subnet"))
            .read(TestSpaces.micro(), SUPERNET));
  }

  private static void assertSame(DenseSubnet read) {
    assertThat(read.shape()).isEqualTo(subnet().shape());
    assertThat(read.parameters()).isEqualTo(subnet().parameters());
  }

  static SubnetFiles files(Path path) {
    return new SubnetFiles(AtomicFiles.on(path, new Configuration()), path);
  }

  /** Every place holds a number of its own; the gaps between tensors are zero. */
  static DenseSubnet subnet() {
    TranslationShape shape = SUPERNET.single(spec(4, 6, 8));
    var layout = Supernet.plain(shape).layout();
    float[] values = new float[layout.floats()];
    for (String name : layout.names()) {
      var slot = layout.slot(name);
      for (int i = 0; i < slot.size(); i++) {
        values[slot.offset() + i] = (name.hashCode() % 1000 + i) / 64f;
      }
    }
    return new DenseSubnet(shape, values);
  }

  private static TranslationSpec spec(int encoderEmbed, int decoderEmbed, int ffn) {
    return new TranslationSpec(
        encoderEmbed,
        decoderEmbed,
        List.of(new EncoderLayerSpec(ffn, 2)),
        List.of(new DecoderLayerSpec(ffn, 2, 1, 1)));
  }
}
