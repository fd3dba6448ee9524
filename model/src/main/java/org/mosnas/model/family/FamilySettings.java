package org.mosnas.model.family;

import com.typesafe.config.Config;
import java.util.List;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.space.SearchSpace;

/**
 * The search space as the block {@code mosnas.space} of the configuration describes it.
 *
 * @param family the family that the block names
 * @param space read by it
 */
public record FamilySettings(Family family, SearchSpace space) {
  /** Path of the block. */
  public static final String PATH = "mosnas.space";

  /** Key of the block that names the family. */
  public static final String KEY = "family";

  /**
   * Reads the space, eagerly.
   *
   * @param root the whole configuration, resolved
   * @param families those that can be named
   * @throws org.mosnas.model.error.MosnasException of kind USAGE, naming the key, if a key is
   *     missing, of the wrong type or out of range
   */
  public static FamilySettings from(Config root, List<Family> families) {
    return BlockSettings.read(
        root,
        PATH,
        block -> {
          String name = block.choice(KEY, families.stream().map(Family::name).toList());
          Family family =
              families.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
          return new FamilySettings(family, family.space(block));
        });
  }

  /** Sizes of the vocabularies for which costs are quoted without data. */
  public static List<Integer> vocabularies(Config root, Family family) {
    return BlockSettings.read(root, PATH, family::vocabularies);
  }
}
