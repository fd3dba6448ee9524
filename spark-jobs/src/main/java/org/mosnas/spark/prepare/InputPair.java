package org.mosnas.spark.prepare;

/** A text file and the file of its translations. */
record InputPair(Split split, InputFile source, InputFile target) {}
