package org.mosnas.model.kernel.cuda;

import org.mosnas.model.network.Segments;

/** Attention of ragged sentences and its way back against doubles, for every width of heads. */
final class AttentionChecks extends DeviceChecks {
  private static final int HEADS = 2;

  AttentionChecks(KernelChecks checks) {
    super(checks);
  }

  @Override
  void run() {
    note("attention_32", error(7, Segments.of(3, 37), Segments.of(35, 6), false));
    note("attention_32, causal", error(8, Segments.of(1, 39), Segments.of(1, 39), true));
    note("attention_64", error(36, Segments.of(17, 2), Segments.of(5, 33), false));
    note("attention_128", error(100, Segments.of(4, 19), Segments.of(4, 19), true));
    note("attention_256", error(130, Segments.of(3), Segments.of(34), false));
  }

  private double error(int size, Segments queries, Segments keys, boolean causal) {
    int width = HEADS * size;
    Both q = both(queries.rows(), width);
    Both k = both(keys.rows(), width);
    Both v = both(keys.rows(), width);
    Both dy = both(queries.rows(), width);
    DeviceDropout dropout = DeviceDropout.of(0.25f, random.nextInt());
    AttentionTiles tiles = AttentionTiles.of(queries, keys);
    long address = arena.allocateBytes((long) tiles.packed().length * Integer.BYTES);
    gpu.upload(tiles.packed(), address);
    AttentionKernels.Heads heads =
        new AttentionKernels.Heads(
            q.device(), k.device(), v.device(), HEADS, causal, dropout, tiles.at(address));
    AttentionKernels kernels = new AttentionKernels(gpu);
    DeviceMatrix y = arena.allocate(queries.rows(), width);
    DeviceMatrix logSums = arena.allocate(queries.rows(), HEADS);
    kernels.forward(heads, y, logSums);
    Both dq = both(queries.rows(), width);
    Both dk = both(keys.rows(), width);
    Both dv = both(keys.rows(), width);
    kernels.backward(
        heads,
        new AttentionKernels.Back(y, dy.device(), logSums, arena.allocate(queries.rows(), HEADS)),
        new AttentionKernels.Gradient(dq.device(), false),
        new AttentionKernels.Gradient(dk.device(), true),
        new AttentionKernels.Gradient(dv.device(), false));
    Reference reference = new Reference(q.host(), k.host(), v.host(), dy.host(), dk.host(), size);
    for (int b = 0; b < queries.count(); b++) {
      for (int h = 0; h < HEADS; h++) {
        reference.head(queries, keys, b, h, causal, dropout);
      }
    }
    double worst = 0;
    worst = worse(worst, y, reference.y);
    worst = worse(worst, dq.device(), reference.dq);
    worst = worse(worst, dk.device(), reference.dk);
    return worse(worst, dv.device(), reference.dv);
  }

  private double worse(double worst, DeviceMatrix actual, double[][] expected) {
    double error = error(gpu.download(actual), expected);
    return error <= worst ? worst : error;
  }

  /** The same in doubles. */
  private static final class Reference {
    private final double[][] q;
    private final double[][] k;
    private final double[][] v;
    private final double[][] dy;
    private final int size;
    private final double[][] y;
    private final double[][] dq;
    private final double[][] dk;
    private final double[][] dv;

    Reference(double[][] q, double[][] k, double[][] v, double[][] dy, double[][] dk, int size) {
      this.q = q;
      this.k = k;
      this.v = v;
      this.dy = dy;
      this.size = size;
      this.y = new double[q.length][q[0].length];
      this.dq = new double[q.length][q[0].length];
      this.dk = dk;
      this.dv = new double[k.length][k[0].length];
    }

    void head(
        Segments queries, Segments keys, int b, int h, boolean causal, DeviceDropout dropout) {
      int seed = dropout.seed() + (b * HEADS + h) * 0x9e3779b9;
      DeviceDropout own = new DeviceDropout(dropout.threshold(), dropout.scale(), seed);
      int rowLength = (keys.length(b) + 7) / 8 * 8;
      for (int i = 0; i < queries.length(b); i++) {
        int visible = causal ? i + 1 + keys.length(b) - queries.length(b) : keys.length(b);
        query(queries.start(b) + i, keys.start(b), visible, h * size, own, i * rowLength);
      }
    }

    private void query(
        int row, int firstKey, int visible, int from, DeviceDropout dropout, int place) {
      double scale = 1 / Math.sqrt(size);
      double[] p = new double[visible];
      double[] dp = new double[visible];
      double sum = 0;
      for (int j = 0; j < visible; j++) {
        p[j] = Math.exp(scale * dot(q[row], k[firstKey + j], from));
        sum += p[j];
      }
      double mean = 0;
      for (int j = 0; j < visible; j++) {
        p[j] /= sum;
        double kept = kept(dropout, place + j);
        dp[j] = kept * dot(dy[row], v[firstKey + j], from);
        mean += p[j] * dp[j];
        for (int c = from; c < from + size; c++) {
          y[row][c] += kept * p[j] * v[firstKey + j][c];
          dv[firstKey + j][c] += kept * p[j] * dy[row][c];
        }
      }
      for (int j = 0; j < visible; j++) {
        double ds = scale * p[j] * (dp[j] - mean);
        for (int c = from; c < from + size; c++) {
          dq[row][c] += ds * k[firstKey + j][c];
          dk[firstKey + j][c] += ds * q[row][c];
        }
      }
    }

    private double dot(double[] x, double[] z, int from) {
      double sum = 0;
      for (int c = from; c < from + size; c++) {
        sum += x[c] * z[c];
      }
      return sum;
    }
  }
}
