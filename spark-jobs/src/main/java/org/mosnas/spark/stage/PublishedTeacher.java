package org.mosnas.spark.stage;

import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.family.Family;
import org.mosnas.model.family.PublishedNetwork;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.objective.DistillationSettings;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.train.TrainSettings;

/** A published network that a supernet learns from. */
final class PublishedTeacher {
  private static final String BLOCK = TrainSettings.TRAIN;

  private final PublishedFolder folder;

  PublishedTeacher(String location, Configuration hadoop) {
    this.folder = new PublishedFolder(BLOCK + ".distillation.from", location, hadoop);
  }

  /** What it is made from, wherever the files lie: checksums by name. */
  Map<String, String> origin() {
    return folder.checksums();
  }

  /**
   * Reads it, if subnets can learn what the settings say from it.
   *
   * @param shape of the supernet; its vocabulary plays no part
   * @throws MosnasException of kind USAGE saying what does not fit
   */
  DenseSubnet read(Family family, SearchSpace space, NetworkShape shape, TrainSettings train) {
    DistillationSettings how = train.teaching().orElseThrow();
    PublishedNetwork published = family.published(folder, 0);
    DenseSubnet network = published.network();
    boolean answers = published.hasTokenHead() && network.shape().head().equals(shape.head());
    if (how.weights().logits() > 0 && !answers) {
      throw TeacherChecks.refusal(
          BLOCK,
          "weights.logits",
          "must be 0: the published network has no head for what the supernet learns, so it has no"
              + " scores to compare with; it teaches by weights.hidden and weights.relations");
    }
    NetworkShape.Shown shown = network.shape().shown(network.spec()).orElseThrow();
    if (shown.longest() < train.batching().maxLength()) {
      throw TeacherChecks.refusal(
          BLOCK,
          "from",
          String.format(
              Locale.ROOT,
              "names a network that reads texts of at most %d tokens, and %s.max-length is %d; lower it",
              shown.longest(),
              BLOCK,
              train.batching().maxLength()));
    }
    TeacherChecks.requireLike(BLOCK, how, shown, space, shape);
    return network;
  }

  /** As {@link #read}, if the network knows the tokens of the data too. */
  DenseSubnet read(Experiment experiment) {
    NetworkShape shape = experiment.shape();
    DenseSubnet network = read(experiment.family(), experiment.space(), shape, experiment.train());
    if (!network.shape().commonSizes().equals(shape.commonSizes())) {
      throw new MosnasException(
          ErrorKind.USAGE,
          String.format(
              Locale.ROOT,
              "the network that %s.distillation.from names has %s, the supernet %s; prepare the data with the tokenizer that was published with the network",
              BLOCK,
              network.shape().commonSizes(),
              shape.commonSizes()));
    }
    return network;
  }
}
