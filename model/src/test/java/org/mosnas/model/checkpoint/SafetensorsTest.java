package org.mosnas.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.FullWidth;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.ParameterLayout;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.supernet.TinySupernet;

class SafetensorsTest {
  private static final ParameterLayout LAYOUT = TinySupernet.plain().layout();
  private static final Map<String, String> METADATA =
      Map.of("format", "mosnas", "note", "Bäume \"2\"\n");

  @Test
  void whatIsWrittenIsReadBitForBit() throws IOException {
    float[] values = randomBits();
    float[] read = new float[LAYOUT.floats()];
    assertThat(Safetensors.read(stream(bytes(values)), "x", LAYOUT, read)).isEqualTo(METADATA);
    assertThat(bits(read)).isEqualTo(bits(values));
  }

  @Test
  void banksAndVectorsAreWrittenAndReadAlike() throws IOException {
    try (ParameterBank bank = Initializer.initialize(TinySupernet.plain(), 3);
        ParameterBank copy = new ParameterBank(LAYOUT)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Safetensors.write(out, bank, METADATA);
      assertThat(out.toByteArray()).isEqualTo(bytes(bank.toArray()));
      Safetensors.read(stream(out.toByteArray()), "x", copy);
      assertThat(copy.toArray()).isEqualTo(bank.toArray());
    }
  }

  /** The definition of the format: length, JSON, tensors; nothing of ours reads here. */
  @Test
  void othersCanReadIt() throws IOException {
    float[] values = randomBits();
    byte[] file = bytes(values);
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = Math.toIntExact(buffer.getLong());
    assertThat(headerLength % 8).isZero();
    JsonNode header = new ObjectMapper().readTree(file, Long.BYTES, headerLength);
    assertThat(header.path("__metadata__").path("note").asText()).isEqualTo(METADATA.get("note"));
    assertThat(header.size()).isEqualTo(1 + LAYOUT.names().size());
    int data = Long.BYTES + headerLength;
    int covered = 0;
    for (Map.Entry<String, ParameterLayout.Slot> parameter : LAYOUT.slots().entrySet()) {
      ParameterLayout.Slot slot = parameter.getValue();
      JsonNode tensor = header.path(parameter.getKey());
      assertThat(tensor.path("dtype").asText()).isEqualTo("F32");
      assertThat(tensor.path("shape").toString())
          .isEqualTo(
              slot.rows() == 1
                  ? "[" + slot.columns() + "]"
                  : "[" + slot.rows() + "," + slot.columns() + "]");
      assertThat(tensor.path("data_offsets").get(0).asInt()).isEqualTo(covered);
      covered = tensor.path("data_offsets").get(1).asInt();
      float[] found = new float[slot.size()];
      buffer.position(data + tensor.path("data_offsets").get(0).asInt());
      buffer.asFloatBuffer().get(found);
      assertThat(bits(found))
          .isEqualTo(bits(Arrays.copyOfRange(values, slot.offset(), slot.offset() + slot.size())));
    }
    assertThat(data + covered).isEqualTo(file.length);
  }

  /** The order of the header's keys means nothing; the offsets do. */
  @Test
  void filesOfOthersAreReadByTheirOffsets() {
    List<String> names = new ArrayList<>(LAYOUT.names());
    Collections.reverse(names);
    Map<String, Integer> starts = new HashMap<>();
    int floats = 0;
    for (String name : names) {
      starts.put(name, floats);
      floats += LAYOUT.slot(name).size();
    }
    String header =
        LAYOUT.names().stream()
            .map(name -> tensor(name, starts.get(name) * Float.BYTES))
            .collect(Collectors.joining(",", "{", "}"));
    float[] read = new float[LAYOUT.floats()];
    Safetensors.read(stream(file(header, floats)), "x", LAYOUT, read);
    for (String name : names) {
      ParameterLayout.Slot slot = LAYOUT.slot(name);
      assertThat(read[slot.offset()]).as(name).isEqualTo((float) starts.get(name));
      assertThat(read[slot.offset() + slot.size() - 1])
          .as(name)
          .isEqualTo(starts.get(name) + slot.size() - 1f);
    }
  }

