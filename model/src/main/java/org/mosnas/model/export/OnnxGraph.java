package org.mosnas.model.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.AttributeProto.AttributeType;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.mosnas.model.memory.Matrix;
import org.nd4j.shade.protobuf.ByteString;

/**
 * An ONNX graph that is built node by node. Tensors are named; the same operation on the same
 * inputs is added once. Equal calls in equal order give equal bytes. Not thread-safe.
 */
final class OnnxGraph {
  /** Version of ONNX's operators: the first with layer normalization. */
  static final int OPSET = 17;

  /** Version of ONNX's file format that goes with it. */
  private static final long IR_VERSION = 8;

  private final GraphProto.Builder graph;
  private final Map<String, String> known = new HashMap<>();
  private final Map<String, String> initializers = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();

  OnnxGraph(String name) {
    graph = GraphProto.newBuilder().setName(name);
  }

  /** An attribute that is a whole number. */
  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  /** An attribute that is a list of whole numbers. */
  static AttributeProto integers(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.build();
  }

  /** An attribute that is a real number. */
  static AttributeProto real(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  /**
   * Declares an input.
   *
   * @param dimensions numbers, and names of those that differ from call to call
   */
  String input(String name, DataType type, Object... dimensions) {
    names.add(name);
    graph.addInput(value(name, type, dimensions));
    return name;
  }

  /** Declares that the tensor {@code name} is an output; see {@link #input}. */
  void output(String name, DataType type, Object... dimensions) {
    graph.addOutput(value(name, type, dimensions));
  }

  private static ValueInfoProto value(String name, DataType type, Object... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Object dimension : dimensions) {
      if (dimension instanceof String symbol) {
        shape.addDimBuilder().setDimParam(symbol);
      } else {
        shape.addDimBuilder().setDimValue(((Number) dimension).longValue());
      }
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /** Adds an operation; returns the name of its result. */
  String node(String operator, List<AttributeProto> attributes, String... inputs) {
    String key = operator + attributes + Arrays.toString(inputs);
    String before = known.get(key);
    if (before != null) {
      return before;
    }
    String output = fresh(operator.toLowerCase(java.util.Locale.ROOT));
    known.put(key, output);
    return named(output, operator, attributes, inputs);
  }

  /** As {@link #node}, without attributes. */
  String node(String operator, String... inputs) {
    return node(operator, List.of(), inputs);
  }

  /** Adds an operation whose result is called {@code output}. */
  String named(String output, String operator, List<AttributeProto> attributes, String... inputs) {
    names.add(output);
    graph.addNode(
        NodeProto.newBuilder()
            .setName(output)
            .setOpType(operator)
            .addAllInput(List.of(inputs))
            .addAllAttribute(attributes)
            .addOutput(output));
    return output;
  }

  private String fresh(String stem) {
    int number = names.size();
    String name = stem + "_" + number;
    while (names.contains(name)) {
      name = stem + "_" + ++number;
    }
    return name;
  }

  /** A weight, {@code [rows, columns]}. */
  String matrix(String name, Matrix values) {
    return weight(name, values, values.rows(), values.columns());
  }

  /** A weight, {@code [columns]}, from a matrix of one row. */
  String vector(String name, Matrix values) {
    return weight(name, values, values.columns());
  }

  private String weight(String name, Matrix values, long... shape) {
    String key = name + " " + values.rows() + "x" + values.columns();
    String before = initializers.get(key);
    if (before != null) {
      return before;
    }
    String unique = names.contains(name) ? name + "." + values.columns() : name;
    return floats(key, unique, values.toArray(), shape);
  }

  /** A table of numbers that are no weights, made once for its name. */
  String table(String name, float[] values, long... shape) {
    String before = initializers.get(name);
    return before != null ? before : floats(name, name, values, shape);
  }

  /** One number. */
  String number(float value) {
    return table("number_" + value, new float[] {value});
  }

  private String floats(String key, String name, float[] values, long... shape) {
    ByteBuffer bytes = little(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return initializer(key, name, DataType.FLOAT, bytes, shape);
  }

  /** A list of whole numbers. */
  String list(long... values) {
    return longs("list", values, values.length);
  }

  /** A single whole number without dimensions, as {@code Range} wants it. */
  String scalar(long value) {
    return longs("scalar", new long[] {value});
  }

  private String longs(String stem, long[] values, long... shape) {
    StringBuilder name = new StringBuilder(stem);
    Arrays.stream(values).forEach(v -> name.append('_').append(v));
    String before = initializers.get(name.toString());
    if (before != null) {
      return before;
    }
    ByteBuffer bytes = little(values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    return initializer(name.toString(), name.toString(), DataType.INT64, bytes, shape);
  }

  private String initializer(
      String key, String name, DataType type, ByteBuffer bytes, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(bytes.array()));
    Arrays.stream(shape).forEach(tensor::addDims);
    graph.addInitializer(tensor);
    names.add(name);
    initializers.put(key, name);
    return name;
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The graph as a model. */
  ModelProto model() {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("mosnas")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph)
        .build();
  }

  /** The names of the inputs, in order. */
  List<String> inputs() {
    List<String> inputs = new ArrayList<>();
    graph.getInputList().forEach(input -> inputs.add(input.getName()));
    return inputs;
  }
}
