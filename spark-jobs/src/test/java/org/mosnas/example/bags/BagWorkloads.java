package org.mosnas.example.bags;

import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.engine.Computation;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.family.Workload;
import org.mosnas.model.family.WorkloadSize;
import org.mosnas.model.family.Workloads;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Weights;
import org.mosnas.model.space.Block;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;

/** The whole network is its only block. */
final class BagWorkloads implements Workloads {
  private final Engine engine;
  private final BagShape shape;
  private final WorkloadSize size;
  private final List<ParameterBank> banks = new ArrayList<>();
  private double result;

  BagWorkloads(Engine engine, BagShape shape, WorkloadSize size) {
    this.engine = engine;
    this.shape = shape;
    this.size = size;
  }

  @Override
  public Workload of(Block block) {
    return of(new BagSpec(block.size("embed"), block.size("hidden")));
  }

  @Override
  public Workload of(SubnetSpec spec) {
    BagShape own = shape.single(spec);
    BagNetwork network = own.network(spec, DropoutRates.NONE);
    BagBatch batch = own.blank(size.batch(), size.sourceLength());
    ParameterBank bank = new ParameterBank(Supernet.plain(own).layout());
    banks.add(bank);
    Weights weights = name -> new Weights.Weight(bank.matrix(name), null);
    Computation computation =
        new Computation() {
          @Override
          public <T> T on(Ops<T> ops, Inputs<T> inputs) {
            return network.run(ops, batch).hidden();
          }
        };
    return () -> {
      engine.compute(weights, computation, values -> result = values.get(0, 0));
      return result;
    };
  }

  @Override
  public void close() {
    banks.forEach(ParameterBank::close);
    engine.close();
  }
}
