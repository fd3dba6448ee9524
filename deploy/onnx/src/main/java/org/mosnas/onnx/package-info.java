/**
 * Exported bundles in ONNX Runtime: translating with them and verifying them.
 *
 * <p>{@link org.mosnas.onnx.OnnxModel} loads the two graphs and makes translators, {@link
 * org.mosnas.onnx.TranslationVerifier} compares them with the test vectors of their bundle. May use
 * the model module; nothing that runs on a cluster may use it.
 */
package org.mosnas.onnx;
