package org.mosnas.spark.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.mosnas.model.bundle.BundleWriter.Existing;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.spark.export.RunExport;
import org.mosnas.spark.io.Locations;
import org.mosnas.spark.job.NativeLibraries;
import org.mosnas.spark.run.RunMember;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.task.TaskExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Exports the winner of a finished run as a bundle. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Writes the searched and finetuned subnet of a run as a bundle: ONNX and safetensors,"
            + " vocabulary, model card and test vectors; then runs the bundle in ONNX Runtime and"
            + " compares. See docs/bundle.md.")
final class ExportCommand implements Runnable {
  private final Catalog catalog;

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      required = true,
      description = "Directory of a finished run, on any Hadoop file system.")
  private String directory;

  @Option(
      names = "--member",
      paramLabel = "NAME",
      description =
          "Member of a family, by the name of its limit in search.limits; the winner of the run if not"
              + " given.")
  private String member;

  @Option(
      names = "--out",
      paramLabel = "BUNDLE",
      description =
          "Folder to write, on this machine; named like the format and in DIR if not given, with the"
              + " name of a member that is named.")
  private Path out;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = TaskExport.BUNDLE,
      description =
          "bundle, for ONNX Runtime, as if not given; or huggingface: a network that labels texts,"
              + " in the layout of Hugging Face's transformers, if all its layers are alike and"
              + " without bottlenecks.")
  private String format;

  @Option(names = "--force", description = "Replaces a bundle that is there; nothing else, ever.")
  private boolean force;

  ExportCommand(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public void run() {
    NativeLibraries.prepare();
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(new SparkConf());
    RunExport.run(
        new RunMember(directory, Optional.ofNullable(member)),
        format,
        out == null ? inRunDirectory(hadoop) : out,
        force ? Existing.REPLACE : Existing.KEEP,
        catalog,
        hadoop,
        line -> System.err.println("mos: " + line));
  }

  private Path inRunDirectory(Configuration hadoop) {
    org.apache.hadoop.fs.Path run = Locations.of(directory, hadoop);
    if (!Locations.isLocal(run)) {
      throw new MosnasException(
          ErrorKind.USAGE,
          directory + " is not on this machine; name a local folder for the bundle with --out");
    }
    return Path.of(run.toUri().getPath(), member == null ? format : format + "-" + member);
  }
}
