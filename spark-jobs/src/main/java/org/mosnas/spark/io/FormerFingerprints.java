package org.mosnas.spark.io;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.config.FormerEnum;
import org.mosnas.model.config.FormerKey;
import org.mosnas.model.config.FormerName;
import org.mosnas.model.config.FormerValue;

/**
 * The fingerprints of version 0.1, made of what records print as. Computed so that results of that
 * version are still accepted; nothing new is named so.
 */
public final class FormerFingerprints {
  private static final int DIGITS = 16;

  private FormerFingerprints() {}

  /** The name of what is made from some records and texts. */
  public static String of(Object... parts) {
    String text =
        Arrays.stream(parts).map(FormerFingerprints::text).collect(Collectors.joining("\n"));
    return Checksums.sha256(text).substring(0, DIGITS);
  }

  /** What {@code toString} said before components were added. */
  public static String text(Object value) {
    if (value instanceof Record record) {
      return Arrays.stream(record.getClass().getRecordComponents())
          .filter(component -> !hasFormerValue(component, record))
          .map(component -> name(component) + "=" + former(component, record))
          .collect(Collectors.joining(", ", name(record.getClass()) + "[", "]"));
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(FormerFingerprints::text)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Optional<?> optional) {
      return optional
          .map(inside -> "Optional[" + text(inside) + "]")
          .orElseGet(Optional.empty()::toString);
    }
    return String.valueOf(value);
  }

  private static String name(Class<?> type) {
    FormerName former = type.getAnnotation(FormerName.class);
    return former == null ? type.getSimpleName() : former.value();
  }

  private static String name(RecordComponent component) {
    FormerKey former = component.getAnnotation(FormerKey.class);
    return former == null ? component.getName() : former.value();
  }

  private static String former(RecordComponent component, Record record) {
    String text = text(value(component, record));
    return component.getAnnotation(FormerEnum.class) == null ? text : CanonicalJson.enumName(text);
  }

  private static boolean hasFormerValue(RecordComponent component, Record record) {
    FormerValue former = component.getAnnotation(FormerValue.class);
    return former != null
        && CanonicalJson.of(value(component, record)).toString().equals(former.value());
  }

  private static Object value(RecordComponent component, Record record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("components can be read: " + component, impossible);
    }
  }
}
