package org.mosnas.spark.task;

import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.family.Family;
import org.mosnas.model.family.FamilySettings;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.config.Extensions;

/**
 * The families and tasks there are: a value that the command line is given, so that a program of
 * somebody else can add its own without changing ours.
 *
 * @param families none twice by name
 * @param tasks none twice by name
 */
public record Catalog(List<Family> families, List<Task> tasks) {
  /** Copies the lists. */
  public Catalog {
    families = List.copyOf(families);
    tasks = List.copyOf(tasks);
  }

  /** This catalog and one more family. */
  public Catalog with(Family family) {
    List<Family> more = new ArrayList<>(families);
    more.add(family);
    return new Catalog(more, tasks);
  }

  /** This catalog and one more task. */
  public Catalog with(Task task) {
    List<Task> more = new ArrayList<>(tasks);
    more.add(task);
    return new Catalog(families, more);
  }

  /** The space that some settings describe, and its family. */
  public FamilySettings space(EffectiveConfig settings) {
    return settings.bind(root -> FamilySettings.from(root, families));
  }

  /** The task that some settings name: what the supernet is trained for. */
  public Task task(EffectiveConfig settings) {
    return named(settings, Extensions.TASK);
  }

  /**
   * The task that the searched subnet is finetuned and evaluated on: that of the supernet, unless
   * the settings name another.
   */
  public Task target(EffectiveConfig settings) {
    return named(settings, Extensions.FINETUNE_TASK);
  }

  /** Whether the searched subnet is finetuned on another task than the supernet was trained for. */
  public boolean transfers(EffectiveConfig settings) {
    return !target(settings).name().equals(task(settings).name());
  }

  private Task named(EffectiveConfig settings, String key) {
    String name = settings.choice(key, tasks.stream().map(Task::name).toList());
    return tasks.stream().filter(task -> task.name().equals(name)).findFirst().orElseThrow();
  }

  /** The keys of the configuration that these families and tasks have. */
  public Extensions extensions() {
    Extensions extensions = Extensions.none();
    for (Family family : families) {
      extensions = extensions.withFamily(family.name(), family.defaults());
    }
    for (Task task : tasks) {
      extensions = extensions.withTask(task.name(), task.defaults());
    }
    return extensions;
  }
}
