package org.mosnas.search.report.content;

import java.util.List;

/**
 * How the routers of a supernet mix its experts for some subnets.
 *
 * @param experts experts per matrix, at least 2
 * @param neuronWise whether every output neuron has coefficients of its own
 * @param rounds rounds of training after which the routers were read
 * @param subnets what the routers were asked for
 */
public record RouterStudy(int experts, boolean neuronWise, int rounds, List<RoutedSubnet> subnets) {
  /** Copies the list. */
  public RouterStudy {
    subnets = List.copyOf(subnets);
  }

  /** A subnet, and the coefficients of its matrices. */
  public record RoutedSubnet(String name, List<RoutedMatrix> matrices) {
    /** Copies the list. */
    public RoutedSubnet {
      matrices = List.copyOf(matrices);
    }
  }

  /**
   * Coefficients of one matrix.
   *
   * @param name of the matrix, such as {@code encoder.layers.0.fc1}
   * @param mean of each expert over the neurons, sums to 1
   * @param low smallest coefficient of each expert among the neurons
   * @param high largest coefficient of each expert among the neurons
   * @param profile mean coefficient of the first expert in equal stretches of neurons, in order
   */
  public record RoutedMatrix(
      String name, List<Double> mean, List<Double> low, List<Double> high, List<Double> profile) {
    /** Copies the lists. */
    public RoutedMatrix {
      mean = List.copyOf(mean);
      low = List.copyOf(low);
      high = List.copyOf(high);
      profile = List.copyOf(profile);
    }
  }
}
