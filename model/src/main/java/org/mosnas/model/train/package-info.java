/**
 * Training: one replica takes batches and the subnets to train and updates its parameters;
 * schedules say which subnets and which learning rate an update has.
 */
package org.mosnas.model.train;
