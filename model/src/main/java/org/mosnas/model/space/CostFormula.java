package org.mosnas.model.space;

/** The closed formulas for parameters and FLOPs of a family's subnets, by HAT's counting rules. */
@FunctionalInterface
public interface CostFormula {
  /** Prices a subnet; it need not be in any space. */
  SubnetCost cost(SubnetSpec spec);
}
