package org.mosnas.model.supernet;

import com.typesafe.config.Config;
import java.io.Serializable;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.supernet.RouterInput.SpecRouterInput;

/**
 * How weights are shared and which engine computes: the block {@code mosnas.model}.
 *
 * @param engine what computes the network
 * @param mixture experts and routers
 * @param routerInput which encoding of the architecture routers see
 */
public record ModelSettings(EngineKind engine, Mixture mixture, EncodingKind routerInput)
    implements Serializable {
  /** Path of the block. */
  public static final String PATH = "mosnas.model";

  /**
   * Reads the block.
   *
   * @param root the whole configuration, resolved
   */
  public static ModelSettings from(Config root) {
    return BlockSettings.read(
        root,
        PATH,
        block ->
            new ModelSettings(
                block.choice("engine", EngineKind.values()),
                new Mixture(
                    block.integer("mixture.experts"),
                    block.choice("mixture.routing", Mixture.Routing.values()),
                    block.choice("mixture.router-scope", Mixture.RouterScope.values()),
                    block.integer("mixture.hidden-size"),
                    block.integer("mixture.depth"),
                    block.number("mixture.dropout")),
                block.choice("mixture.input", EncodingKind.values())));
  }

  /** The supernet of a space. */
  public Supernet supernet(SearchSpace space, NetworkShape shape) {
    return new Supernet(shape, mixture, new SpecRouterInput(space.specEncoder(), routerInput));
  }
}
