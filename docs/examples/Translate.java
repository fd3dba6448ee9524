import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.stream.LongStream;

/** Greedy translation of byte pair pieces: java -cp onnxruntime.jar Translate.java BUNDLE < in */
public final class Translate {
  private static final int PAD = 1, EOS = 2, UNK = 3, MAX_LENGTH = 200;
  private static final String BLANK = "[\\p{Z}\\p{Cc}\\p{Cf}]*";

  public static void main(String[] arguments) throws Exception {
    Path bundle = Path.of(arguments[0]);
    List<String> source = tokens(bundle, "dict.source.txt"), target = tokens(bundle, "dict.target.txt");
    OrtEnvironment ort = OrtEnvironment.getEnvironment();
    try (OrtSession encoder = ort.createSession(bundle.resolve("encoder.onnx").toString());
        OrtSession decoder = ort.createSession(bundle.resolve("decoder.onnx").toString())) {
      String in = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "");
      for (String line : in.isEmpty() ? new String[0] : in.replaceFirst("\\n\\z", "").split("\n", -1)) { // Only \n ends a line.
        StringJoiner tokens = new StringJoiner(" ");
        if (!line.matches(BLANK)) {
          LongStream known = Arrays.stream(line.split("[\\s\\p{Z}]+")).filter(token -> !token.isEmpty()).mapToLong(source::indexOf);
          long[] ids = LongStream.concat(known.map(id -> id < 0 ? UNK : id), LongStream.of(EOS)).toArray();
          for (int id : translate(ort, encoder, decoder, ids)) if (id > EOS) tokens.add(target.get(id));
        }
        System.out.println(tokens.toString().replace("@@ ", ""));
      }
    }
  }

  private static List<String> tokens(Path bundle, String name) throws Exception {
    Path own = bundle.resolve(name), joint = bundle.resolve("dict.txt");
    List<String> tokens = new ArrayList<>(List.of("<s>", "<pad>", "</s>", "<unk>"));
    for (String line : Files.readAllLines(Files.exists(own) ? own : joint)) tokens.add(line.substring(0, line.lastIndexOf(' ')));
    return tokens;
  }

  private static List<Integer> translate(OrtEnvironment ort, OrtSession encoder, OrtSession decoder, long[] ids) throws OrtException {
    List<Integer> translation = new ArrayList<>();
    Map<String, OnnxTensor> inputs = new HashMap<>();
    for (Map.Entry<String, NodeInfo> input : decoder.getInputInfo().entrySet()) {
      if (input.getKey().startsWith("past_")) { // No tokens yet: [1, heads, 0, head size].
        long[] shape = ((TensorInfo) input.getValue().getInfo()).getShape();
        inputs.put(input.getKey(), OnnxTensor.createTensor(ort, FloatBuffer.allocate(0), new long[] {1, shape[1], 0, shape[3]}));
      }
    }
    try (OrtSession.Result encoded = encoder.run(Map.of("source_ids", OnnxTensor.createTensor(ort, new long[][] {ids})))) {
      encoded.forEach(output -> inputs.put(output.getKey(), (OnnxTensor) output.getValue()));
      inputs.put("beam_index", OnnxTensor.createTensor(ort, new long[] {0}));
      OrtSession.Result last = null;
      for (int token = EOS; translation.size() < MAX_LENGTH; translation.add(token)) {
        inputs.put("target_ids", OnnxTensor.createTensor(ort, new long[][] {{token}}));
        OrtSession.Result result = decoder.run(inputs);
        if (last != null) last.close(); // The caches that went in; those that came out are next.
        last = result;
        for (Map.Entry<String, ai.onnxruntime.OnnxValue> output : result) inputs.put(output.getKey().replace("present", "past"), (OnnxTensor) output.getValue());
        float[] scores = ((float[][][]) inputs.remove("logits").getValue())[0][0];
        token = best(scores, translation.isEmpty());
        if (token == EOS) break;
      }
      last.close();
    }
    return translation;
  }

  private static int best(float[] scores, boolean first) {
    int best = UNK; // Never <pad>, and </s> not at once.
    for (int id = 0; id < scores.length; id++) {
      if (id != PAD && !(first && id == EOS) && scores[id] > scores[best]) best = id;
    }
    return best;
  }
}
