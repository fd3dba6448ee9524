package org.mosnas.bench;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** A case on an engine, ready to be repeated. Not thread-safe. */
interface ReadyCase extends AutoCloseable {

  /** One repetition: what is timed. */
  void run();

  /**
   * Computes once what all engines have to agree on.
   *
   * @param gradients receives the gradient of the loss per token, in the layout of the case's
   *     parameters, where there is one
   * @return loss per target token in nats, or the tokens of the translations; nothing where there
   *     is nothing to agree on
   */
  double[] check(FileChannel gradients) throws IOException;

  @Override
  void close();
}
