package org.mosnas.model.task.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.network.Head;
import org.mosnas.model.task.labelled.Labelling.Classes;
import org.mosnas.model.task.labelled.Labelling.Numbers;

class LabellingTest {
  private static final Classes CLASSES = new Classes(List.of("no", "or", "yes"));

  @Test
  void classesAreNumberedInTheOrderOfTheirNames() {
    assertThat(CLASSES.head()).isEqualTo(Head.classes(3));
    assertThat(CLASSES.value("yes")).isEqualTo(2);
    assertThat(CLASSES.answer(new float[] {0.1f, 2, 1.9f})).isEqualTo("or");
    assertThat(CLASSES.answer(new float[] {2, 1, 2})).isEqualTo("no");
    assertThat(CLASSES.complaint("or")).isEmpty();
    assertThat(CLASSES.complaint("maybe"))
        .contains("the label 'maybe' is not among those of the training data (no, or, yes)");
    assertThatThrownBy(() -> CLASSES.value("maybe")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Classes(List.of("b", "a")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Classes(List.of("a")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void numbersAreThemselves() {
    Numbers numbers = new Numbers();
    assertThat(numbers.head()).isEqualTo(Head.NUMBER);
    assertThat(numbers.value("3.80")).isEqualTo(3.8f);
    assertThat(numbers.complaint("-2")).isEmpty();
    String answer = numbers.answer(new float[] {1 / 3f});
    assertThat(Float.parseFloat(answer)).isEqualTo(1 / 3f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"high", "NaN", "1e99", "3,8", "1f"})
  void complainsOfWhatIsNoNumber(String label) {
    assertThat(new Numbers().complaint(label))
        .contains("the label '" + label + "' is no finite number");
  }
}
