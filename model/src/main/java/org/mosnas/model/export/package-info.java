/**
 * What a team takes home: the network as ONNX and SameDiff graphs, and the bundle folder that holds
 * them with everything needed to use and check them.
 *
 * <p>{@link org.mosnas.model.export.TranslationGraphs} interprets the network with {@link
 * org.mosnas.model.export.OnnxOps}. Nothing here runs a graph in ONNX Runtime: that is the module
 * {@code deploy/onnx}.
 */
package org.mosnas.model.export;
