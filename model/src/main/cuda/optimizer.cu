// What goes on between two updates: norms, Adam, and mixtures of experts.
#include "common.h"

// parts[block] = the sum of the squares of every gridDim.x-th stretch of x.
extern "C" __global__ void square_parts(const float* x, int count, double* parts) {
  __shared__ double sums[256];
  double sum = 0;
  long long step = (long long)gridDim.x * blockDim.x;
  for (long long i = (long long)blockIdx.x * blockDim.x + threadIdx.x; i < count; i += step) {
    sum += (double)x[i] * x[i];
  }
  sums[threadIdx.x] = sum;
  __syncthreads();
  for (int half = blockDim.x / 2; half > 0; half >>= 1) {
    if (threadIdx.x < half) sums[threadIdx.x] += sums[threadIdx.x + half];
    __syncthreads();
  }
  if (threadIdx.x == 0) parts[blockIdx.x] = sums[0];
}

// squares = the sum of the parts, and scale = 1 / tokens, less where the norm of the gradient per
// token is beyond maxNorm; 0 is no limit. One thread.
extern "C" __global__ void gradient_scale(
    const double* parts, int count, double tokens, double maxNorm, double* squares, float* scale) {
  double sum = 0;
  for (int i = 0; i < count; i++) sum += parts[i];
  *squares = sum;
  double norm = sqrt(sum) / tokens, factor = maxNorm > 0 ? maxNorm / (norm + 1e-6) : 1.0;
  *scale = (float)((factor < 1.0 ? factor : 1.0) / tokens);
}

// The scalars of one step of Adam, as Adam.Step has them.
struct Step {
  float beta1, beta2, size, epsilon, decay;
};

static __device__ __forceinline__ void adam_element(
    float& p, float& gradient, float& m, float& v, Step step, float scale) {
  float g = gradient * scale;
  gradient = 0.0f;
  m = fmaf(m, step.beta1, g * (1.0f - step.beta1));
  v = fmaf(v, step.beta2, g * g * (1.0f - step.beta2));
  float change = m / (sqrtf(v) + step.epsilon) * step.size;
  p -= fmaf(p, step.decay, change);
}

// One step of Adam on four floats a thread; the gradients are zero afterwards.
extern "C" __global__ void adam(
    float4* p, float4* g, float4* m, float4* v, int quadruples, Step step, const float* scale) {
  long long i = (long long)blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= quadruples) return;
  float factor = *scale;
  float4 p4 = p[i], g4 = g[i], m4 = m[i], v4 = v[i];
  adam_element(p4.x, g4.x, m4.x, v4.x, step, factor);
  adam_element(p4.y, g4.y, m4.y, v4.y, step, factor);
  adam_element(p4.z, g4.z, m4.z, v4.z, step, factor);
  adam_element(p4.w, g4.w, m4.w, v4.w, step, factor);
  p[i] = p4;
  g[i] = g4;
  m[i] = m4;
  v[i] = v4;
}

// Addresses of the experts of one map: weights, biases, and the gradients of both, count each.
struct Experts {
  float* const* addresses;
  int count;
  int stride;
};

// weight[n] = sum_i p[n, i] * expert_i[n], and so for the bias; p has one row if it is shared. One
// block a row.
extern "C" __global__ void mix(
    Experts experts, const float* p, int shared, int columns, float* weight, float* bias) {
  int n = blockIdx.x;
  const float* mixing = p + (shared ? 0 : n * experts.count);
  float* row = weight + (long long)n * columns;
  for (int c = threadIdx.x; c < columns; c += blockDim.x) {
    float sum = 0.0f;
    for (int i = 0; i < experts.count; i++) {
      sum += mixing[i] * experts.addresses[i][(long long)n * experts.stride + c];
    }
    row[c] = sum;
  }
  if (threadIdx.x == 0) {
    float sum = 0.0f;
    for (int i = 0; i < experts.count; i++) {
      sum += mixing[i] * experts.addresses[experts.count + i][n];
    }
    bias[n] = sum;
  }
}

// Way back: adds to the gradients of the experts, and dMixing[n, i] = the gradient of p by row n.
extern "C" __global__ void mix_backward(
    Experts experts, const float* p, int shared, int columns, const float* dWeight,
    const float* dBias, float* dMixing) {
  int n = blockIdx.x, count = experts.count;
  const float* mixing = p + (shared ? 0 : n * count);
  const float* row = dWeight + (long long)n * columns;
  for (int i = 0; i < count; i++) {
    const float* expert = experts.addresses[i] + (long long)n * experts.stride;
    float* gradient = experts.addresses[2 * count + i] + (long long)n * experts.stride;
    float dot = 0.0f;
    for (int c = threadIdx.x; c < columns; c += blockDim.x) {
      gradient[c] += mixing[i] * row[c];
      dot += row[c] * expert[c];
    }
    dot = block_sum(dot);
    if (threadIdx.x == 0) {
      experts.addresses[3 * count + i][n] += mixing[i] * dBias[n];
      dMixing[n * count + i] = dot + dBias[n] * experts.addresses[count + i][n];
    }
  }
}
