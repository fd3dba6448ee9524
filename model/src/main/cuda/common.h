// What all kernels share. Compiled by NVRTC to PTX and, for tests, by g++ on a stand-in.
//
// Matrices are row-major; a stride is the distance of two rows in floats. A seed and the index of an
// element, counted row by row through the packed tensor, decide about its dropout as on the CPU.
#pragma once

#define WARP 32
#ifndef INFINITY
#define INFINITY __int_as_float(0x7f800000)
#endif
#define ALL_LANES 0xffffffffu

#ifndef DYNAMIC_SHARED
#define DYNAMIC_SHARED(name) extern __shared__ float name[]
#endif

// How a tensor is dropped out: an element stays, scaled, if half its hash reaches the threshold.
struct Dropout {
  int threshold;
  float scale;
  unsigned seed;
};

static __device__ __forceinline__ unsigned hash(unsigned x) {
  x ^= x >> 16;
  x *= 0x85ebca6bu;
  x ^= x >> 13;
  x *= 0xc2b2ae35u;
  return x ^ (x >> 16);
}

static __device__ __forceinline__ float dropped(float value, Dropout dropout, unsigned index) {
  if (dropout.threshold == 0) return value;
  bool stays = (hash(dropout.seed + index) >> 1) >= (unsigned)dropout.threshold;
  return stays ? value * dropout.scale : 0.0f;
}

static __device__ __forceinline__ float warp_sum(float value) {
  for (int step = WARP / 2; step > 0; step >>= 1) value += __shfl_xor_sync(ALL_LANES, value, step);
  return value;
}

static __device__ __forceinline__ float warp_max(float value) {
  for (int step = WARP / 2; step > 0; step >>= 1) {
    value = fmaxf(value, __shfl_xor_sync(ALL_LANES, value, step));
  }
  return value;
}

// Sums over the block, in a fixed order; every thread gets them, and every thread must call this.
static __device__ __forceinline__ float2 block_sums(float first, float second) {
  __shared__ float2 parts[WARP];
  int lane = threadIdx.x % WARP, warps = blockDim.x / WARP;
  first = warp_sum(first);
  second = warp_sum(second);
  if (warps == 1) return make_float2(first, second);
  __syncthreads();  // the parts of an earlier call may still be read
  if (lane == 0) parts[threadIdx.x / WARP] = make_float2(first, second);
  __syncthreads();
  float2 part = lane < warps ? parts[lane] : make_float2(0.0f, 0.0f);
  return make_float2(warp_sum(part.x), warp_sum(part.y));
}

static __device__ __forceinline__ float block_sum(float value) {
  return block_sums(value, 0.0f).x;
}

static __device__ __forceinline__ float block_max(float value) {
  __shared__ float parts[WARP];
  int lane = threadIdx.x % WARP, warps = blockDim.x / WARP;
  value = warp_max(value);
  if (warps == 1) return value;
  __syncthreads();
  if (lane == 0) parts[threadIdx.x / WARP] = value;
  __syncthreads();
  return warp_max(lane < warps ? parts[lane] : -INFINITY);
}
