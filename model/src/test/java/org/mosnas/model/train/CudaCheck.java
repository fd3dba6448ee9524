package org.mosnas.model.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.mosnas.model.kernel.cuda.Gpu;
import org.mosnas.model.kernel.cuda.GpuInfo;
import org.mosnas.model.kernel.cuda.KernelChecks;
import org.mosnas.model.kernel.cuda.Precision;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.cuda.CudaPasses;

/**
 * The check of a real card, started by {@code deploy/cuda/check.sh}: prints a table, and a line of
 * JSON for every size of a step; ends with 1 if anything is wrong.
 */
public final class CudaCheck {
  private static final int PASSES = 60;
  private static final int UPDATES = 10;
  private static final int TOKENS = 4096;
  private static final int LARGE_SENTENCES = 8;

  private final List<String> failures = new ArrayList<>();

  private CudaCheck() {}

  /**
   * Runs the parts that are named.
   *
   * @param parts some of {@code device}, {@code kernels}, {@code passes}, {@code bert}, {@code
   *     training}, {@code learning}, {@code times} and {@code tiny}
   */
  public static void main(String... parts) {
    CudaCheck check = new CudaCheck();
    for (String part : parts) {
      switch (part) {
        case "device" -> check.device();
        case "kernels" -> check.kernels();
        case "passes" -> {
          for (Precision precision : Precision.values()) {
            check.passes(PASSES, precision);
          }
        }
        case "bert" -> check.bert();
        case "large" -> check.large();
        case "supernets" -> check.supernets();
        case "training" -> check.training();
        case "learning" -> check.learning();
        case "times" -> check.times();
        case "tiny" -> {
          check.passes(2, Precision.FLOAT32);
          check.berts(3, Precision.FLOAT32);
        }
        default -> throw new IllegalArgumentException("no part is called " + part);
      }
    }
    check.failures.forEach(failure -> System.out.println("FAILED: " + failure));
    System.exit(check.failures.isEmpty() ? 0 : 1);
  }

  private void device() {
    try (Gpu gpu = Gpu.open()) {
      GpuInfo info = gpu.info();
      say(
          "card %s, compute capability %s, %d bytes, driver for CUDA %s, cuBLAS %s",
          info.name(), info.capability(), info.bytes(), info.driver(), info.cublas());
    }
  }

  private void kernels() {
    for (long seed = 1; seed <= 3; seed++) {
      Map<String, Double> errors = KernelChecks.errors(seed);
      for (Map.Entry<String, Double> error : errors.entrySet()) {
        boolean rounds = error.getKey().endsWith(", tf32");
        expect(error.getValue() <= (rounds ? 1e-3 : 1e-5), "%s", error);
        if (seed == 1) {
          say("  %-30s %.1e", error.getKey(), error.getValue());
        }
      }
    }
  }

  private void passes(int count, Precision precision) {
    String what = count + " random passes against the tape, " + precision;
    boolean exact = precision == Precision.FLOAT32;
    compared(what, precision, exact ? 1e-5 : 5e-3, () -> CudaPasses.of(count, precision));
  }

  /**
   * The loss of a number is the square of a difference, which may be small: rounding shows in it.
   */
  private void berts(int count, Precision precision) {
    String what = count + " random BERTs against the tape, " + precision;
    boolean exact = precision == Precision.FLOAT32;
    compared(what, precision, exact ? 1e-5 : 3e-2, () -> CudaPasses.ofBerts(count, precision));
  }

  /** Rounding decides about nothing here: unlike rectifiers, Gaussian error units are smooth. */
  private void bert() {
    for (Precision precision : Precision.values()) {
      berts(PASSES, precision);
    }
    compared(
        "BERT base against the tape",
        Precision.FLOAT32,
        1e-5,
        () -> CudaPasses.ofBertBase(LARGE_SENTENCES));
  }

  private void compared(
      String what, Precision precision, double mostOfLoss, Supplier<CudaPasses.Summary> check) {
    timed(
        what,
        () -> {
          CudaPasses.Summary passes = check.get();
          boolean exact = precision == Precision.FLOAT32;
          expect(passes.loss() <= mostOfLoss, "loss off by %.1e", passes.loss());
          expect(passes.median() <= (exact ? 1e-5 : 3e-2), "gradients off by %s", passes);
          expect(!exact || passes.gradient() <= 1e-4, "gradient of %s", passes);
          return String.format(
              Locale.ROOT,
              "loss to %.1e, gradients to %.1e (median), %.1e (one parameter: %s)",
              passes.loss(),
              passes.median(),
              passes.gradient(),
              passes.name());
        });
  }

