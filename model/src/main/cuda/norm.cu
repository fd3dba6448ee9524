// Norms, of post-norm residuals and without residual. A thread holds up to PER columns of a row in registers.
#include "common.h"

#define PER 8

// normalised = that of dropout(x + before) + residual, and y = normalised * weight + bias; before is
// the bias of the map that made x, or null; x may be null too, and normalised may be x. inverse[r]
// is one over the standard deviation. One block a row.
extern "C" __global__ void __launch_bounds__(512) norm(
    const float* residual, const float* x, const float* before, const float* weight,
    const float* bias, int columns, float epsilon, Dropout dropout, float* normalised, float* y,
    float* inverse) {
  long long start = (long long)blockIdx.x * columns;
  unsigned index = blockIdx.x * (unsigned)columns;
  float v[PER], sum = 0.0f;
#pragma unroll
  for (int i = 0; i < PER; i++) {
    int c = threadIdx.x + i * blockDim.x;
    v[i] = 0.0f;
    if (c < columns && x == nullptr) {
      v[i] = residual[start + c];
    } else if (c < columns) {
      float added = before == nullptr ? x[start + c] : x[start + c] + before[c];
      v[i] = dropped(added, dropout, index + c) + residual[start + c];
    }
    sum += v[i];
  }
  float mean = block_sum(sum) / columns, squares = 0.0f;
#pragma unroll
  for (int i = 0; i < PER; i++) {
    v[i] = threadIdx.x + i * blockDim.x < columns ? v[i] - mean : 0.0f;
    squares += v[i] * v[i];
  }
  float scale = 1.0f / sqrtf(block_sum(squares) / columns + epsilon);
#pragma unroll
  for (int i = 0; i < PER; i++) {
    int c = threadIdx.x + i * blockDim.x;
    if (c < columns) {
      float unit = v[i] * scale;
      normalised[start + c] = unit;
      y[start + c] = unit * weight[c] + bias[c];
    }
  }
  if (threadIdx.x == 0) inverse[blockIdx.x] = scale;
}

// Way back. With g the gradient of the sum: dResidual = g, added to what is there if adds, and
// dx = dropout(g) unless it is null. parts[block] = [3, columns]: what the rows of a block add to the gradients of
// weight, bias and before. A block takes every gridDim.x-th row.
extern "C" __global__ void __launch_bounds__(512) norm_backward(
    const float* dy, const float* x, const float* inverse, const float* weight, int rows,
    int columns, Dropout dropout, float* dResidual, int adds, float* dx, float* parts) {
  float dWeight[PER], dBias[PER], dBefore[PER];
#pragma unroll
  for (int i = 0; i < PER; i++) dWeight[i] = dBias[i] = dBefore[i] = 0.0f;
  for (int r = blockIdx.x; r < rows; r += gridDim.x) {
    long long start = (long long)r * columns;
    float g[PER], normalised[PER], sum = 0.0f, dot = 0.0f;
#pragma unroll
    for (int i = 0; i < PER; i++) {
      int c = threadIdx.x + i * blockDim.x;
      g[i] = c < columns ? dy[start + c] : 0.0f;
      normalised[i] = c < columns ? x[start + c] : 0.0f;
    }
#pragma unroll
    for (int i = 0; i < PER; i++) {
      int c = threadIdx.x + i * blockDim.x;
      dWeight[i] += g[i] * normalised[i];
      dBias[i] += g[i];
      g[i] *= c < columns ? weight[c] : 0.0f;
      sum += g[i];
      dot += g[i] * normalised[i];
    }
    float2 sums = block_sums(sum, dot);
    float mean = sums.x / columns, meanDot = sums.y / columns, scale = inverse[r];
#pragma unroll
    for (int i = 0; i < PER; i++) {
      int c = threadIdx.x + i * blockDim.x;
      if (c < columns) {
        float whole = (g[i] - mean - normalised[i] * meanDot) * scale;
        dResidual[start + c] = (adds ? dResidual[start + c] : 0.0f) + whole;
        float kept = dropped(whole, dropout, r * (unsigned)columns + c);
        if (dx != nullptr) dx[start + c] = kept;
        dBefore[i] += kept;
      }
    }
  }
  float* part = parts + (long long)blockIdx.x * 3 * columns;
#pragma unroll
  for (int i = 0; i < PER; i++) {
    int c = threadIdx.x + i * blockDim.x;
    if (c < columns) {
      part[c] = dWeight[i];
      part[columns + c] = dBias[i];
      part[2 * columns + c] = dBefore[i];
    }
  }
}
