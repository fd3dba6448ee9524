// Label-smoothed cross-entropy, squared errors, and softmax of short rows.
#include "common.h"

// losses[r] = {loss, negative log-likelihood} of a row of scores + bias, which may be null; if
// trains, the scores become the gradient of the loss. One block a row.
extern "C" __global__ void cross_entropy(
    float* scores, int columns, const float* bias, const int* ids, float smoothing, int trains,
    float* losses) {
  float* row = scores + (long long)blockIdx.x * columns;
  int target = ids[blockIdx.x];
  float most = -INFINITY, exponentials = 0.0f, sum = 0.0f;
  for (int c = threadIdx.x; c < columns; c += blockDim.x) {
    float x = bias == nullptr ? row[c] : row[c] + bias[c];
    sum += x;
    if (x > most) {
      exponentials = exponentials * expf(most - x) + 1.0f;
      most = x;
    } else {
      exponentials += expf(x - most);
    }
  }
  float peak = block_max(most);
  float2 sums = block_sums(most == -INFINITY ? 0.0f : exponentials * expf(most - peak), sum);
  if (threadIdx.x == 0) {
    float right = bias == nullptr ? row[target] : row[target] + bias[target];
    float logSum = peak + logf(sums.x), nll = logSum - right;
    losses[2 * blockIdx.x] = (1.0f - smoothing) * nll + smoothing * (logSum - sums.y / columns);
    losses[2 * blockIdx.x + 1] = nll;
  }
  if (!trains) return;
  __syncthreads();  // the score of the target has been read
  float scale = 1.0f / sums.x, spread = smoothing / columns;
  for (int c = threadIdx.x; c < columns; c += blockDim.x) {
    float x = bias == nullptr ? row[c] : row[c] + bias[c];
    float gradient = expf(x - peak) * scale - spread;
    row[c] = c == target ? gradient - (1.0f - smoothing) : gradient;
  }
}

// result = {weight * the sum of the losses, the sum of the likelihoods}; one block.
extern "C" __global__ void sum_losses(const float* losses, int rows, float weight, float* result) {
  __shared__ double parts[2][256];
  double loss = 0, nll = 0;
  for (int r = threadIdx.x; r < rows; r += blockDim.x) {
    loss += losses[2 * r];
    nll += losses[2 * r + 1];
  }
  parts[0][threadIdx.x] = loss;
  parts[1][threadIdx.x] = nll;
  __syncthreads();
  if (threadIdx.x == 0) {
    for (int i = 1; i < blockDim.x; i++) {
      loss += parts[0][i];
      nll += parts[1][i];
    }
    result[0] = weight * (float)loss;
    result[1] = (float)nll;
  }
}

// result = {weight * the sum of (scores - values)^2, the same without weight}; gradient, unless it is
// null, is that of the first by the scores. One block.
extern "C" __global__ void squared_errors(
    const float* scores, const float* values, int rows, float weight, float* gradient,
    float* result) {
  __shared__ double parts[256];
  double sum = 0;
  for (int r = threadIdx.x; r < rows; r += blockDim.x) {
    float difference = scores[r] - values[r];
    sum += (double)difference * difference;
    if (gradient != nullptr) gradient[r] = 2.0f * weight * difference;
  }
  parts[threadIdx.x] = sum;
  __syncthreads();
  if (threadIdx.x == 0) {
    for (int i = 1; i < blockDim.x; i++) sum += parts[i];
    result[0] = weight * (float)sum;
    result[1] = (float)sum;
  }
}

// result[0] += loss[0]; if first, result becomes loss. One thread.
extern "C" __global__ void add_loss(const float* loss, int first, float* result) {
  result[0] = first ? loss[0] : result[0] + loss[0];
  if (first) result[1] = loss[1];
}

// Softmax of every row in place; one warp a row.
extern "C" __global__ void softmax_rows(float* x, int columns) {
  float* row = x + (long long)blockIdx.x * columns;
  float most = -INFINITY, sum = 0.0f;
  for (int c = threadIdx.x; c < columns; c += WARP) most = fmaxf(most, row[c]);
  most = warp_max(most);
  for (int c = threadIdx.x; c < columns; c += WARP) sum += expf(row[c] - most);
  sum = warp_sum(sum);
  for (int c = threadIdx.x; c < columns; c += WARP) row[c] = expf(row[c] - most) / sum;
}

// d = p * (d - the sum of p * d) in every row; one warp a row.
extern "C" __global__ void softmax_rows_backward(const float* p, float* d, int columns) {
  const float* of = p + (long long)blockIdx.x * columns;
  float* row = d + (long long)blockIdx.x * columns;
  float dot = 0.0f;
  for (int c = threadIdx.x; c < columns; c += WARP) dot += of[c] * row[c];
  dot = warp_sum(dot);
  for (int c = threadIdx.x; c < columns; c += WARP) row[c] = of[c] * (row[c] - dot);
}