  /**
   * Of millions of rectified units some are so near zero that rounding decides about them. With
   * other products the CPU's own gradients move as much: by 4e-7, 3e-4 and 1.4e-3 for the three
   * sizes between oneDNN and OpenBLAS.
   */
  private void large() {
    for (CudaStepTimes.Size size : CudaStepTimes.sizes(TOKENS)) {
      timed(
          "HAT's " + size.name() + " network against the tape",
          () -> {
            CudaPasses.Summary pass = CudaPasses.ofHat(size.spec(), LARGE_SENTENCES);
            expect(pass.loss() <= 1e-5, "loss of %s off by %.1e", size.name(), pass.loss());
            expect(pass.gradient() <= 1e-2, "gradients of %s: %s", size.name(), pass);
            expect(pass.median() <= 5e-3, "gradients of %s: %s", size.name(), pass);
            return String.format(
                Locale.ROOT,
                "loss to %.1e, gradients to %.1e, %.1e (one parameter: %s)",
                pass.loss(),
                pass.median(),
                pass.gradient(),
                pass.name());
          });
    }
  }

  private void supernets() {
    for (Mixture mixture :
        List.of(Mixture.NONE, Mixture.layerWise(2, 128), Mixture.neuronWise(2, 128))) {
      for (Precision precision : Precision.values()) {
        CudaStepTimes.Times times = CudaStepTimes.ofSupernet(mixture, TOKENS, precision, 20);
        say(
            "HAT's supernet, its largest subnet, %d experts %s, %s: %.2f ms, %d parameters",
            mixture.experts(),
            mixture.routing(),
            precision,
            times.milliseconds(),
            times.parameters());
      }
    }
  }

  private void training() {
    for (Mixture mixture :
        List.of(Mixture.NONE, Mixture.layerWise(2, 6), Mixture.neuronWise(2, 6))) {
      timed(
          UPDATES + " updates, " + mixture,
          () -> {
            CudaTraining.Run first = CudaTraining.onDevice(mixture, UPDATES);
            CudaTraining.Run again = CudaTraining.onDevice(mixture, UPDATES);
            CudaTraining.Run tape = CudaTraining.onTape(mixture, UPDATES);
            double worst = 0;
            for (int u = 0; u < UPDATES; u++) {
              double expected = tape.losses().get(u);
              worst = Math.max(worst, Math.abs(first.losses().get(u) - expected) / expected);
            }
            expect(worst <= 1e-3, "losses of training off by %.1e", worst);
            expect(first.sameBits(again), "another run had other bits");
            return String.format(
                Locale.ROOT, "losses to %.1e, bits repeated: %s", worst, first.sameBits(again));
          });
    }
  }

  private void learning() {
    timed(
        "300 updates of a supernet that learns to copy",
        () -> {
          List<Double> losses = CudaTraining.learning(300, 64);
          double first = losses.get(0);
          double last = losses.get(losses.size() - 1);
          expect(last < 0.7 * first, "the loss fell to %.3f only", last);
          return String.format(Locale.ROOT, "loss %.3f to %.3f", first, last);
        });
  }

  private void times() {
    for (CudaStepTimes.Size size : CudaStepTimes.sizes(TOKENS)) {
      String json = size.toJson();
      for (Precision precision : Precision.values()) {
        CudaStepTimes.Times times = CudaStepTimes.of(size, precision, 30);
        say(
            "STEP {\"engine\":\"mosnas\",\"precision\":\"%s\",\"milliseconds\":%.2f,"
                + "\"parameters\":%d,\"loss\":%.4f,\"peakBytes\":%d,\"size\":%s}",
            precision.name().toLowerCase(Locale.ROOT),
            times.milliseconds(),
            times.parameters(),
            times.lossPerToken(),
            times.peakBytes(),
            json);
        expect(Double.isFinite(times.lossPerToken()), "loss of %s", size.name());
      }
    }
  }

  private void timed(String what, Supplier<String> check) {
    long start = System.nanoTime();
    String result = check.get();
    say("%-60s %s (%d ms)", what, result, (System.nanoTime() - start) / 1_000_000);
  }

  private void expect(boolean holds, String failure, Object... arguments) {
    if (!holds) {
      failures.add(String.format(Locale.ROOT, failure, arguments));
    }
  }

  private static void say(String format, Object... arguments) {
    System.out.println(String.format(Locale.ROOT, format, arguments));
  }
}
