package org.mosnas.spark.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * Keys of families and tasks that {@code reference.conf} does not have, with their defaults.
 *
 * @param families defaults of {@code mosnas.space} by the name of the family, in HOCON
 * @param tasks defaults below {@code mosnas} by the name of the task, in HOCON
 */
public record Extensions(Map<String, String> families, Map<String, String> tasks) {
  /** Key that names the task. */
  public static final String TASK = "task";

  /** Key that names the task that the searched subnet is finetuned and evaluated on. */
  public static final String FINETUNE_TASK = "finetune.task";

  private static final String SPACE = SettingsLoader.ROOT + ".space";

  /** Copies the maps. */
  public Extensions {
    families = Map.copyOf(families);
    tasks = Map.copyOf(tasks);
  }

  /** No more keys than {@code reference.conf} has. */
  public static Extensions none() {
    return new Extensions(Map.of(), Map.of());
  }

  /** These and the keys of a family. */
  public Extensions withFamily(String name, String defaults) {
    Map<String, String> more = new HashMap<>(families);
    more.put(name, defaults);
    return new Extensions(more, tasks);
  }

  /** These and the keys of a task. */
  public Extensions withTask(String name, String defaults) {
    Map<String, String> more = new HashMap<>(tasks);
    more.put(name, defaults);
    return new Extensions(families, more);
  }

  /** The defaults of the family and the tasks that {@code wanted} names; not resolved. */
  Config defaults(Config reference, Config wanted) {
    String space = families.getOrDefault(text(wanted, SPACE + ".family"), "");
    Config defaults = task(wanted, TASK).withFallback(task(wanted, FINETUNE_TASK));
    if (space.isEmpty()) {
      return defaults.withFallback(reference);
    }
    return defaults
        .withFallback(ConfigFactory.parseString(space).atPath(SPACE))
        .withFallback(reference.withoutPath(SPACE))
        .withFallback(reference.withOnlyPath(SPACE + ".family"));
  }

  private Config task(Config wanted, String key) {
    String name = text(wanted, SettingsLoader.ROOT + "." + key);
    return ConfigFactory.parseString(tasks.getOrDefault(name, "")).atPath(SettingsLoader.ROOT);
  }

  private static String text(Config config, String path) {
    return config.hasPath(path) ? String.valueOf(config.getValue(path).unwrapped()) : "";
  }
}
