package org.mosnas.model.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.network.Role;
import org.mosnas.model.supernet.ParameterLayout.Kind;
import org.mosnas.model.supernet.ParameterLayout.Slot;

class ParameterLayoutTest {
  @Test
  void placesParametersOneAfterAnotherOnCacheLines() {
    ParameterLayout layout = layout();
    assertThat(layout.slot("a")).isEqualTo(new Slot(0, 3, 5, Role.EMBEDDING, Kind.TABLE));
    assertThat(layout.slot("b")).isEqualTo(new Slot(16, 1, 17, Role.NORM, Kind.BIAS));
    assertThat(layout.slot("c")).isEqualTo(new Slot(48, 2, 8, Role.PROJECTION, Kind.WEIGHT));
    assertThat(layout.floats()).isEqualTo(64);
    assertThat(layout.parameters()).isEqualTo(15 + 17 + 16);
    assertThat(layout.names()).containsExactly("a", "b", "c");
  }

  @Test
  void refusesTwoParametersOfOneName() {
    ParameterLayout layout = layout();
    assertThatThrownBy(() -> layout.add("b", 1, 1, Role.NORM, Kind.BIAS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("b");
  }

  @Test
  void refusesMoreThanOneVectorHolds() {
    ParameterLayout layout = new ParameterLayout();
    layout.add("a", 1 << 14, 1 << 14, Role.PROJECTION, Kind.WEIGHT);
    assertThatThrownBy(() -> layout.add("b", 1 << 14, 1 << 15, Role.PROJECTION, Kind.WEIGHT))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("parameters that fit in one vector, from b on; use fewer experts");
  }

  @Test
  void refusesUnknownNames() {
    assertThatThrownBy(() -> layout().slot("d"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("d");
  }

  @Test
  void cannotBeChangedFromOutside() {
    assertThatThrownBy(() -> layout().names().remove("a"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> layout().slots().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void travelsToExecutors() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(layout());
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      ParameterLayout copy = (ParameterLayout) in.readObject();
      assertThat(copy.slots()).containsExactlyEntriesOf(layout().slots());
      assertThat(copy.floats()).isEqualTo(64);
    }
  }

  private static ParameterLayout layout() {
    ParameterLayout layout = new ParameterLayout();
    layout.add("a", 3, 5, Role.EMBEDDING, Kind.TABLE);
    layout.add("b", 1, 17, Role.NORM, Kind.BIAS);
    layout.add("c", 2, 8, Role.PROJECTION, Kind.WEIGHT);
    return layout;
  }
}
