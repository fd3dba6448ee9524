package org.mosnas.corpus;

/** Whose text the LibreOffice help is. */
final class HelpText {
  static final String LICENCE = "MPL-2.0";
  static final String ATTRIBUTION =
      "Text of the LibreOffice help, copyright 2000, 2010 Oracle and/or its affiliates and 2000"
          + " onwards LibreOffice contributors and/or their affiliates; parts incorporate Apache-2.0"
          + " material of the Apache Software Foundation.";

  private HelpText() {}
}