  static Stream<Arguments> otherNetworks() {
    return Stream.of(
        Arguments.of(
            Supernet.plain(
                new TranslationShape(
                    TinySupernet.largest(),
                    16,
                    EmbeddingSharing.SHARED,
                    30,
                    30,
                    new FullWidth(20, 20))),
            "tensor embedding is 24x20, expected 30x20"),
        Arguments.of(
            Supernet.plain(
                TinySupernet.shape(EmbeddingSharing.SHARED).single(TinySupernet.small())),
            "tensor embedding is 24x20, expected 24x18"),
        Arguments.of(
            TinySupernet.mixture(Mixture.layerWise(2, 6)),
            "tensor encoder.layers.0.fc1.expert1.weight is missing, expected 24x20"),
        Arguments.of(
            Supernet.plain(TinySupernet.shape(EmbeddingSharing.SEPARATE)),
            "tensor encoder.embedding is missing"));
  }

  @ParameterizedTest
  @MethodSource("otherNetworks")
  void aFileOfAnotherNetworkIsRefusedNamingTheTensor(Supernet wanted, String message)
      throws IOException {
    assertRefused(bytes(randomBits()), wanted.layout(), message);
  }

  @Test
  void aFileWithMoreExpertsIsRefusedNamingTheTensor() throws IOException {
    ParameterLayout mixed = TinySupernet.mixture(Mixture.layerWise(2, 6)).layout();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.write(out, mixed, new float[mixed.floats()], Map.of());
    assertRefused(
        out.toByteArray(),
        LAYOUT,
        "has a tensor encoder.layers.0.fc1.expert1.weight that this network does not");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.00001, 0.01, 0.2, 0.5, 0.99999})
  void aFileThatEndsEarlyIsRefused(double share) throws IOException {
    byte[] file = bytes(randomBits());
    assertRefused(
        Arrays.copyOf(file, (int) (share * file.length)),
        LAYOUT,
        "the file ends early; it is damaged");
  }

  @Test
  void aFileThatGoesOnIsRefused() throws IOException {
    byte[] file = bytes(randomBits());
    assertRefused(Arrays.copyOf(file, file.length + 1), LAYOUT, "goes on after its last tensor");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, 100_000_001, Long.MAX_VALUE})
  void aHeaderOfAnImpossibleLengthIsRefused(long length) {
    byte[] file = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
    assertRefused(file, LAYOUT, "the file is not safetensors");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void garbageIsRefused(int seed) {
    byte[] garbage = new byte[2000];
    new SplittableRandom(seed).nextBytes(garbage);
    assertRefused(garbage, LAYOUT, "the file");
    ByteBuffer.wrap(garbage).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 500);
    assertRefused(garbage, LAYOUT, "the header is not JSON");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | the header is not a JSON object",
        "{\"embedding\":{\"dtype\":\"F8\",\"shape\":[2,4],\"data_offsets\":[0,8]}} |"
            + " of one or two dimensions",
        "{\"embedding\":{\"dtype\":\"F32\",\"shape\":[2,2,2],\"data_offsets\":[0,32]}} | tensor"
            + " embedding is",
        "{\"embedding\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}} | tensor embedding"
            + " is",
        "{\"embedding\":{\"dtype\":\"F32\",\"shape\":[2,4],\"data_offsets\":[0,28]}} | tensor"
            + " embedding does not fill its bytes [0,28]",
        "{\"embedding\":{\"dtype\":\"F32\",\"shape\":[2,4]}} | tensor embedding does not fill its"
            + " bytes",
        "{\"embedding\":{\"dtype\":\"F32\",\"shape\":[2,4],\"data_offsets\":[4,36]}} | tensor"
            + " embedding does not begin where the one before it ends",
        "{\"embedding\":{\"dtype\":\"F32\",\"shape\":[4294967297,8],\"data_offsets\":[0,32]}} |"
            + " tensor embedding is",
        "{\"embedding\":{\"dtype\":\"F32\",\"shape\":[65536,65536],\"data_offsets\":[0,0]}} |"
            + " tensor embedding is",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}} | tensor b does not"
            + " begin where the one before it ends",
      })
  void aHeaderThatContradictsItselfIsRefused(String header, String message) {
    assertRefused(file(header, 100), LAYOUT, message);
  }

  /** Others write other types; one tensor of each, with values that all of them have. */
  @ParameterizedTest
  @CsvSource({
    "F32, 4, 00000040 000040bf, 2, -0.75",
    "F64, 8, 0000000000000040 000000000000e8bf, 2, -0.75",
    "F16, 2, 0040 00ba, 2, -0.75",
    "F16, 2, ff7b 0100, 65504, 5.9604644775390625E-8",
    "F16, 2, 0080 007c, -0.0, Infinity",
    "BF16, 2, 0040 40bf, 2, -0.75",
    "I64, 8, 0200000000000000 ffffffffffffffff, 2, -1",
    "I32, 4, 02000000 ffffffff, 2, -1",
    "U8, 1, 02 ff, 2, 255"
  })
  void filesOfOthersAreReadAsFloats(
      String type, int size, String numbers, float first, float second) {
    byte[] data = HexFormat.of().parseHex(numbers.replace(" ", ""));
    String header =
        String.format(
            Locale.ROOT,
            "{\"x\":{\"dtype\":\"%s\",\"shape\":[2],\"data_offsets\":[0,%d]}}",
            type,
            2 * size);
    byte[] start = file(header, 0);
    byte[] file = Arrays.copyOf(start, start.length + data.length);
    System.arraycopy(data, 0, file, start.length, data.length);
    Map<String, float[]> tensors = new HashMap<>();
    Safetensors.readAll(stream(file), "x", found -> {}, tensors::put);
    assertThat(tensors.get("x")).containsExactly(first, second);
  }

  @Test
  void otherTypesThanOursAreRefusedInFilesOfOurs() throws IOException {
    String file = new String(bytes(randomBits()), StandardCharsets.ISO_8859_1);
    byte[] ofIntegers =
        file.replaceFirst("\"F32\"", "\"I32\"").getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(ofIntegers, LAYOUT, "is of I32, expected F32");
  }

  /** What the format forbids, each in a file that is otherwise sound. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} and more | the header is not JSON",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}{} | the header is not JSON",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'a':{'dtype':'F32','shape':[2],"
            + "'data_offsets':[0,8]}} | the header is not JSON (Duplicate field 'a'",
        "` {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}` | does not begin with {",
        "7 | the header is not a JSON object",
        "null | the header is not a JSON object",
        "{'a':{'dtype':'F32','shape':[2.5],'data_offsets':[0,8]}} | tensor a is",
        "{'a':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}} | tensor a is",
        "{'a':{'dtype':'F32','shape':[2e0],'data_offsets':[0,8]}} | tensor a is",
        "{'a':{'dtype':'F32','shape':['2'],'data_offsets':[0,8]}} | tensor a is",
        "{'a':{'dtype':'F32','shape':[true],'data_offsets':[0,8]}} | tensor a is",
        "{'a':{'dtype':'F32','shape':2,'data_offsets':[0,8]}} | tensor a is",
        "{'a':{'dtype':'F32','shape':{'x':2},'data_offsets':[0,8]}} | tensor a is",
        "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,-8]}} | tensor a is",
        "{'a':{'dtype':'F32','shape':[-2,-1],'data_offsets':[0,8]}} | tensor a is",
        "{'a':{'dtype':'F32','shape':[18446744073709551618],'data_offsets':[0,8]}} | tensor a is",
        "{'a':{'dtype':'F32','shape':[2147483647,2147483647],'data_offsets':[0,8]}} | tensor a is",
        "{'a':{'dtype':32,'shape':[2],'data_offsets':[0,8]}} | tensor a is",
        "{'a':{'dtype':'F8','shape':[1],'data_offsets':[0,8]}} | tensor a is",
        "{'a':[]} | tensor a is",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8.5]}} | does not fill its bytes [0,8.5]",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,'8']}} | does not fill its bytes",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8,8]}} | does not fill its bytes",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}} | does not fill its bytes",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}} | does not fill its bytes",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],"
            + "'data_offsets':[12,20]}} | tensor b does not begin where the one before it ends",
        "{'__metadata__':{'a':1}} | __metadata__ must be an object of texts, was {#a#:1}",
        "{'__metadata__':{'a':{'b':'c'}}} | __metadata__ must be an object of texts",
        "{'__metadata__':'x'} | __metadata__ must be an object of texts",
        "{'__metadata__':null} | __metadata__ must be an object of texts",
      })
  void whatTheFormatForbidsIsRefused(String header, String message) {
    assertRefused(file(header.replace('\'', '"'), 100), LAYOUT, message.replace('#', '"'));
  }

  @Test
  void aHeaderThatIsNestedWithoutEndIsRefused() {
    assertRefused(
        file("{\"a\":" + "[".repeat(50_000), 0), LAYOUT, "the header is not JSON (Depth (1001)");
  }

  @Test
  void aHeaderThatIsNotUtf8IsRefused() {
    byte[] latin = file("{\"__metadata__\":{\"a\":\"?\"}}", 0);
    latin[Long.BYTES + 22] = (byte) 0xe4;
    assertRefused(latin, LAYOUT, "the header is not JSON (it is not UTF-8)");
    String wide = "{\"a\":1}";
    byte[] utf16 = wide.getBytes(StandardCharsets.UTF_16LE);
    byte[] file =
        ByteBuffer.allocate(Long.BYTES + utf16.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(utf16.length)
            .put(utf16)
            .array();
    assertRefused(file, LAYOUT, "the header is not JSON");
  }

  @Test
  void aHeaderThatIsLongerThanTheFileIsRefused() {
    byte[] file = file("{}", 0);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(99_000_000);
    assertRefused(file, LAYOUT, "the file ends early; it is damaged");
  }

  /** Tensors without values may stand anywhere between others. */
  @Test
  void emptyTensorsAreNoGaps() {
    String empty = "\"empty\":{\"dtype\":\"F32\",\"shape\":[0,3],\"data_offsets\":[0,0]}";
    assertRefused(
        file("{\"z\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}," + empty + "}", 2),
        LAYOUT,
        "tensor embedding is missing");
  }

  private static void assertRefused(byte[] file, ParameterLayout layout, String message) {
    assertThatThrownBy(
            () ->
                Safetensors.read(
                    stream(file), "run/weights.safetensors", layout, new float[layout.floats()]))
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageStartingWith("run/weights.safetensors: ")
        .hasMessageContaining(message)
        .extracting(e -> ((CheckpointFormatException) e).kind())
        .isEqualTo(ErrorKind.DATA);
  }

  private static byte[] bytes(float[] values) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.write(out, LAYOUT, values, METADATA);
    return out.toByteArray();
  }

  /** A file with this header and the floats 0, 1, 2 and so on. */
  private static byte[] file(String header, int floats) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + json.length + floats * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json);
    for (int i = 0; i < floats; i++) {
      file.putFloat(i);
    }
    return file.array();
  }

  private static String tensor(String name, int start) {
    ParameterLayout.Slot slot = LAYOUT.slot(name);
    return String.format(
        Locale.ROOT,
        "\"%s\":{\"dtype\":\"F32\",\"shape\":[%d,%d],\"data_offsets\":[%d,%d]}",
        name,
        slot.rows(),
        slot.columns(),
        start,
        start + slot.size() * Float.BYTES);
  }

  private static ByteArrayInputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  /** Any bits, those of infinities and subnormal numbers among them. */
  private static float[] randomBits() {
    SplittableRandom random = new SplittableRandom(5);
    float[] values = new float[LAYOUT.floats()];
    for (ParameterLayout.Slot slot : LAYOUT.slots().values()) {
      for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
        float value = Float.intBitsToFloat(random.nextInt());
        values[i] = Float.isNaN(value) ? -0f : value;
      }
    }
    return values;
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
