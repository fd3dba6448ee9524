package org.mosnas.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.family.translation.FullWidth;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;

/**
 * An interpreter of Python, for the engine that needs one.
 *
 * @param interpreter its name on the path of commands, or its file
 */
record Python(String interpreter) {
  private static final String SCRIPT = "pytorch_worker.py";

  /** Two lines: the version of Python; that of PyTorch, or else what is in its way. */
  private static final String PROBE =
      """
      import platform
      print(platform.python_version(), flush=True)
      try:
          import torch
          print(torch.__version__)
      except Exception as e:
          print(f"{type(e).__name__}: {e}")
      """;

  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

  /**
   * Checks that it has PyTorch.
   *
   * @return the versions, for people
   * @throws MosnasException of kind {@code USAGE} where it has none, or one older than 1.13
   */
  String requireTorch() {
    List<String> versions = probe();
    Matcher torch = VERSION.matcher(versions.get(1));
    if (!torch.matches()) {
      throw refused("Python " + versions.get(0) + " finds no PyTorch (" + versions.get(1) + ")");
    }
    int major = Integer.parseInt(torch.group(1));
    if (major < 1 || (major == 1 && Integer.parseInt(torch.group(2)) < 13)) {
      throw refused("Python " + versions.get(0) + " has PyTorch " + versions.get(1));
    }
    return "Python " + versions.get(0) + ", PyTorch " + versions.get(1);
  }

  private List<String> probe() {
    try {
      Process process =
          new ProcessBuilder(interpreter, "-c", PROBE)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
      if (lines.size() < 2) {
        throw refused("it does not answer as Python does");
      }
      return lines;
    } catch (IOException e) {
      throw refused("it cannot be started");
    }
  }

  private MosnasException refused(String found) {
    return new MosnasException(
        ErrorKind.USAGE,
        "engine pytorch needs PyTorch 1.13 or newer under \""
            + interpreter
            + "\", but "
            + found
            + "; install PyTorch, such as Debian's python3-torch, name another interpreter with"
            + " --python, or leave the engine out");
  }

  /**
   * A worker that does what {@link Worker} does.
   *
   * @param folder receives what the worker reads before its first answer
   */
  List<String> command(BenchCase bench, EngineProcess.Setup setup, Path folder) {
    Path script = folder.resolve(SCRIPT);
    try (InputStream resource = Python.class.getResourceAsStream(SCRIPT)) {
      Files.copy(resource, script);
      write(bench, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(
        interpreter,
        script.toString(),
        folder.toString(),
        Integer.toString(setup.threads()),
        Integer.toString(setup.replicas()));
  }

  private static void write(BenchCase bench, Path folder) throws IOException {
    try (ParameterBank bank = FirstWeights.of(bench.network());
        FileChannel weights =
            FileChannel.open(
                folder.resolve("weights.bin"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE)) {
      weights.write(bank.memory().bytes().duplicate());
    }
    new ObjectMapper().writeValue(folder.resolve("case.json").toFile(), description(bench));
  }

  private static Map<String, Object> description(BenchCase bench) {
    Supernet supernet = bench.network();
    FullWidth width = bench.networkShape().fullWidth();
    TokenBatch batch = bench.data();
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("trains", bench.trains());
    description.put("learning-rate", EngineTraining.LEARNING_RATE);
    description.put("spec", bench.spec());
    description.put("encoder-width", width.encoder());
    description.put("decoder-width", width.decoder());
    description.put("parameters", supernet.layout().slots());
    description.put("floats", supernet.layout().floats());
    description.put("source", batch.paddedSource());
    description.put("source-lengths", batch.sourceLengths());
    description.put("target-in", batch.paddedTargetIn());
    description.put("target-out", batch.paddedTargetOut());
    return description;
  }
}
