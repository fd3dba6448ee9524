package org.mosnas.spark.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.mosnas.model.bundle.BundleContent;
import org.mosnas.model.bundle.BundleFolder;
import org.mosnas.model.bundle.BundleWriter;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.spark.run.RunMember;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.task.Task;
import org.mosnas.spark.task.TaskExport;

/** Exports the winner of a finished run, and verifies what was exported, whatever the task. */
public final class RunExport {
  private RunExport() {}

  /**
   * Exports a run.
   *
   * @param named the run, and the member of its family that is exported
   * @param format in which it is exported, one of its task
   * @param target folder of the bundle, on this machine
   * @param existing what to do about a bundle that is there already
   * @param catalog of families and tasks
   * @param progress told in one line each what was done
   * @throws MosnasException of kind USAGE if the folder is taken or if there is no such format, of
   *     kind DATA if the run is not finished or if the bundle does not compute what our engine
   *     does; nothing is left in the folder then
   */
  public static void run(
      RunMember named,
      String format,
      Path target,
      BundleWriter.Existing existing,
      Catalog catalog,
      Configuration hadoop,
      Consumer<String> progress) {
    BundleWriter writer = new BundleWriter(target, existing);
    TaskExport export = export(Winner.task(named.directory(), catalog, hadoop), format);
    BundleContent content = export.content(named, catalog, hadoop, progress);
    writer.write(content, folder -> progress.accept("verified: " + export.verify(folder)));
    progress.accept(format + " in " + target);
  }

  private static TaskExport export(Task task, String format) {
    return task.exports().stream()
        .filter(export -> export.format().equals(format))
        .findFirst()
        .orElseThrow(() -> none(task, format));
  }

  private static MosnasException none(Task task, String format) {
    List<String> formats = task.exports().stream().map(TaskExport::format).toList();
    return new MosnasException(
        ErrorKind.USAGE,
        String.format(
            Locale.ROOT,
            "a run whose winner learnt the task %s cannot be exported as %s; %s",
            task.name(),
            format,
            formats.isEmpty()
                ? "finetune it on another task, with mosnas.finetune.task"
                : "expected " + String.join(" or ", formats)));
  }

  /**
   * Verifies a bundle of whatever task.
   *
   * @return in one line what was compared
   * @throws BadDataException if it is none, or not intact
   */
  public static String verify(Path folder, Catalog catalog) {
    List<TaskExport> known =
        catalog.tasks().stream().flatMap(task -> task.exports().stream()).toList();
    String kind = BundleFolder.kind(folder);
    return known.stream()
        .filter(export -> export.kind().equals(kind))
        .findFirst()
        .orElseThrow(
            () ->
                new BadDataException(
                    String.format(
                        Locale.ROOT,
                        "%s: a bundle of the kind %s, this program knows %s; verify it with the"
                            + " version that wrote it",
                        folder,
                        kind,
                        known.stream().map(TaskExport::kind).collect(Collectors.joining(", ")))))
        .verify(folder);
  }
}
