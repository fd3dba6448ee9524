/**
 * BERT (Devlin et al., <a href="https://arxiv.org/abs/1810.04805">paper</a>): an encoder of texts,
 * and spaces of smaller ones.
 */
package org.mosnas.model.family.bert;
