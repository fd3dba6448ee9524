package org.mosnas.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/** The file that {@code --json} names. */
final class ResultsFile {
  private final Path file;

  /**
   * A file to come, or to write over.
   *
   * @throws MosnasException of kind {@code USAGE} if it cannot be written: better now than when
   *     everything is measured
   */
  ResultsFile(Path file) {
    this.file = file;
    try {
      boolean isNew = Files.notExists(file);
      Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      if (isNew) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new MosnasException(
          ErrorKind.USAGE,
          "cannot write "
              + file
              + "; --json takes a file in a directory that exists and can be written to",
          e);
    }
  }

  /** Writes results as a list of objects, in place of what was there. */
  void write(List<Result> results) throws IOException {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ArrayNode list = mapper.createArrayNode();
    for (Result result : results) {
      ObjectNode node = list.addObject();
      node.put("case", result.caseName());
      node.put("engine", result.engine());
      node.put("threads", result.threads());
      node.put("replicas", result.replicas());
      node.put("medianMs", result.medianMs());
      node.put("spread", result.spread());
      node.put("tokensPerSecond", result.tokensPerSecond());
      node.put("gflops", result.gflops());
      node.put("shareOfGemm", result.shareOfGemm());
      node.put("ratioToLibtorch", result.ratioToLibtorch());
      node.put("ratioToPytorch", result.ratioToPytorch());
      node.put("ratioToOnnxRuntime", result.ratioToOnnxRuntime());
      node.put("peakBytes", result.peakBytes());
    }
    mapper.writeValue(file.toFile(), list);
  }
}
