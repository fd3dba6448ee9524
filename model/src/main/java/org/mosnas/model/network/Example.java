package org.mosnas.model.network;

import java.io.Serializable;

/** One example of a task, ready to be put into a {@link Batch}; what is in it is the task's. */
public interface Example extends Serializable {}
