// Kernels with a barrier missing, to see that the stand-in finds out.

// Each warp should add up what all have written; nobody waits for the others.
extern "C" __global__ void race_read_too_early(const float* x, float* y) {
  __shared__ float values[128];
  values[threadIdx.x] = x[blockIdx.x * 128 + threadIdx.x];
  float sum = 0.0f;
  for (int i = 0; i < 128; i++) sum += values[i];
  y[blockIdx.x * 128 + threadIdx.x] = sum;
}

// Two rounds through the same memory; the second may overwrite what the first still has to read.
extern "C" __global__ void race_written_too_early(const float* x, float* y) {
  __shared__ float values[128];
  float sum = 0.0f;
  for (int round = 0; round < 2; round++) {
    values[threadIdx.x] = x[blockIdx.x * 128 + threadIdx.x] * (round + 1);
    __syncthreads();
    for (int i = 0; i < 128; i++) sum += values[i];
  }
  y[blockIdx.x * 128 + threadIdx.x] = sum;
}

// The same with all barriers.
extern "C" __global__ void race_none(const float* x, float* y) {
  __shared__ float values[128];
  float sum = 0.0f;
  for (int round = 0; round < 2; round++) {
    __syncthreads();
    values[threadIdx.x] = x[blockIdx.x * 128 + threadIdx.x] * (round + 1);
    __syncthreads();
    for (int i = 0; i < 128; i++) sum += values[i];
  }
  y[blockIdx.x * 128 + threadIdx.x] = sum;
}

// Half of the lanes wait for their warp, the others for the block.
extern "C" __global__ void race_stuck(float* y) {
  float value = 1.0f;
  if (threadIdx.x % 32 < 16) {
    __syncthreads();
  } else {
    value = __shfl_xor_sync(0xffffffffu, value, 1);
  }
  y[threadIdx.x] = value;
}
