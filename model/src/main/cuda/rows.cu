// Rows of tensors: lookups, copies, biases, rectifiers, dropout, and sums of columns.
#include "common.h"

#define UNROLL 4

// y[r] = scale * table[ids[r]] + positions[places[r]]; one block a row.
extern "C" __global__ void embed(
    const float* table, int tableStride, const float* positions, int positionStride,
    const int* ids, const int* places, float scale, int columns, float* y) {
  int r = blockIdx.x;
  const float* from = table + (long long)ids[r] * tableStride;
  const float* position = positions + (long long)places[r] * positionStride;
  float* to = y + (long long)r * columns;
  for (int c = threadIdx.x; c < columns; c += blockDim.x) to[c] = scale * from[c] + position[c];
}

// y[targets[k]] += scale * the sum of the rows order[starts[k]] .. order[starts[k + 1] - 1] of x;
// one block a target. Targets differ, so no two blocks add to the same row.
extern "C" __global__ void add_rows(
    const float* x, int xStride, const int* order, const int* starts, const int* targets,
    float scale, int columns, float* y, int yStride) {
  int k = blockIdx.x, from = starts[k], to = starts[k + 1];
  float* into = y + (long long)targets[k] * yStride;
  for (int c = threadIdx.x; c < columns; c += blockDim.x) {
    float sums[UNROLL] = {0.0f, 0.0f, 0.0f, 0.0f};
    int i = from;
    for (; i + UNROLL <= to; i += UNROLL) {
#pragma unroll
      for (int u = 0; u < UNROLL; u++) sums[u] += x[(long long)order[i + u] * xStride + c];
    }
    for (; i < to; i++) sums[0] += x[(long long)order[i] * xStride + c];
    into[c] += scale * ((sums[0] + sums[1]) + (sums[2] + sums[3]));
  }
}

// y[r] = x[index[r]], added to what is there if adds; one block a row.
extern "C" __global__ void gather_rows(
    const float* x, int xStride, const int* index, int columns, float* y, int yStride, int adds) {
  const float* from = x + (long long)index[blockIdx.x] * xStride;
  float* to = y + (long long)blockIdx.x * yStride;
  for (int c = threadIdx.x; c < columns; c += blockDim.x) to[c] = (adds ? to[c] : 0.0f) + from[c];
}

// y[index[r]] = x[r], for different indices; one block a row.
extern "C" __global__ void scatter_rows(
    const float* x, int xStride, const int* index, int columns, float* y, int yStride) {
  const float* from = x + (long long)blockIdx.x * xStride;
  float* to = y + (long long)index[blockIdx.x] * yStride;
  for (int c = threadIdx.x; c < columns; c += blockDim.x) to[c] = from[c];
}

// y[r] = factor * x[r], added to what is there if adds; one block a row.
extern "C" __global__ void copy_rows(
    const float* x, int xStride, float factor, int columns, float* y, int yStride, int adds) {
  const float* from = x + (long long)blockIdx.x * xStride;
  float* to = y + (long long)blockIdx.x * yStride;
  for (int c = threadIdx.x; c < columns; c += blockDim.x) {
    to[c] = (adds ? to[c] : 0.0f) + factor * from[c];
  }
}

// What follows a linear map, as DeviceActivation says.
#define RECTIFIER 1
#define GELU 2
#define TANH 3

// x times how likely a normal variable is to be below x, to 8e-8: Abramowitz and Stegun 7.1.26, with
// the constants of the CPU's Lane. Its derivative becomes slope.
static __device__ __forceinline__ float gelu(float x, float* slope) {
  float distance = fabsf(x);
  float bell = expf(distance * -0.5f * distance);
  float t = 1.0f / fmaf(distance, 0.23164189f, 1.0f);
  float p = 0.5307027145f;
  p = fmaf(p, t, -0.7265760135f);
  p = fmaf(p, t, 0.7107068705f);
  p = fmaf(p, t, -0.142248368f);
  p = fmaf(p, t, 0.127414796f);
  float tail = p * t * bell;
  float below = x < 0.0f ? tail : 1.0f - tail;
  *slope = fmaf(x * 0.3989422804f, bell, below);
  return x * below;
}

static __device__ __forceinline__ float hyperbolic_tangent(float x, float* slope) {
  float y = tanhf(x);
  *slope = 1.0f - y * y;
  return y;
}

