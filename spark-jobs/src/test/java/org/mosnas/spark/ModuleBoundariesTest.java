package org.mosnas.spark;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.mosnas",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ModuleBoundariesTest.WithoutTestJars.class
    })
class ModuleBoundariesTest {
  /** From the phase package on, the tests of other modules come as jars. */
  static final class WithoutTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule onlyTheJobsKnowSpark =
      noClasses()
          .that()
          .resideInAnyPackage("org.mosnas.model..", "org.mosnas.search..", "org.mosnas.corpus..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..");

  @ArchTest
  static final ArchRule modelDoesNotKnowSearch =
      noClasses()
          .that()
          .resideInAPackage("org.mosnas.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.mosnas.search..", "org.mosnas.corpus..", "org.mosnas.spark..");

  @ArchTest
  static final ArchRule searchDoesNotKnowTheJobs =
      noClasses()
          .that()
          .resideInAPackage("org.mosnas.search..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.mosnas.corpus..", "org.mosnas.spark..");

  @ArchTest
  static final ArchRule corporaKnowOnlyTheModel =
      noClasses()
          .that()
          .resideInAPackage("org.mosnas.corpus..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.mosnas.search..", "org.mosnas.spark..", "org.mosnas.onnx..");

  @ArchTest
  static final ArchRule onlySettingsReadConfiguration =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("Settings")
          .and()
          .resideOutsideOfPackage("org.mosnas.spark.config..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.typesafe.config..");

  @ArchTest
  static final ArchRule onlyTheCommandLineKnowsPicocli =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.mosnas.spark.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule onlyPlainCommandsKnowOnnxRuntime =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.mosnas.onnx..",
              "org.mosnas.spark.translation.export..",
              "org.mosnas.spark.labelled.export..",
              "org.mosnas.bench..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.onnxruntime..", "org.mosnas.onnx..");

  /** A task names what it is exported as; nothing else that runs on a cluster does. */
  @ArchTest
  static final ArchRule noStageKnowsBundles =
      noClasses()
          .that()
          .resideInAPackage("org.mosnas.spark..")
          .and()
          .resideOutsideOfPackages(
              "org.mosnas.spark.cli..",
              "org.mosnas.spark.export..",
              "org.mosnas.spark.translation.export..",
              "org.mosnas.spark.labelled.export..")
          .and()
          .doNotHaveSimpleName("TranslationTask")
          .and()
          .doNotHaveSimpleName("LabelledTask")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.mosnas.spark.export..",
              "org.mosnas.spark.translation.export..",
              "org.mosnas.spark.labelled.export..");

  /**
   * Files of a run directory are read through the records of the package run; what SpaceCommand
   * prints comes from no file.
   */
  @ArchTest
  static final ArchRule noJobFollowsPathsThroughJson =
      noClasses()
          .that()
          .resideInAPackage("org.mosnas.spark..")
          .and()
          .resideOutsideOfPackages(
              "org.mosnas.spark.run..", "org.mosnas.spark.io..", "org.mosnas.spark.data..")
          .and()
          .doNotHaveSimpleName("SpaceCommand")
          .should()
          .callMethodWhere(
              target(owner(assignableTo(JsonNode.class)))
                  .and(target(nameMatching("path|at|get|findValue.*"))));

  /**
   * What a seam is for: a family is known to itself, to its task, and to who lists the families.
   */
  @ArchTest
  static final ArchRule onlyItsTaskKnowsTheFamilyOfTranslation =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.mosnas.model.family.translation..",
              "org.mosnas.model.task.translation..",
              "org.mosnas.model.decode..",
              "org.mosnas.model.export..",
              "org.mosnas.onnx..",
              "org.mosnas.bench..",
              "org.mosnas.spark.translation..",
              // Beside its bundles there are others.
              "org.mosnas.spark.labelled.export..",
              // Its commands, and the list of families.
              "org.mosnas.spark.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.mosnas.model.family.translation..",
              "org.mosnas.model.task.translation..",
              "org.mosnas.model.decode..",
              "org.mosnas.model.export..");

  /** Commands are all that knows one task from another. */
  @ArchTest
  static final ArchRule stagesKnowNoTask =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.mosnas.spark.translation..",
              "org.mosnas.spark.labelled..",
              "org.mosnas.spark.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.mosnas.spark.translation..", "org.mosnas.spark.labelled..");

  /** Tasks know one another by what they leave in the run directory. */
  @ArchTest
  static final ArchRule labelledTextsKnowNoTranslation =
      noClasses()
          .that()
          .resideInAPackage("org.mosnas.spark.labelled..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.mosnas.spark.translation..");

  @ArchTest
  static final ArchRule stagesKnowNoMaskedLanguageModel =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.mosnas.spark.masked..", "org.mosnas.spark.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.mosnas.spark.masked..");

  @ArchTest
  static final ArchRule nothingBelowFamiliesKnowsOne =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.mosnas.model.space..",
              "org.mosnas.model.network..",
              "org.mosnas.model.objective..",
              "org.mosnas.model.engine..",
              "org.mosnas.model.supernet..",
              "org.mosnas.model.averaging..",
              "org.mosnas.model.train..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.mosnas.model.family..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("org.mosnas.(*).(*)..").should().beFreeOfCycles();
}
