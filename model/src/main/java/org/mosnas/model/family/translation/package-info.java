/**
 * The encoder–decoder Transformers of HAT (Wang et al., <a
 * href="https://arxiv.org/abs/2005.14187">paper</a>): specs and spaces, genes, encodings and costs,
 * the network and its weights, and what is timed of it.
 */
package org.mosnas.model.family.translation;
