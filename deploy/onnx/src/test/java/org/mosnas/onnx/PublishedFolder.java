package org.mosnas.onnx;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;

/**
 * The published encoder all-MiniLM-L6-v2 (Apache-2.0), which a test dependency brings as an ONNX
 * graph, in the layout in which Hugging Face publishes such networks.
 */
final class PublishedFolder {
  private static final String RESOURCE = "/all-minilm-l6-v2";
  private static final int FLOAT = 1;

  private PublishedFolder() {}

  /** The graph. */
  static byte[] graph() {
    return resource(RESOURCE + ".onnx");
  }

  /** Its tokenizer. */
  static String tokenizer() {
    return new String(resource(RESOURCE + "-tokenizer.json"), StandardCharsets.UTF_8);
  }

  private static byte[] resource(String name) {
    try (InputStream in = PublishedFolder.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes {@code config.json}, {@code model.safetensors} and {@code tokenizer.json}. */
  static void write(Path folder) throws IOException {
    Files.writeString(folder.resolve("tokenizer.json"), tokenizer());
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"architectures": ["BertModel"], "model_type": "bert", "hidden_act": "gelu",
         "hidden_size": 384, "num_hidden_layers": 6, "num_attention_heads": 12,
         "intermediate_size": 1536, "vocab_size": 30522, "max_position_embeddings": 512,
         "type_vocab_size": 2, "layer_norm_eps": 1e-12, "initializer_range": 0.02}
        """);
    Files.write(folder.resolve("model.safetensors"), safetensors(tensors(graph())));
  }

  /** A tensor by its published name: weights of maps are nameless and transposed in the graph. */
  private static Map<String, Tensor> tensors(byte[] graph) throws IOException {
    GraphProto proto = ModelProto.parseFrom(graph).getGraph();
    Map<String, TensorProto> initializers =
        proto.getInitializerList().stream()
            .collect(Collectors.toMap(TensorProto::getName, tensor -> tensor));
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    initializers.forEach(
        (name, tensor) -> {
          if (!name.startsWith("onnx::") && tensor.getDataType() == FLOAT) {
            tensors.put(name, Tensor.of(tensor));
          }
        });
    for (NodeProto node : proto.getNodeList()) {
      TensorProto weight =
          node.getOpType().equals("MatMul") ? initializers.get(node.getInput(1)) : null;
      if (weight != null) {
        String module = node.getOutput(0).replace("/MatMul_output_0", "").substring(1);
        tensors.put(module.replace('/', '.') + ".weight", Tensor.of(weight).transposed());
      }
    }
    return tensors;
  }

  private static byte[] safetensors(Map<String, Tensor> tensors) throws IOException {
    StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
    long start = 0;
    for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
      long end = start + (long) tensor.getValue().values().length * Float.BYTES;
      header.append(
          String.format(
              Locale.ROOT,
              ",\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}",
              tensor.getKey(),
              tensor.getValue().shape(),
              start,
              end));
      start = end;
    }
    byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(Long.reverseBytes(json.length));
      out.write(json);
      for (Tensor tensor : tensors.values()) {
        ByteBuffer values =
            ByteBuffer.allocate(tensor.values().length * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        values.asFloatBuffer().put(tensor.values());
        out.write(values.array());
      }
    }
    return bytes.toByteArray();
  }

  /** Some numbers; vectors have one row. */
  private record Tensor(int rows, int columns, float[] values) {
    static Tensor of(TensorProto proto) {
      int columns = (int) proto.getDims(proto.getDimsCount() - 1);
      int rows = proto.getDimsCount() == 1 ? 1 : (int) proto.getDims(0);
      float[] values = new float[rows * columns];
      ByteBuffer.wrap(proto.getRawData().toByteArray())
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values);
      return new Tensor(rows, columns, values);
    }

    Tensor transposed() {
      float[] turned = new float[values.length];
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          turned[c * rows + r] = values[r * columns + c];
        }
      }
      return new Tensor(columns, rows, turned);
    }

    String shape() {
      return rows == 1 ? "[" + columns + "]" : "[" + rows + "," + columns + "]";
    }
  }
}
