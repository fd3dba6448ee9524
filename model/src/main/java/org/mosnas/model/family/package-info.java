/**
 * Kinds of networks. Each family has a package of its own below this one, and nothing outside it
 * knows what its specs, spaces and shapes are made of.
 */
package org.mosnas.model.family;
