package org.mosnas.model.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a component of settings was called when the first results carried it. Fingerprints go on
 * calling it so, so that a component that gets a better name does not make results stale.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface FormerKey {
  /** The name as it stood in the code, such as {@code randomArm}. */
  String value();
}
