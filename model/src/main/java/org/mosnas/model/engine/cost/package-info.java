/**
 * The interpreter that computes nothing: it adds up what a network costs from the shapes that flow
 * through it.
 */
package org.mosnas.model.engine.cost;
