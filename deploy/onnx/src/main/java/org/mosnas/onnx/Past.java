package org.mosnas.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mosnas.model.export.TensorNames;

/** Keys and values of the tokens so far, as they go into the next call of the decoder. */
final class Past implements AutoCloseable {
  private final Map<String, OnnxTensor> tensors = new HashMap<>();
  private final OrtSession.Result owner;

  private Past(OrtSession.Result owner) {
    this.owner = owner;
  }

  /** Of one prefix without tokens. */
  static Past empty(OnnxModel model) throws OrtException {
    Past past = new Past(null);
    for (int i = 0; i < model.layers().size(); i++) {
      OnnxModel.Layer layer = model.layers().get(i);
      for (String name : List.of(TensorNames.pastKey(i), TensorNames.pastValue(i))) {
        past.tensors.put(
            name, Ids.noFloats(model.ort(), 1, layer.selfHeads(), 0, layer.selfSize()));
      }
    }
    return past;
  }

  /** What a call left; owns its result. */
  static Past of(OnnxModel model, OrtSession.Result result) {
    Past past = new Past(result);
    for (int i = 0; i < model.layers().size(); i++) {
      past.tensors.put(TensorNames.pastKey(i), tensor(result, TensorNames.presentKey(i)));
      past.tensors.put(TensorNames.pastValue(i), tensor(result, TensorNames.presentValue(i)));
    }
    return past;
  }

  private static OnnxTensor tensor(OrtSession.Result result, String name) {
    return (OnnxTensor) result.get(name).orElseThrow();
  }

  /** The outputs of the decoder that become a past. */
  static Set<String> outputs(OnnxModel model) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < model.layers().size(); i++) {
      names.add(TensorNames.presentKey(i));
      names.add(TensorNames.presentValue(i));
    }
    return names;
  }

  /** By the names of the decoder's inputs. */
  Map<String, OnnxTensor> tensors() {
    return tensors;
  }

  @Override
  public void close() {
    if (owner != null) {
      owner.close();
    } else {
      tensors.values().forEach(OnnxTensor::close);
    }
  }
}
