package org.mosnas.model.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

class ArenaTest {
  private static final int CHUNK = 256;

  @Test
  void viewsOfOneStepDoNotOverlap() {
    SplittableRandom random = new SplittableRandom(1);
    try (Arena arena = new Arena(CHUNK)) {
      List<Matrix> views = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        Matrix view = arena.allocate(random.nextInt(0, 20), random.nextInt(1, 20));
        assertThat(view.address() % 64).isZero();
        view.fill(i);
        views.add(view);
      }
      for (int i = 0; i < 100; i++) {
        for (float value : views.get(i).toArray()) {
          assertThat(value).isEqualTo(i);
        }
      }
    }
  }

  @Test
  void releaseTakesBackWhatWasHandedOutSinceTheMark() {
    try (Arena arena = new Arena(CHUNK)) {
      Matrix kept = arena.allocate(1, 32);
      Arena.Mark mark = arena.mark();
      Matrix first = arena.allocate(3, 16);
      arena.allocate(10, 100);
      arena.release(mark);
      assertThat(arena.mark()).isEqualTo(mark);
      Matrix again = arena.allocate(3, 16);
      assertThat(again.address()).isEqualTo(first.address()).isNotEqualTo(kept.address());
    }
  }

  @Test
  void remembersTheMostItHandedOutAtATime() {
    try (Arena arena = new Arena(CHUNK)) {
      Arena.Mark mark = arena.mark();
      arena.allocate(1, 100);
      arena.allocate(1, 1000);
      arena.release(mark);
      arena.allocate(1, 10);
      assertThat(arena.peakBytes()).isEqualTo((112 + 1008) * Float.BYTES);
      arena.reset();
      assertThat(arena.peakBytes()).isEqualTo((112 + 1008) * Float.BYTES);
    }
  }

  @Test
  void asksForNothingMoreOnceItHasSeenTheLargestStep() {
    try (Arena arena = new Arena(CHUNK)) {
      step(arena, 40);
      arena.reset();
      long reserved = arena.reservedBytes();
      for (int largest = 1; largest <= 40; largest++) {
        step(arena, largest);
        arena.reset();
      }
      assertThat(arena.reservedBytes()).isEqualTo(reserved);
    }
  }

  /** Blocks for tensors of ever new sizes, each in its own place, would add up without end. */
  @Test
  void holdsLittleMoreThanTheLargestStepNeeds() {
    try (Arena arena = new Arena(CHUNK)) {
      long needed = 0;
      for (int largest = 1; largest <= 60; largest++) {
        needed = step(arena, largest);
        arena.reset();
      }
      assertThat(arena.peakBytes()).isEqualTo(needed);
      assertThat(arena.reservedBytes()).isBetween(needed, needed + CHUNK * Float.BYTES);
    }
  }

  @Test
  void refusesATensorLargerThanABlockCanBe() {
    try (Arena arena = new Arena(CHUNK)) {
      assertThatThrownBy(() -> arena.allocate(1 << 16, 1 << 14))
          .isInstanceOfSatisfying(
              MosnasException.class,
              tooLarge -> assertThat(tooLarge.kind()).isEqualTo(ErrorKind.RESOURCES))
          .hasMessageContaining("65536x16384");
    }
  }

  @Test
  void startsAnewAfterClosing() {
    Arena arena = new Arena(CHUNK);
    arena.allocate(4, 1000);
    arena.close();
    assertThat(arena.reservedBytes()).isZero();
    arena.allocate(1, 4).fill(1);
    arena.close();
  }

  /**
   * Small tensors, one that needs a block of its own, and small ones again.
   *
   * @return the bytes they take, each rounded up to a cache line
   */
  private static long step(Arena arena, int largest) {
    long bytes = 0;
    for (int i = 0; i < 17; i++) {
      int rows = i == 8 ? CHUNK : i + 1;
      arena.allocate(rows, largest);
      bytes += (Float.BYTES * (long) rows * largest + 63) / 64 * 64;
    }
    return bytes;
  }
}
