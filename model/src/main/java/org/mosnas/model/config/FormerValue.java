package org.mosnas.model.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a component of settings had been, in effect, before there was such a component.
 *
 * <p>Results carry a fingerprint of the settings that they were made with, and a component that
 * still has its former value is left out of it: a key that is added does not make the results of
 * older versions stale. The former value is written down where the component is declared, once and
 * for all. It is not the default, which may change: the meaning of fingerprints must not.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface FormerValue {
  /** The value as JSON, such as {@code 0}, {@code false} or {@code "cosine"} with its quotes. */
  String value();
}
