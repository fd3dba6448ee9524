package org.mosnas.spark.stage;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.family.FamilySettings;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.network.NetworkShape.Shown;
import org.mosnas.model.objective.DistillationSettings;
import org.mosnas.model.objective.DistillationSettings.Teacher;
import org.mosnas.model.space.Genes;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.ModelSettings;
import org.mosnas.model.text.Vocabulary;
import org.mosnas.model.train.SubnetSchedule;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.task.Catalog;

/** Whether what settings ask of a teacher makes sense: before any data is touched. */
final class TeacherChecks {
  /** A schedule that trains the largest subnet by chance does not do so many times. */
  private static final int PROBED_UPDATES = 64;

  private final EffectiveConfig settings;
  private final Catalog catalog;
  private final String block;
  private final TrainSettings training;

  private TeacherChecks(EffectiveConfig settings, Catalog catalog, String block) {
    this.settings = settings;
    this.catalog = catalog;
    this.block = block;
    this.training = settings.bind(config -> TrainSettings.from(config, block));
  }

  /**
   * Checks the training of a supernet.
   *
   * @throws MosnasException of kind USAGE naming the key and what to do
   */
  static void ofSupernet(EffectiveConfig settings, Catalog catalog) {
    new TeacherChecks(settings, catalog, TrainSettings.TRAIN).supernet();
  }

  /**
   * Checks finetuning.
   *
   * @throws MosnasException of kind USAGE naming the key and what to do
   */
  static void ofFinetuning(EffectiveConfig settings, Catalog catalog) {
    new TeacherChecks(settings, catalog, TrainSettings.FINETUNE).finetuning();
  }

  private void supernet() {
    Optional<DistillationSettings> teaching = training.teaching();
    if (teaching.isEmpty()) {
      return;
    }
    settings.bind(ModelSettings::from).engine().requireTeachers();
    if (teaching.get().teacher() == Teacher.LARGEST) {
      requireLargest();
      requireLike(teaching.get(), ofLargest());
    } else if (settings.bind(DistillationSettings::folder).isEmpty()) {
      throw refusal(
          "from",
          "names no folder; name that of the published network that teaches, or set teacher ="
              + " largest");
    } else {
      // How wide the teacher is will be known when its files are read.
      requireLike(teaching.get(), ofLargest());
    }
  }

  private void finetuning() {
    Optional<DistillationSettings> teaching = training.teaching();
    if (teaching.isEmpty()) {
      return;
    }
    settings.bind(ModelSettings::from).engine().requireTeachers();
    if (teaching.get().teacher() != Teacher.LARGEST) {
      throw refusal(
          "teacher",
          "must be none or largest: a published network has not learnt the task that is finetuned"
              + " on");
    }
    if (!catalog.transfers(settings)) {
      throw refusal(
          "teacher",
          "is largest, but only with a finetune.task that differs from task is the largest subnet"
              + " finetuned; set it to none, or name another task");
    }
    requireLike(teaching.get(), ofLargest());
  }

  private void requireLargest() {
    SearchSpace space = space();
    SubnetSchedule schedule = training.schedule(space, settings.seed());
    boolean trained =
        LongStream.range(0, PROBED_UPDATES)
            .mapToObj(update -> schedule.at(SubnetSchedule.Moment.of(update)))
            .allMatch(
                turns -> turns.stream().anyMatch(turn -> turn.spec().equals(space.largest())));
    if (!trained) {
      throw refusal(
          "teacher",
          "is largest, but "
              + block
              + ".subnets = "
              + training.subnets()
              + " does not train the largest subnet; set subnets = sandwich, or another teacher");
    }
  }

  private Optional<Shown> ofLargest() {
    return shape().shown(space().largest());
  }

  private SearchSpace space() {
    return catalog.space(settings).space();
  }

  /** With the smallest vocabularies that there are: they do not matter here. */
  private NetworkShape shape() {
    FamilySettings named = catalog.space(settings);
    return named
        .family()
        .shape(
            named.space(),
            settings.bind(config -> FamilySettings.vocabularies(config, named.family())).stream()
                .map(anything -> Vocabulary.STANDARD_MULTIPLE)
                .toList());
  }

  /** Checks that all subnets can be compared with a teacher below their scores, if they are. */
  private void requireLike(DistillationSettings how, Optional<Shown> teacher) {
    if (how.weights().lookInside()) {
      Shown teaches =
          teacher.orElseThrow(
              () ->
                  refusal(
                      "weights",
                      "hidden and relations must be 0: networks of family "
                          + catalog.space(settings).family().name()
                          + " show nothing below their scores"));
      requireLike(block, how, teaches, space(), shape());
    }
  }

  /**
   * Checks that subnets can be compared with a teacher below their scores. What networks show
   * depends on single genes, so the neighbours of the largest subnet stand for all.
   *
   * @param block path of the settings
   * @param teacher what it shows
   */
  static void requireLike(
      String block,
      DistillationSettings how,
      Shown teacher,
      SearchSpace space,
      NetworkShape shape) {
    if (!how.weights().lookInside()) {
      return;
    }
    requireDivisible(block, how, teacher);
    Genes genes = space.genes();
    int[] largest = genes.of(space.largest());
    for (int gene = 0; gene < genes.count(); gene++) {
      for (int choice : genes.choices(gene)) {
        int[] changed = largest.clone();
        changed[gene] = choice;
        requireLike(block, how, teacher, shape, genes.spec(changed));
      }
    }
  }

  private static void requireLike(
      String block, DistillationSettings how, Shown teacher, NetworkShape shape, SubnetSpec spec) {
    Shown shown = shape.shown(spec).orElseThrow();
    requireDivisible(block, how, shown);
    if (how.weights().hidden() > 0 && shown.states() != teacher.states()) {
      throw refusal(
          block,
          "weights.hidden",
          String.format(
              Locale.ROOT,
              "must be 0: hidden states of the teacher have %d units, those of subnets also %d; relations compare networks of any widths",
              teacher.states(),
              shown.states()));
    }
  }

  private static void requireDivisible(String block, DistillationSettings how, Shown shown) {
    if (how.weights().relations() > 0 && shown.vectors() % how.relationHeads() != 0) {
      throw refusal(
          block,
          "relation-heads",
          String.format(
              Locale.ROOT,
              "is %d, which does not divide the %d units of queries, keys and values of teacher or subnets; set it to a divisor of all of them",
              how.relationHeads(),
              shown.vectors()));
    }
  }

  private MosnasException refusal(String key, String why) {
    return refusal(block, key, why);
  }

  static MosnasException refusal(String block, String key, String why) {
    return new MosnasException(ErrorKind.USAGE, block + ".distillation." + key + " " + why);
  }
}
