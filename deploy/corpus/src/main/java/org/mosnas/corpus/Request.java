package org.mosnas.corpus;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeInfo.Id;

/**
 * What is asked for: everything that a corpus depends on, apart from where it comes from. Manifests
 * hold it without naming its class, which follows from its fields.
 */
@JsonTypeInfo(use = Id.DEDUCTION)
@JsonSubTypes({@Type(CorpusRequest.class), @Type(TextRequest.class)})
public sealed interface Request permits CorpusRequest, TextRequest {
  /** Of what is drawn. */
  long seed();
}
