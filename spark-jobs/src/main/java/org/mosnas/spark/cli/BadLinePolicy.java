package org.mosnas.spark.cli;

import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What happens when a line cannot be translated. */
enum BadLinePolicy {
  /** The command ends there. */
  FAIL,
  /** An empty line stands in for it, with a warning. */
  BLANK;

  /** Reads one as it is written on the command line. */
  static final class Converter implements ITypeConverter<BadLinePolicy> {
    @Override
    public BadLinePolicy convert(String value) {
      return Arrays.stream(values())
          .filter(policy -> policy.name().toLowerCase(Locale.ROOT).equals(value))
          .findFirst()
          .orElseThrow(
              () -> new TypeConversionException("expected fail or blank, was '" + value + "'"));
    }
  }
}
