package org.mosnas.model.export;

import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.text.TextPipeline;

/**
 * What is written into a bundle.
 *
 * @param config what it translates and how
 * @param text turns lines into ids and back
 * @param subnet the weights
 * @param vectors what our engine computed
 * @param readme the model card, in Markdown
 */
public record BundleContent(
    BundleConfig config,
    TextPipeline text,
    DenseSubnet subnet,
    TestVectors vectors,
    String readme) {}
