package org.mosnas.model.export;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.ValueInfoProto;
import org.mosnas.model.error.BadDataException;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A graph as a SameDiff file, its weights inside. */
public final class SameDiffFile {
  private SameDiffFile() {}

  /** Translates an ONNX graph of ours node by node, and saves it. */
  static void write(ModelProto model, File file) throws IOException {
    SameDiff graph = Import.of(model.getGraph());
    graph.save(file, false);
  }

  /**
   * Scores a target with a file.
   *
   * @param source token ids
   * @param prefix what the decoder reads, beginning with {@code </s>}
   * @return {@code [prefix, vocabulary]}
   * @throws BadDataException if SameDiff cannot load the file
   */
  public static float[] score(Path file, int[] source, int[] prefix) {
    SameDiff graph = load(file);
    try (INDArray sources = row(source);
        INDArray prefixes = row(prefix);
        INDArray scores =
            graph.outputSingle(
                Map.of(TensorNames.SOURCE_IDS, sources, TensorNames.TARGET_IDS, prefixes),
                TensorNames.LOGITS)) {
      return scores.dup('c').data().asFloat();
    }
  }

  private static SameDiff load(Path file) {
    try {
      return SameDiff.load(file.toFile(), false);
    } catch (RuntimeException refused) {
      throw new BadDataException(
          file + ": SameDiff cannot load it (" + refused.getMessage() + "); export the run again",
          refused);
    }
  }

  private static INDArray row(int[] ids) {
    return Nd4j.createFromArray(new long[][] {Arrays.stream(ids).asLongStream().toArray()});
  }

  /**
   * Builds the SameDiff graph of an ONNX graph of ours, node by node; knows the operations that
   * {@link OnnxOps} and {@link TranslationGraphs} use, and no others.
   */
  private static final class Import {
    private final SameDiff graph = SameDiff.create();
    private final Map<String, SDVariable> variables = new LinkedHashMap<>();
    private final Map<String, long[]> lists = new LinkedHashMap<>();

    private Import() {}

    static SameDiff of(GraphProto onnx) {
      Import made = new Import();
      onnx.getInitializerList().forEach(made::initializer);
      onnx.getInputList().forEach(made::input);
      onnx.getNodeList().forEach(made::node);
      return made.graph;
    }

    private void initializer(TensorProto tensor) {
      long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
      ByteBuffer bytes =
          ByteBuffer.wrap(tensor.getRawData().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
      INDArray values;
      if (tensor.getDataType() == TensorProto.DataType.INT64.getNumber()) {
        long[] list = new long[bytes.remaining() / Long.BYTES];
        bytes.asLongBuffer().get(list);
        lists.put(tensor.getName(), list);
        values = shape.length == 0 ? Nd4j.scalar(list[0]) : Nd4j.createFromArray(list);
      } else {
        float[] floats = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(floats);
        values = shape.length == 0 ? Nd4j.scalar(floats[0]) : Nd4j.create(floats, shape, 'c');
      }
      variables.put(tensor.getName(), graph.constant(tensor.getName(), values));
    }

    private void input(ValueInfoProto input) {
      long[] shape =
          input.getType().getTensorType().getShape().getDimList().stream()
              .mapToLong(Import::length)
              .toArray();
      variables.put(input.getName(), graph.placeHolder(input.getName(), DataType.INT64, shape));
    }

    private static long length(TensorShapeProto.Dimension dimension) {
      return dimension.hasDimParam() ? -1 : dimension.getDimValue();
    }

    private void node(NodeProto node) {
      SDVariable result = result(node);
      result.rename(node.getOutput(0));
      variables.put(node.getOutput(0), result);
    }

    private SDVariable result(NodeProto node) {
      SDVariable x = in(node, 0);
      return switch (node.getOpType()) {
        case "Add" -> x.add(in(node, 1));
        case "Mul" -> x.mul(in(node, 1));
        case "Equal" -> graph.eq(x, in(node, 1));
        case "Not" -> graph.eq(x.castTo(DataType.INT64), 0);
        case "Greater" -> graph.gt(x, in(node, 1));
        case "Cast" -> x.castTo(DataType.INT64);
        case "CumSum" ->
            graph.cumsum(x.castTo(DataType.FLOAT), false, false, 1).castTo(DataType.INT64);
        case "Shape" -> graph.shape(x);
        case "Range" -> graph.range(x, in(node, 1), in(node, 2), DataType.INT64);
        case "Gather" -> graph.gather(x, in(node, 1), 0);
        case "Unsqueeze" -> unsqueeze(x, lists.get(node.getInput(1)));
        case "Where" -> where(x, in(node, 1), in(node, 2));
        case "Concat" -> concat(node);
        case "Reshape" -> graph.reshape(x, in(node, 1));
        case "Transpose" -> graph.permute(x, axes(attribute(node, "perm")));
        case "Slice" -> slice(node, x);
        case "Gemm" -> gemm(node, x);
        case "MatMul" -> graph.mmul(x, in(node, 1));
        case "Relu" -> graph.nn().relu(x, 0);
        case "Softmax" -> graph.nn().softmax(x, 3);
        case "LayerNormalization" -> layerNorm(node, x);
        default -> throw new IllegalArgumentException("operation " + node.getOpType());
      };
    }

    private SDVariable in(NodeProto node, int index) {
      return variables.get(node.getInput(index));
    }

    private static AttributeProto attribute(NodeProto node, String name) {
      return node.getAttributeList().stream()
          .filter(attribute -> attribute.getName().equals(name))
          .findFirst()
          .orElseThrow();
    }

    private static int[] axes(AttributeProto attribute) {
      return attribute.getIntsList().stream().mapToInt(Long::intValue).toArray();
    }

    private SDVariable unsqueeze(SDVariable x, long[] axes) {
      SDVariable result = x;
      for (long axis : axes) {
        result = graph.expandDims(result, (int) axis);
      }
      return result;
    }

    /** As a sum of products, which broadcasts; SameDiff's own choice does not. */
    private SDVariable where(SDVariable condition, SDVariable yes, SDVariable no) {
      SDVariable chosen = condition.castTo(DataType.FLOAT);
      return chosen.mul(yes).add(chosen.rsub(1.0).mul(no));
    }

    private SDVariable concat(NodeProto node) {
      List<String> inputs = node.getInputList();
      SDVariable[] parts = inputs.stream().map(variables::get).toArray(SDVariable[]::new);
      return graph.concat((int) attribute(node, "axis").getI(), parts);
    }

    private SDVariable slice(NodeProto node, SDVariable x) {
      int from = (int) lists.get(node.getInput(1))[0];
      int to = (int) lists.get(node.getInput(2))[0];
      return graph.stridedSlice(
          x, new long[] {0, from}, new long[] {0, to}, new long[] {1, 1}, 1, 1, 0, 0, 0);
    }

    private SDVariable gemm(NodeProto node, SDVariable x) {
      SDVariable product = graph.mmul(x, in(node, 1), false, true, false);
      return node.getInputCount() == 3 ? product.add(in(node, 2)) : product;
    }

    private SDVariable layerNorm(NodeProto node, SDVariable x) {
      SDVariable centred = x.sub(x.mean(true, 1));
      SDVariable variance = graph.math().square(centred).mean(true, 1);
      SDVariable inverse = graph.math().pow(variance.add(attribute(node, "epsilon").getF()), -0.5);
      return centred.mul(inverse).mul(in(node, 1)).add(in(node, 2));
    }
  }
}