// y = dropout(activation(y + bias)) in place, and slopes = the derivative of a GELU or TANH there
// unless it is null; one block a row.
extern "C" __global__ void bias_activation(
    float* y, int columns, const float* bias, int activation, float* slopes, Dropout dropout) {
  unsigned start = blockIdx.x * (unsigned)columns;
  float* row = y + (long long)blockIdx.x * columns;
  float* slopeRow = slopes == nullptr ? nullptr : slopes + (long long)blockIdx.x * columns;
  for (int c = threadIdx.x; c < columns; c += UNROLL * blockDim.x) {
    float v[UNROLL];
#pragma unroll
    for (int u = 0; u < UNROLL; u++) {
      int k = c + u * blockDim.x;
      v[u] = k < columns ? row[k] + bias[k] : 0.0f;
    }
#pragma unroll
    for (int u = 0; u < UNROLL; u++) {
      int k = c + u * blockDim.x;
      float value = activation == RECTIFIER && v[u] < 0.0f ? 0.0f : v[u];
      if (activation >= GELU) {
        float slope;
        value = activation == GELU ? gelu(v[u], &slope) : hyperbolic_tangent(v[u], &slope);
        if (slopeRow != nullptr && k < columns) slopeRow[k] = slope;
      }
      if (k < columns) row[k] = dropped(value, dropout, start + k);
    }
  }
}

// y = dropout(y) in place; one block a row.
extern "C" __global__ void drop_out(float* y, int columns, Dropout dropout) {
  unsigned start = blockIdx.x * (unsigned)columns;
  float* row = y + (long long)blockIdx.x * columns;
  for (int c = threadIdx.x; c < columns; c += blockDim.x) {
    row[c] = dropped(row[c], dropout, start + c);
  }
}

// Way back of bias_activation: dy = dropout(dy) in place, where a rectifier was 0 where y is not
// positive, and times the slopes of others (with neither and without dropout dy is only read), and
// parts[chunk] = the sums of the columns of a chunk of rows.
// Blocks: 32 columns by blockDim.y rows at a time; grid: columns / 32 by chunks.
extern "C" __global__ void bias_activation_backward(
    const float* y, float* dy, int rows, int columns, int activation, const float* slopes,
    Dropout dropout, int rowsOfChunk, float* parts) {
  __shared__ float sums[8][WARP];
  int c = blockIdx.x * WARP + threadIdx.x;
  int end = min(rows, (int)(blockIdx.y + 1) * rowsOfChunk);
  float sum = 0.0f;
  if (c < columns) {
    for (int r = blockIdx.y * rowsOfChunk + threadIdx.y; r < end; r += blockDim.y) {
      long long at = (long long)r * columns + c;
      float g = dropped(dy[at], dropout, r * (unsigned)columns + c);
      if (activation == RECTIFIER && !(y[at] > 0.0f)) g = 0.0f;
      if (activation >= GELU) g *= slopes[at];
      if (activation != 0 || dropout.threshold != 0) dy[at] = g;
      sum += g;
    }
  }
  sums[threadIdx.y][threadIdx.x] = sum;
  __syncthreads();
  if (threadIdx.y == 0 && c < columns) {
    for (int i = 1; i < blockDim.y; i++) sum += sums[i][threadIdx.x];
    parts[(long long)blockIdx.y * columns + c] = sum;
  }
}

// first, second and third += the sums over the chunks of parts, [chunks, outputs, columns]: as many
// of them as the grid has rows. Blocks: 32 columns by blockDim.y chunks at a time.
extern "C" __global__ void add_parts(
    const float* parts, int chunks, int columns, float* first, float* second, float* third) {
  __shared__ float sums[8][WARP];
  int c = blockIdx.x * WARP + threadIdx.x;
  long long stride = (long long)gridDim.y * columns;
  float sum = 0.0f;
  if (c < columns) {
    const float* from = parts + (long long)blockIdx.y * columns + c;
    for (int i = threadIdx.y; i < chunks; i += blockDim.y) sum += from[i * stride];
  }
  sums[threadIdx.y][threadIdx.x] = sum;
  __syncthreads();
  if (threadIdx.y == 0 && c < columns) {
    for (int i = 1; i < blockDim.y; i++) sum += sums[i][threadIdx.x];
    float* into = blockIdx.y == 0 ? first : blockIdx.y == 1 ? second : third;
    into[c] += sum;
  }
}

// The upper half of the bits of a float whose lower half is rounded away, to even between two.
static __device__ __forceinline__ unsigned short upper_half(float x) {
  unsigned bits = __float_as_uint(x);
  return (unsigned short)((bits + 0x7fffu + (bits >> 16 & 1)) >> 16);
}

// y = x in bfloat16; one block a row.
extern "C" __global__ void to_bfloat16(
    const float* x, int xStride, int columns, unsigned short* y, int yStride) {
  const float* from = x + (long long)blockIdx.x * xStride;
  unsigned short* to = y + (long long)blockIdx.x * yStride;
  for (int c = threadIdx.x; c < columns; c += UNROLL * blockDim.x) {
    float v[UNROLL];
#pragma unroll
    for (int u = 0; u < UNROLL; u++) {
      int k = c + u * blockDim.x;
      v[u] = k < columns ? from[k] : 0.0f;
    }
#pragma unroll
    for (int u = 0; u < UNROLL; u++) {
      int k = c + u * blockDim.x;
      if (k < columns) to[k] = upper_half(v[u]);
    }
  }
}
