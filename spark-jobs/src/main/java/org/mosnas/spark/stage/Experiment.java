package org.mosnas.spark.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.family.Family;
import org.mosnas.model.family.FamilySettings;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.Example;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.ModelSettings;
import org.mosnas.model.supernet.RouterInput;
import org.mosnas.model.supernet.RouterInput.SpecRouterInput;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.task.Batcher.Kept;
import org.mosnas.model.train.SubnetSchedule;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.profile.TimedNetworks;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.task.TaskData;
import org.mosnas.spark.train.TrainTask;

/**
 * What a configuration and prepared data make together: the supernet, what is trained, on which
 * batches it is validated.
 *
 * @param space what is searched
 * @param model how weights are shared
 * @param train how the supernet is trained
 * @param finetune how the winner is trained on
 * @param validation validation settings
 * @param seed of the run
 * @param data the corpus
 */
public record Experiment(
    Family family,
    SearchSpace space,
    ModelSettings model,
    TrainSettings train,
    TrainSettings finetune,
    ValidationSettings validation,
    long seed,
    TaskData data) {
  /** How the names of random subnets begin, which are watched during training. */
  static final String RANDOM = "random-";

  /** Reads everything that {@code data} does not say from the configuration. */
  public static Experiment of(EffectiveConfig settings, Catalog catalog, TaskData data) {
    FamilySettings named = catalog.space(settings);
    return new Experiment(
        named.family(),
        named.space(),
        settings.bind(ModelSettings::from),
        settings.bind(config -> TrainSettings.from(config, TrainSettings.TRAIN)),
        settings.bind(config -> TrainSettings.from(config, TrainSettings.FINETUNE)),
        settings.bind(ValidationSettings::from),
        settings.seed(),
        data);
  }

  /** The shape of the largest network that is trained on the data. */
  public NetworkShape shape() {
    return family.shape(space, data.vocabularies()).headed(data.head());
  }

  /**
   * The same networks on the data of another task, where they are finetuned.
   *
   * @throws BadDataException if the data have other vocabularies
   */
  public Experiment on(TaskData other) {
    if (!other.vocabularies().equals(data.vocabularies())) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "the data to finetune on have vocabularies of %s tokens, the supernet was trained with %s; prepare them again",
              other.vocabularies(),
              data.vocabularies()));
    }
    return new Experiment(family, space, model, finetune, finetune, validation, seed, other);
  }

  /** The supernet. */
  public Supernet supernet() {
    return model.supernet(space, shape());
  }

  /** What is timed of the supernet's networks. */
  public TimedNetworks timed() {
    return new TimedNetworks(family, model.engine(), shape());
  }

  /** Training of the supernet. */
  public TrainTask supernetTask() {
    LinkedHashMap<String, SubnetSpec> validated = new LinkedHashMap<>();
    validated.put("largest", space.largest());
    validated.put("smallest", space.smallest());
    for (int i = 0; i < validation.randomSubnets(); i++) {
      validated.put(
          RANDOM + (i + 1),
          SubnetSampler.uniform().sample(space, Seeds.child(seed, "validated", i)));
    }
    long trainSeed = Seeds.child(seed, "train");
    TrainTask plain =
        task(
            "train",
            trainSeed,
            shape(),
            train,
            train.schedule(space, Seeds.child(trainSeed, "subnets")),
            validated);
    return model.mixture().mixes()
        ? plain.mixing(
            model.mixture(), new SpecRouterInput(space.specEncoder(), model.routerInput()))
        : plain.mixing(model.mixture(), RouterInput.none());
  }

  /**
   * Training of one subnet on its own, from whatever weights.
   *
   * @param subnet its shape
   */
  public TrainTask subnetTask(String name, NetworkShape subnet, TrainSettings settings) {
    LinkedHashMap<String, SubnetSpec> validated = new LinkedHashMap<>();
    validated.put("subnet", subnet.envelope());
    return task(
        name,
        Seeds.child(seed, name),
        subnet,
        settings,
        new SubnetSchedule.Fixed(subnet.envelope()),
        validated);
  }

  /** A task without experts. */
  private TrainTask task(
      String name,
      long taskSeed,
      NetworkShape shape,
      TrainSettings settings,
      SubnetSchedule schedule,
      LinkedHashMap<String, SubnetSpec> validated) {
    return new TrainTask(
        name + "-" + Long.toHexString(taskSeed) + "-" + System.nanoTime(),
        shape,
        Mixture.NONE,
        RouterInput.none(),
        model.engine(),
        settings,
        schedule,
        data.batcher(),
        validated,
        taskSeed);
  }

  /**
   * What subnets are validated on, of the validation examples the first ones.
   *
   * @throws BadDataException if all of them are too long
   */
  public Kept validated(List<Example> examples) {
    List<Example> first = examples.subList(0, Math.min(examples.size(), validation.sentences()));
    int maxLength = train.batching().maxLength();
    Kept kept = data.batcher().within(first, maxLength);
    if (kept.examples().isEmpty()) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "no %s is left for validation: all of the first %d are longer than max-length %d of %s (%s); raise it, or give validation text with shorter sentences",
              data.batcher().noun(),
              first.size(),
              maxLength,
              TrainSettings.TRAIN,
              kept.leftOut()));
    }
    return kept;
  }

  /** The batches that subnets are validated on. */
  public List<Batch> batches(List<Example> examples) {
    List<Example> kept = validated(examples).examples();
    long planSeed = Seeds.child(seed, "validation");
    List<Batch> batches = new ArrayList<>();
    for (int[] plan : data.batcher().plan(kept, train.batching().maxTokens(), planSeed)) {
      List<Example> batch = new ArrayList<>();
      for (int i : plan) {
        batch.add(kept.get(i));
      }
      batches.add(data.batcher().batch(batch, Seeds.child(planSeed, "batch", batches.size())));
    }
    return batches;
  }
}
