package org.mosnas.model.train;

import java.util.Optional;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.objective.DistillationSettings;
import org.mosnas.model.objective.Lesson;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Subnet;
import org.mosnas.model.supernet.Supernet;

/**
 * The teacher of a replica in the memory of the host: a subnet of the supernet that is trained, as
 * it is at the time, or a network of its own that stays as it is.
 *
 * <p>It sees every micro-batch once, without dropout, before anybody learns from it. What it says
 * is kept in an arena of its own until the next micro-batch, so that passes of students may use the
 * replica's. Not thread-safe; closed by the replica.
 */
final class HostTeacher implements AutoCloseable {
  private final Engine engine;
  private final DistillationSettings how;
  private final Supernet network;
  private final ParameterBank parameters;
  private final SubnetSpec spec;
  private final boolean external;
  private final Arena said = new Arena();

  private HostTeacher(
      Engine engine,
      DistillationSettings how,
      Supernet network,
      ParameterBank parameters,
      boolean external) {
    this.engine = engine;
    this.how = how;
    this.network = network;
    this.parameters = parameters;
    this.spec = network.shape().envelope();
    this.external = external;
  }

  /**
   * The largest subnet of a supernet.
   *
   * @param parameters of the supernet, which go on to change; not closed with this
   */
  static HostTeacher largest(
      Engine engine, DistillationSettings how, Supernet supernet, ParameterBank parameters) {
    return new HostTeacher(engine, how, supernet, parameters, false);
  }

  /** A network of its own. */
  static HostTeacher fixed(Engine engine, DistillationSettings how, DenseSubnet teacher) {
    return new HostTeacher(engine, how, teacher.network(), teacher.toBank(), true);
  }

  /** Whether a subnet of the supernet is the teacher itself, which learns from nobody. */
  boolean is(SubnetSpec other) {
    return !external && spec.equals(other);
  }

  /** What it makes of a batch; valid until it is asked again, or parameters change. */
  Lesson teach(Batch batch) {
    Arena arena = engine.workbench().arena();
    arena.reset();
    said.reset();
    Subnet weights = network.collapse(spec, parameters, engine.workbench());
    return engine.outputs(
        network.shape().network(spec, DropoutRates.NONE),
        weights,
        batch,
        outputs -> lesson(outputs, weights));
  }

  private Lesson lesson(Outputs<Matrix> outputs, Subnet weights) {
    Outputs.Layer layer = outputs.layer();
    int width = outputs.hidden().columns();
    // Output layers are never mixed: these are the parameters themselves, not the arena's.
    Matrix table = weights.weight(layer.table()).value().prefix(layer.vocabulary(), width);
    Optional<Matrix> bias = layer.bias().map(name -> weights.weight(name).value());
    Outputs<Matrix> needed =
        how.weights().lookInside() ? outputs : new Outputs<>(outputs.layers(), layer);
    return new Lesson(how, needed.map(this::kept), table, bias);
  }

  private Matrix kept(Matrix matrix) {
    Matrix copy = said.allocate(matrix.rows(), matrix.columns());
    Elementwise.copy(matrix, copy);
    return copy;
  }

  @Override
  public void close() {
    said.close();
    if (external) {
      parameters.close();
    }
  }
}
