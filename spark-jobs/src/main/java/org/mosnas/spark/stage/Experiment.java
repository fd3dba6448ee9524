package org.mosnas.spark.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.network.TranslationShape;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.CostFormula;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SearchSpaceSettings;
import org.mosnas.model.space.SpecEncoder;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.ModelSettings;
import org.mosnas.model.supernet.SpecRouterInput;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.text.BatchPlanner;
import org.mosnas.model.text.LengthFilter;
import org.mosnas.model.text.SentencePair;
import org.mosnas.model.text.TokenBatch;
import org.mosnas.model.train.SubnetSchedule;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.prepare.PreparedData;
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
    SearchSpace space,
    ModelSettings model,
    TrainSettings train,
    TrainSettings finetune,
    ValidationSettings validation,
    long seed,
    PreparedData data) {
  /** How the names of random subnets begin, which are watched during training. */
  static final String RANDOM = "random-";

  /** Binds a configuration to prepared data. */
  public static Experiment of(EffectiveConfig settings, PreparedData data) {
    return new Experiment(
        settings.bind(SearchSpaceSettings::from),
        settings.bind(ModelSettings::from),
        settings.bind(config -> TrainSettings.from(config, TrainSettings.TRAIN)),
        settings.bind(config -> TrainSettings.from(config, TrainSettings.FINETUNE)),
        settings.bind(ValidationSettings::from),
        settings.seed(),
        data);
  }

  /** Sizes of the supernet. */
  public TranslationShape shape() {
    return TranslationShape.of(
        space, data.sourceVocabulary().size(), data.targetVocabulary().size());
  }

  /** The supernet. */
  public Supernet supernet() {
    return model.supernet(space, data.sourceVocabulary().size(), data.targetVocabulary().size());
  }

  /** Parameters and FLOPs of subnets. */
  public CostFormula costs() {
    return CostFormula.of(space, data.sourceVocabulary().size(), data.targetVocabulary().size());
  }

  /** Training of the supernet. */
  public TrainTask supernetTask() {
    LinkedHashMap<String, TranslationSpec> validated = new LinkedHashMap<>();
    validated.put("largest", space.largest());
    validated.put("smallest", space.smallest());
    for (int i = 0; i < validation.randomSubnets(); i++) {
      validated.put(
          RANDOM + (i + 1),
          SubnetSampler.uniform().sample(space, Seeds.child(seed, "validated", i)));
    }
    long trainSeed = Seeds.child(seed, "train");
    return task(
        "train",
        shape(),
        model.mixture(),
        train,
        train.schedule(space, Seeds.child(trainSeed, "subnets")),
        validated,
        trainSeed);
  }

  /**
   * Training of one subnet on its own, from whatever weights.
   *
   * @param subnet its shape
   */
  public TrainTask subnetTask(String name, TranslationShape subnet, TrainSettings settings) {
    LinkedHashMap<String, TranslationSpec> validated = new LinkedHashMap<>();
    validated.put("subnet", subnet.envelope());
    return task(
        name,
        subnet,
        Mixture.NONE,
        settings,
        new SubnetSchedule.Fixed(subnet.envelope()),
        validated,
        Seeds.child(seed, name));
  }

  private TrainTask task(
      String name,
      TranslationShape shape,
      Mixture mixture,
      TrainSettings settings,
      SubnetSchedule schedule,
      LinkedHashMap<String, TranslationSpec> validated,
      long taskSeed) {
    EncodingKind kind = model.routerInput();
    return new TrainTask(
        name + "-" + Long.toHexString(taskSeed) + "-" + System.nanoTime(),
        shape,
        mixture,
        mixture.mixes() ? new SpecRouterInput(SpecEncoder.forSpace(space), kind) : null,
        model.engine(),
        settings,
        schedule,
        validated,
        taskSeed);
  }

  /**
   * The validation sentences that are looked at: the first ones, without those that are too long to
   * train on.
   *
   * @throws BadDataException if all of them are
   */
  public LengthFilter validated(List<SentencePair> pairs) {
    List<SentencePair> first = pairs.subList(0, Math.min(pairs.size(), validation.sentences()));
    LengthFilter filter = LengthFilter.of(first, train.batching().maxLength());
    if (filter.kept().isEmpty()) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "no sentence pair is left for validation: all of the first %d are longer than max-length %d of %s (%s); raise it, or give validation text with shorter sentences",
              first.size(),
              train.batching().maxLength(),
              TrainSettings.TRAIN,
              filter.leftOut()));
    }
    return filter;
  }

  /** Fixed batches of validation sentences. */
  public List<TokenBatch> batches(List<SentencePair> pairs) {
    List<SentencePair> kept = validated(pairs).kept();
    int[] sources = kept.stream().mapToInt(p -> p.source().length).toArray();
    int[] targets = kept.stream().mapToInt(p -> p.target().length).toArray();
    List<TokenBatch> batches = new ArrayList<>();
    for (int[] plan :
        BatchPlanner.plan(
            sources,
            targets,
            train.batching().maxTokens(),
            BatchPlanner.STANDARD_MULTIPLE,
            Seeds.child(seed, "validation"))) {
      List<SentencePair> batch = new ArrayList<>();
      for (int i : plan) {
        batch.add(kept.get(i));
      }
      batches.add(TokenBatch.of(batch));
    }
    return batches;
  }
}
