// Runs CUDA kernels on the processor, to test them where there is no GPU.
//
// The threads of a block are fibers. A fiber runs until it waits at a barrier; which warp and which
// lane go on then is decided by a seed, and a warp runs as far ahead of the others as barriers let
// it: what a missing barrier would let happen, happens. Blocks run one after another.
#pragma once
#include <ucontext.h>

#include <algorithm>
#include <cmath>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <tuple>
#include <utility>
#include <vector>

#define __global__
#define __device__
#define __forceinline__ inline
#define __shared__ static
#define __launch_bounds__(...)
#define DYNAMIC_SHARED(name) float* name = host::dynamic

#ifndef HEADERS
struct float2 {
  float x, y;
};
struct alignas(16) float4 {
  float x, y, z, w;
};
static inline float2 make_float2(float x, float y) { return {x, y}; }
static inline float4 make_float4(float x, float y, float z, float w) { return {x, y, z, w}; }
#endif
static inline unsigned __float_as_uint(float x) {
  unsigned bits;
  std::memcpy(&bits, &x, 4);
  return bits;
}
using std::max;
using std::min;

struct Index {
  unsigned x, y, z;
};
static Index threadIdx, blockIdx, blockDim, gridDim;

namespace host {

constexpr unsigned LANES = 32, WARPS = 32;
constexpr size_t STACK_BYTES = 64 << 10, SHARED_FLOATS = 56 << 10, GUARD_FLOATS = 64;
constexpr unsigned GUARD = 0x7fc5a5a5;  // not a number

struct Fiber {
  ucontext_t birth;
  jmp_buf place;
  bool born = false, done = false;
  unsigned shuffles = 0;
  const unsigned* barrier = nullptr;  // what it waits for: that this is no longer
  unsigned before = 0;                // that

