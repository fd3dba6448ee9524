package org.mosnas.model.engine.samediff;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A node of the graph, and which of its rows are tokens.
 *
 * @param variable {@code [batch * time, columns]}
 * @param rows the batch; {@code null} for a result without token axis
 * @param columns width, in units
 */
record PaddedTensor(SDVariable variable, PaddedRows rows, int columns) {}
