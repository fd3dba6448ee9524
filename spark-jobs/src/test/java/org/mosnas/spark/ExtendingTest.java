package org.mosnas.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.averaging.Averaging;
import org.mosnas.model.averaging.Averaging.WorkerSlice;
import org.mosnas.model.averaging.StateSlice;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.objective.CrossEntropy;
import org.mosnas.model.objective.Objective;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.train.SubnetSchedule;
import org.mosnas.model.train.SubnetSchedule.Moment;
import org.mosnas.model.train.SubnetSchedule.Turn;
import org.mosnas.search.evolution.Constraints;
import org.mosnas.search.evolution.CostModel.Costs;
import org.mosnas.search.evolution.EvolutionSettings;
import org.mosnas.search.evolution.SearchAlgorithm;
import org.mosnas.search.evolution.SearchProblem;
import org.mosnas.search.evolution.SearchRun;
import org.mosnas.search.evolution.SearchRun.SearchResult;
import org.mosnas.search.evolution.SearchState;

/** The recipes of docs/extending.md compile as they stand there, and do what the page says. */
class ExtendingTest {
  private static final Pattern RECIPE =
      Pattern.compile("```java\n(record (\\w+)\\(.*?)```", Pattern.DOTALL);

  private static final String HEADER =
      """
      package recipes;
      import java.util.*;
      import java.util.function.*;
      import org.mosnas.model.averaging.*;
      import org.mosnas.model.network.*;
      import org.mosnas.model.network.LossOps.Targets;
      import org.mosnas.model.objective.*;
      import org.mosnas.model.random.Seeds;
      import org.mosnas.model.space.*;
      import org.mosnas.model.train.SubnetSchedule;
      import org.mosnas.search.evolution.*;
      public
      """;

  private static final TranslationSpace SPACE = TestSpaces.micro();

  @TempDir private static Path folder;
  private static ClassLoader recipes;

  @BeforeAll
  static void compile() throws IOException {
    String page = Files.readString(Path.of("../docs/extending.md"));
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d"));
    arguments.add(folder.toString());
    Matcher recipe = RECIPE.matcher(page);
    while (recipe.find()) {
      Path file = folder.resolve(recipe.group(2) + ".java");
      arguments.add(Files.writeString(file, HEADER + recipe.group(1)).toString());
    }
    assertThat(arguments).as("recipes on the page").hasSize(5 + 4);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      List<Path> sources = arguments.subList(5, arguments.size()).stream().map(Path::of).toList();
      boolean compiled =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  arguments.subList(0, 5),
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiled).as(said.toString()).isTrue();
    }
    recipes = new URLClassLoader(new URL[] {folder.toUri().toURL()}, currentLoader());
  }

  private static ClassLoader currentLoader() {
    return ExtendingTest.class.getClassLoader();
  }

  private static <T> T make(Class<T> type, String name, Object... arguments) throws Exception {
    Constructor<?> constructor =
        Class.forName("recipes." + name, true, recipes).getDeclaredConstructors()[0];
    return type.cast(constructor.newInstance(arguments));
  }

  @Test
  void aSchedule() throws Exception {
    SubnetSchedule schedule = make(SubnetSchedule.class, "LargestOnFirst", SPACE, 7L);
    Turn largest = Turn.of(SPACE.largest());
    for (int update = 0; update < 5; update++) {
      assertThat(schedule.at(new Moment(update, 0, 2, List.of()))).containsExactly(largest);
      Moment second = new Moment(update, 1, 2, List.of());
      assertThat(schedule.at(second)).hasSize(1).isEqualTo(schedule.at(second));
    }
  }

  @Test
  void anObjective() throws Exception {
    Objective deep = make(Objective.class, "DeepSupervision", 0.1);
    TranslationShape shape = TranslationShape.of(SPACE, 12, 12);
    Supernet supernet = Supernet.plain(shape);
    Batch batch = shape.blank(2, 5);
    for (EngineKind kind : List.of(EngineKind.TAPE, EngineKind.SAMEDIFF)) {
      try (Engine engine = kind.open();
          ParameterBank bank = Initializer.initialize(supernet, 3)) {
        var network = shape.network(SPACE.largest(), DropoutRates.NONE);
        var weights = supernet.collapse(SPACE.largest(), bank, engine.workbench());
        PassResult plain = engine.evaluate(network, weights, batch, new CrossEntropy(0.1));
        PassResult supervised = engine.evaluate(network, weights, batch, deep);
        assertThat(supervised.loss()).as(kind.toString()).isGreaterThan(plain.loss());
        assertThat(supervised.nll()).isEqualTo(plain.nll());
      }
    }
  }

  @Test
  void anAveragingRule() throws Exception {
    Averaging half = make(Averaging.class, "HalfStep");
    StateSlice before = slice(0);
    StateSlice after =
        half.average(
            () -> before, List.of(new WorkerSlice(slice(2), 10), new WorkerSlice(slice(6), 10)));
    assertThat(after.parameters()).containsExactly(2f, 2f);
    assertThat(after.firstMoments()).containsExactly(4f, 4f);
  }

  private static StateSlice slice(float value) {
    float[] two = {value, value};
    return new StateSlice(two, two, two);
  }

  @Test
  void aSearchAlgorithm() throws Exception {
    SearchProblem problem =
        new SearchProblem(SPACE, spec -> new Costs(1, 1, 1, 1), Constraints.NONE);
    SearchAlgorithm climbing =
        make(
            SearchAlgorithm.class,
            "HillClimbing",
            problem,
            new EvolutionSettings(8, 2, 3, 3, 0.3, 4, 500));
    List<SearchState> states = new ArrayList<>();
    SearchResult result =
        SearchRun.run(
            climbing,
            problem,
            SearchState.start(5),
            specs -> specs.stream().mapToDouble(spec -> spec.id().hashCode()).toArray(),
            states::add);
    assertThat(states).hasSizeBetween(2, 4);
    assertThat(result.best().loss()).isLessThanOrEqualTo(states.get(0).best().loss());
  }

  @Test
  void thePageNamesEveryListThatThereIs() throws IOException {
    String page = Files.readString(Path.of("../docs/extending.md"));
    Map<Class<?>, String> lists =
        Map.of(
            org.mosnas.model.train.Schedules.class, "mosnas.train.subnets",
            org.mosnas.model.objective.Objectives.class, "mosnas.train.objective",
            org.mosnas.model.averaging.Averagings.class, "mosnas.train.averaging",
            org.mosnas.search.evolution.SearchAlgorithms.class, "mosnas.search.algorithm",
            org.mosnas.spark.cli.Tenants.class, "mosnas.task",
            SearchSpace.class, "mosnas.space.family");
    lists.forEach(
        (list, key) -> assertThat(page).contains("`" + list.getSimpleName() + "`", "`" + key));
  }
}
