package org.mosnas.model.bundle;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.mosnas.model.checkpoint.Safetensors;
import org.mosnas.model.supernet.DenseSubnet;

/**
 * A bundle that is being written.
 *
 * @param folder that holds it until it is complete
 */
public record BundleDraft(Path folder) {
  /** One of its files. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /** Writes a file of text, in UTF-8. */
  public void text(String name, String text) throws IOException {
    bytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file of text piece by piece, in UTF-8. */
  public void text(String name, Consumer<Appendable> writing) throws IOException {
    StringBuilder text = new StringBuilder();
    writing.accept(text);
    text(name, text.toString());
  }

  /** Writes a file of bytes. */
  public void bytes(String name, byte[] bytes) throws IOException {
    Files.write(file(name), bytes);
  }

  /** Writes the weights of a subnet by the names of its network, in safetensors. */
  public void weights(String name, DenseSubnet subnet) throws IOException {
    try (OutputStream out = open(name)) {
      Safetensors.write(
          out,
          subnet.network().layout(),
          subnet.parameters(),
          Map.of("format", "mosnas", "subnet", subnet.spec().id()));
    }
  }

  /** A file to be written; the caller closes. */
  public OutputStream open(String name) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file(name)));
  }
}
