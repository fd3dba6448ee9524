package org.mosnas.model.export;

/**
 * Words that a graph is given.
 *
 * @param ids name of their ids, {@code [batch, time]}
 * @param positions name of their rows in the table of positions, {@code [batch, time]} or {@code
 *     [time]}
 * @param rows what the rows of tensors made from them are
 */
record OnnxTokens(String ids, String positions, OnnxRows rows) {}
