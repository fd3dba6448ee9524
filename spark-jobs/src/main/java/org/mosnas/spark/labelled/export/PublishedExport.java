package org.mosnas.spark.labelled.export;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.mosnas.model.bundle.BundleContent;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.export.PublishedContent;
import org.mosnas.model.family.bert.published.PublishedConfig;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.spark.export.FinishedRun;
import org.mosnas.spark.labelled.LabelledTask;
import org.mosnas.spark.run.RunMember;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.task.TaskExport;

/** Networks that label texts, in the layout of Hugging Face's transformers. */
public final class PublishedExport implements TaskExport {
  @Override
  public String format() {
    return "huggingface";
  }

  @Override
  public String kind() {
    return PublishedContent.KIND;
  }

  @Override
  public BundleContent content(
      RunMember named, Catalog catalog, Configuration hadoop, Consumer<String> progress) {
    FinishedRun run = FinishedRun.read(named, LabelledTask.NAME, catalog, hadoop);
    LabelledModel model = LabelledModel.of(run.winner());
    Optional<String> peculiarity = PublishedConfig.peculiarity(model.config().shape().envelope());
    if (peculiarity.isPresent()) {
      throw new MosnasException(
          ErrorKind.USAGE,
          String.format(
              Locale.ROOT,
              "%s: transformers has no networks like the winner of this run, all layers must be"
                  + " alike and without bottlenecks: %s; export it as a bundle, without --format",
              named.directory(),
              peculiarity.get()));
    }
    return new PublishedContent(
        model.config(),
        model.encoder().tokenizer(),
        model.subnet(),
        new LabelledCard(run, model).ofPublished());
  }

  @Override
  public String verify(Path folder) {
    DenseSubnet read = PublishedContent.read(folder);
    return String.format(
        Locale.ROOT,
        "the encoder %s and its tokenizer read back, %,d weights",
        read.spec().id(),
        read.parameters().length);
  }
}
