package org.mosnas.spark.run;

import java.util.Optional;

/**
 * A network that a run leaves, as users name it.
 *
 * @param directory of the run, on any Hadoop file system
 * @param name of the member of its family; the winner if there is none
 */
public record RunMember(String directory, Optional<String> name) {}