  bool waits() const { return barrier != nullptr && *barrier == before; }
};

struct Warp {
  unsigned alive = 0, arrived = 0, generation = 0;
};

static std::vector<Fiber> fibers;
static std::vector<char> stacks;
static Warp warps[WARPS];
static float slots[2][LANES * WARPS];
static float* dynamic = static_cast<float*>(aligned_alloc(64, (SHARED_FLOATS + GUARD_FLOATS) * 4));
static jmp_buf scheduler;
static unsigned running, alive, arrived, generation, seed = 1;
static bool moved;
static void (*body)(const char*);
static const char* arguments;

static unsigned draw(unsigned below) {
  seed = seed * 1664525u + 1013904223u;
  return (seed >> 8) % below;
}

static void leave() {
  if (_setjmp(fibers[running].place) == 0) _longjmp(scheduler, 1);
}

static void leave_until_other_than(const unsigned* barrier, unsigned before) {
  Fiber& fiber = fibers[running];
  fiber.barrier = barrier;
  fiber.before = before;
  while (fiber.waits()) leave();
  fibers[running].barrier = nullptr;
}

static void open_block_barrier() {
  if (alive > 0 && arrived == alive) {
    arrived = 0;
    generation++;
  }
}

static void wait_for_block() {
  unsigned before = generation;
  arrived++;
  open_block_barrier();
  leave_until_other_than(&generation, before);
}

static void wait_for_warp() {
  Warp& warp = warps[running / LANES];
  unsigned before = warp.generation;
  if (++warp.arrived == warp.alive) {
    warp.arrived = 0;
    warp.generation++;
  }
  leave_until_other_than(&warp.generation, before);
}

static void live() {
  for (;;) {  // a fiber serves one block after another
    body(arguments);
    Fiber& fiber = fibers[running];
    fiber.done = true;
    warps[running / LANES].alive--;
    alive--;
    open_block_barrier();
    leave();
  }
}

static void resume(unsigned thread) {
  running = thread;
  threadIdx = {thread % blockDim.x, thread / blockDim.x % blockDim.y,
               thread / (blockDim.x * blockDim.y)};
  Fiber& fiber = fibers[thread];
  if (_setjmp(scheduler) != 0) return;
  if (fiber.born) _longjmp(fiber.place, 1);
  fiber.born = true;
  getcontext(&fiber.birth);
  fiber.birth.uc_stack.ss_sp = &stacks[thread * STACK_BYTES];
  fiber.birth.uc_stack.ss_size = STACK_BYTES;
  fiber.birth.uc_link = nullptr;
  makecontext(&fiber.birth, live, 0);
  setcontext(&fiber.birth);
}

static void begin_block(unsigned threads) {
  if (fibers.size() < threads) {
    fibers = std::vector<Fiber>(threads);
    stacks.assign(threads * STACK_BYTES, 0);
  }
  for (unsigned t = 0; t < threads; t++) {
    fibers[t].done = false;
    fibers[t].shuffles = 0;
    fibers[t].barrier = nullptr;
  }
  for (unsigned w = 0; w * LANES < threads; w++) {
    warps[w].alive = min(LANES, threads - w * LANES);
    warps[w].arrived = 0;
  }
  alive = threads;
  arrived = 0;
}

// Lets a warp run until all its lanes wait for other warps; says whether any of them came on.
static bool run_warp(unsigned w, unsigned threads) {
  volatile bool any = false;
  do {
    moved = false;
    volatile unsigned shift = draw(LANES);
    for (volatile unsigned i = 0; i < LANES; i = i + 1) {
      unsigned thread = w * LANES + (i + shift) % LANES;
      if (thread >= threads || fibers[thread].done || fibers[thread].waits()) continue;
      moved = true;
      resume(thread);
    }
    any = any || moved;
  } while (moved);
  return any;
}

// False if not all threads come to the same barrier.
static bool run_block(unsigned threads) {
  begin_block(threads);
  unsigned count = (threads + LANES - 1) / LANES;
  volatile unsigned idle = 0;
  while (alive > 0) {
    idle = run_warp(draw(count), threads) ? 0 : idle + 1;
    if (idle > 64 * count) return false;
  }
  return true;
}

static bool shared_is_whole(size_t floats) {
  const unsigned* guard = reinterpret_cast<const unsigned*>(dynamic + floats);
  return std::all_of(guard, guard + GUARD_FLOATS, [](unsigned word) { return word == GUARD; });
}

enum Outcome { DONE, STUCK, OUT_OF_BOUNDS };

static Outcome run_grid(size_t sharedBytes) {
  size_t floats = (sharedBytes + 3) / 4;
  unsigned threads = blockDim.x * blockDim.y * blockDim.z;
  if (floats > SHARED_FLOATS || threads > LANES * WARPS) return OUT_OF_BOUNDS;
  for (unsigned z = 0; z < gridDim.z; z++) {
    for (unsigned y = 0; y < gridDim.y; y++) {
      for (unsigned x = 0; x < gridDim.x; x++) {
        blockIdx = {x, y, z};
        std::fill_n(reinterpret_cast<unsigned*>(dynamic), floats + GUARD_FLOATS, GUARD);
        if (!run_block(threads)) {
          fibers.clear();  // they would go on where they wait
          return STUCK;
        }
        if (!shared_is_whole(floats)) return OUT_OF_BOUNDS;
      }
    }
  }
  return DONE;
}

// The next argument of a packed parameter buffer.
template <class T> static T next(const char*& at) {
  size_t address = (reinterpret_cast<size_t>(at) + alignof(T) - 1) & ~(alignof(T) - 1);
  at = reinterpret_cast<const char*>(address) + sizeof(T);
  return *reinterpret_cast<const T*>(address);
}

template <auto K> struct Kernel;
template <class... A, void (*K)(A...)> struct Kernel<K> {
  static void run(const char* buffer) {
    std::tuple<A...> values{next<A>(buffer)...};  // braces: from the first to the last
    std::apply(K, values);
  }
};

struct Named {
  const char* name;
  void (*run)(const char*);
};

}  // namespace host

static inline void __syncthreads() { host::wait_for_block(); }

// Two rows of slots, used in turn: whoever writes for the next shuffle disturbs no reader of this.
static inline float __shfl_xor_sync(unsigned, float value, int mask) {
  unsigned thread = host::running, turn = host::fibers[thread].shuffles++ & 1;
  host::slots[turn][thread] = value;
  host::wait_for_warp();
  return host::slots[turn][host::running ^ mask];
}
