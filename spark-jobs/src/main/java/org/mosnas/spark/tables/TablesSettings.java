package org.mosnas.spark.tables;

import com.typesafe.config.Config;
import java.util.Optional;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.spark.io.Locations;

/**
 * Where tables go: the block {@code mosnas.tables}.
 *
 * @param folder where the tables of many runs are collected besides, if anywhere
 */
public record TablesSettings(Optional<String> folder) {
  /** Path of the block. */
  public static final String PATH = "mosnas.tables";

  /** Checks that the folder is a path or URI. */
  public TablesSettings {
    folder.ifPresent(text -> Locations.check("folder", text));
  }

  /**
   * Reads the block.
   *
   * @param root the whole configuration, resolved
   */
  public static TablesSettings from(Config root) {
    return BlockSettings.read(
        root, PATH, block -> new TablesSettings(block.optionalText("folder")));
  }
}
