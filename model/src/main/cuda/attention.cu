// Scaled dot-product attention of packed sentences of any length: probabilities are not kept but
// computed again on the way back, from the logarithms of their sums.
//
// A block has four warps. In attention and attention_queries it owns a tile of OWN queries of one
// sentence and head, four a warp, and walks through the keys of the sentence, one a lane; in
// attention_keys it owns keys and walks through queries.
#include "common.h"

#define OWN 16
#define MINE 4
#define WIDTH(N) ((N) * WARP)
#define PITCH(N) ((N) * WARP + 4)  // lanes that read the same column of 32 rows meet no bank twice

// A tile of one sentence, eight ints that the host writes.
struct Tile {
  int row;       // first own row, in the packed tensor
  int count;     // own rows
  int index;     // first own row, in the sentence
  int otherRow;  // first row of the sentence on the other side, in the packed tensor
  int others;    // rows of the sentence on the other side
  int offset;    // keys - queries: a causal query i sees the keys up to i + offset
  int sentence;
  int keys;      // keys of the sentence
};

// Row-major views of queries, keys and values; heads lie side by side.
struct Heads {
  const float* q;
  const float* k;
  const float* v;
  int qStride, kStride, vStride;
  int size;      // columns of a head
  float scale;   // of the scores
  int causal;
  Dropout dropout;
};

// Whether rows can be read four floats at a time.
static __device__ __forceinline__ bool by_fours(const float* from, int stride, int size) {
  return (((size_t)from >> 2) | stride | size) % 4 == 0;
}

// ROOM rows of a tensor into shared memory, [ROOM, PITCH]; what is beyond count and size is zero.
template <int N, int ROOM>
static __device__ __forceinline__ void load(
    const float* from, int stride, int count, int size, float* to) {
  constexpr int FOURS = WIDTH(N) / 4, THREADS = MINE * WARP;
  if (by_fours(from, stride, size)) {
#pragma unroll
    for (int j = 0; j < ROOM * FOURS / THREADS; j++) {
      int i = threadIdx.x + j * THREADS, r = i / FOURS, c = i % FOURS * 4;
      float4 v = make_float4(0.0f, 0.0f, 0.0f, 0.0f);
      if (r < count && c < size) v = *(const float4*)(from + (long long)r * stride + c);
      *(float4*)(to + r * PITCH(N) + c) = v;
    }
    return;
  }
#pragma unroll 1
  for (int i = threadIdx.x; i < ROOM * WIDTH(N); i += THREADS) {
    int r = i / WIDTH(N), c = i % WIDTH(N);
    to[r * PITCH(N) + c] = r < count && c < size ? from[(long long)r * stride + c] : 0.0f;
  }
}

// products[i] = own row i of this warp times the row of this lane.
template <int N>
static __device__ __forceinline__ void products(
    const float* own, const float* others, int size, float* result) {
  const float* other = others + (threadIdx.x % WARP) * PITCH(N);
  const float* mine = own + (threadIdx.x / WARP) * MINE * PITCH(N);
  for (int i = 0; i < MINE; i++) result[i] = 0.0f;
#pragma unroll 2
  for (int c = 0; c < size; c += 4) {
    float4 x = *(const float4*)(other + c);
#pragma unroll
    for (int i = 0; i < MINE; i++) {
      float4 y = *(const float4*)(mine + i * PITCH(N) + c);
      result[i] += x.x * y.x + x.y * y.y + x.z * y.z + x.w * y.w;
    }
  }
}

// sums[i] += factors[j][i] * row j, over the rows of a tile.
template <int N>
static __device__ __forceinline__ void combine(
    const float* factors, const float* others, int count, float sums[MINE][N]) {
  int lane = threadIdx.x % WARP;
  const float* mine = factors + (threadIdx.x / WARP) * WARP * MINE;
#pragma unroll 4
  for (int j = 0; j < count; j++) {
    float4 f = *(const float4*)(mine + j * MINE);
#pragma unroll
    for (int n = 0; n < N; n++) {
      float x = others[j * PITCH(N) + n * WARP + lane];
      sums[0][n] += f.x * x;
      sums[1][n] += f.y * x;
      sums[2][n] += f.z * x;
      sums[3][n] += f.w * x;
    }
  }
}

// Writes own row i of this warp; added to what is there if adds.
template <int N>
static __device__ __forceinline__ void store(
    const float sums[N], float factor, int size, float* to, int adds) {
#pragma unroll
  for (int n = 0; n < N; n++) {
    int c = n * WARP + threadIdx.x % WARP;
    if (c < size) to[c] = (adds ? to[c] : 0.0f) + factor * sums[n];
  }
}

static __device__ __forceinline__ bool sees(const Heads& heads, int query, int key, int offset) {
  return !heads.causal || key <= query + offset;
}

// Place of a probability in the matrix of its sentence and head, whose rows are multiples of eight.
static __device__ __forceinline__ unsigned place(int query, int key, int keys) {
  return (unsigned)query * ((keys + 7) & ~7) + key;
}

static __device__ __forceinline__ Dropout of_head(Dropout dropout, int sentence) {
  dropout.seed += (unsigned)(sentence * (int)gridDim.y + (int)blockIdx.y) * 0x9e3779b9u;
  return dropout;
}

// y = softmax(scale * q k^T) v. Shared: OWN + WARP rows of PITCH floats, 4 * WARP * MINE factors.
template <int N>
static __device__ __forceinline__ void attend(
    Heads heads, const Tile* tiles, float* y, int yStride, float* logSums) {
  DYNAMIC_SHARED(memory);
  float *own = memory, *others = own + OWN * PITCH(N), *factors = others + WARP * PITCH(N);
  Tile tile = tiles[blockIdx.x];
  int head = blockIdx.y, lane = threadIdx.x % WARP, first = threadIdx.x / WARP * MINE;
  Dropout dropout = of_head(heads.dropout, tile.sentence);
  float* mine = factors + (threadIdx.x / WARP) * WARP * MINE;
  long long column = (long long)head * heads.size;
  load<N, OWN>(heads.q + (long long)tile.row * heads.qStride + column, heads.qStride, tile.count,
      heads.size, own);
  float most[MINE], sum[MINE], out[MINE][N];
#pragma unroll
  for (int i = 0; i < MINE; i++) {
    most[i] = -INFINITY;
    sum[i] = 0.0f;
#pragma unroll
    for (int n = 0; n < N; n++) out[i][n] = 0.0f;
  }
  int end = heads.causal ? min(tile.others, tile.index + tile.count + tile.offset) : tile.others;
#pragma unroll 1
  for (int from = 0; from < end; from += WARP) {
    int count = min(WARP, end - from);
    long long row = tile.otherRow + from;
    __syncthreads();  // the values of the last tile have been used
    load<N, WARP>(heads.k + row * heads.kStride + column, heads.kStride, count, heads.size, others);
    __syncthreads();
    float scores[MINE];
    products<N>(own, others, heads.size, scores);
    __syncthreads();
    load<N, WARP>(heads.v + row * heads.vStride + column, heads.vStride, count, heads.size, others);
#pragma unroll
    for (int i = 0; i < MINE; i++) {
      if (first + i >= tile.count) {
        mine[lane * MINE + i] = 0.0f;
        continue;
      }
      int query = tile.index + first + i, key = from + lane;
      bool visible = lane < count && sees(heads, query, key, tile.offset);
      float score = visible ? scores[i] * heads.scale : -INFINITY;
      float peak = fmaxf(most[i], warp_max(score));
      float correction = most[i] == -INFINITY ? 0.0f : expf(most[i] - peak);
      float p = visible ? expf(score - peak) : 0.0f;
      sum[i] = sum[i] * correction + warp_sum(p);
      most[i] = peak;
#pragma unroll
      for (int n = 0; n < N; n++) out[i][n] *= correction;
      mine[lane * MINE + i] = dropped(p, dropout, place(query, key, tile.keys));
    }
    __syncthreads();
    combine<N>(factors, others, count, out);
  }
#pragma unroll
  for (int i = 0; i < MINE; i++) {
    if (first + i < tile.count) {
      long long row = tile.row + first + i;
      store<N>(out[i], 1.0f / sum[i], heads.size, y + row * yStride + column, 0);
      if (lane == 0) logSums[row * gridDim.y + head] = most[i] + logf(sum[i]);
    }
  }
}

// What goes back: y and its gradient, and what attend left.
struct Back {
  const float* y;
  const float* dy;
  int stride;
  const float* logSums;  // [rows, heads]
  float* dots;           // [rows, heads]: y * dy, head by head
};

// Gradient of the score of one query and key.
static __device__ __forceinline__ float score_gradient(float p, float dp, float dot) {
  return p * (dp - dot);
}

// dq, and the dots that attention_keys needs.
template <int N>
static __device__ __forceinline__ void back_to_queries(
    Heads heads, Back back, const Tile* tiles, float* dq, int dqStride, int adds) {
  DYNAMIC_SHARED(memory);
  float *own = memory, *ownBack = own + OWN * PITCH(N), *others = ownBack + OWN * PITCH(N);
  float* factors = others + WARP * PITCH(N);
  Tile tile = tiles[blockIdx.x];
  int head = blockIdx.y, lane = threadIdx.x % WARP, first = threadIdx.x / WARP * MINE;
  Dropout dropout = of_head(heads.dropout, tile.sentence);
  float* mine = factors + (threadIdx.x / WARP) * WARP * MINE;
  long long column = (long long)head * heads.size;
  load<N, OWN>(heads.q + (long long)tile.row * heads.qStride + column, heads.qStride, tile.count,
      heads.size, own);
  load<N, OWN>(back.dy + (long long)tile.row * back.stride + column, back.stride, tile.count,
      heads.size, ownBack);
  float dot[MINE], logSum[MINE], sums[MINE][N];
#pragma unroll
  for (int i = 0; i < MINE; i++) {
    dot[i] = logSum[i] = 0.0f;
#pragma unroll
    for (int n = 0; n < N; n++) sums[i][n] = 0.0f;
    if (first + i < tile.count) {
      long long row = tile.row + first + i;
      const float *y = back.y + row * back.stride + column, *dy = back.dy + row * back.stride + column;
      for (int c = lane; c < heads.size; c += WARP) dot[i] += y[c] * dy[c];
      dot[i] = warp_sum(dot[i]);
      logSum[i] = back.logSums[row * gridDim.y + head];
      if (lane == 0) back.dots[row * gridDim.y + head] = dot[i];
    }
  }
  int end = heads.causal ? min(tile.others, tile.index + tile.count + tile.offset) : tile.others;
#pragma unroll 1
  for (int from = 0; from < end; from += WARP) {
    int count = min(WARP, end - from);
    long long row = tile.otherRow + from;
    float scores[MINE], dp[MINE];
    __syncthreads();
    load<N, WARP>(heads.v + row * heads.vStride + column, heads.vStride, count, heads.size, others);
    __syncthreads();
    products<N>(ownBack, others, heads.size, dp);
    __syncthreads();
    load<N, WARP>(heads.k + row * heads.kStride + column, heads.kStride, count, heads.size, others);
    __syncthreads();
    products<N>(own, others, heads.size, scores);
#pragma unroll
    for (int i = 0; i < MINE; i++) {
      int query = tile.index + first + i, key = from + lane;
      bool visible =
          first + i < tile.count && lane < count && sees(heads, query, key, tile.offset);
      float p = visible ? expf(scores[i] * heads.scale - logSum[i]) : 0.0f;
      float through = dropped(dp[i], dropout, place(query, key, tile.keys));
      mine[lane * MINE + i] = visible ? score_gradient(p, through, dot[i]) : 0.0f;
    }
    __syncthreads();
    combine<N>(factors, others, count, sums);
  }
#pragma unroll
  for (int i = 0; i < MINE; i++) {
    if (first + i < tile.count) {
      float* to = dq + (long long)(tile.row + first + i) * dqStride + column;
      store<N>(sums[i], heads.scale, heads.size, to, adds);
    }
  }
}

// Where the gradients of keys and values go; added to what is there if adds.
struct KeyGradients {
  float* dk;
  float* dv;
  int kStride, vStride;
  int kAdds, vAdds;
};

// dk and dv; the tiles own keys.
template <int N>
static __device__ __forceinline__ void back_to_keys(
    Heads heads, Back back, const Tile* tiles, KeyGradients gradients) {
  DYNAMIC_SHARED(memory);
  float *ownKeys = memory, *ownValues = ownKeys + OWN * PITCH(N);
  float *others = ownValues + OWN * PITCH(N), *factors = others + WARP * PITCH(N);
  Tile tile = tiles[blockIdx.x];
  int head = blockIdx.y, lane = threadIdx.x % WARP, first = threadIdx.x / WARP * MINE;
  Dropout dropout = of_head(heads.dropout, tile.sentence);
  float* mine = factors + (threadIdx.x / WARP) * WARP * MINE;
  long long column = (long long)head * heads.size;
  load<N, OWN>(heads.k + (long long)tile.row * heads.kStride + column, heads.kStride, tile.count,
      heads.size, ownKeys);
  load<N, OWN>(heads.v + (long long)tile.row * heads.vStride + column, heads.vStride, tile.count,
      heads.size, ownValues);
  float dk[MINE][N], dv[MINE][N];
#pragma unroll
  for (int i = 0; i < MINE; i++) {
#pragma unroll
    for (int n = 0; n < N; n++) dk[i][n] = dv[i][n] = 0.0f;
  }
  int begin = heads.causal ? max(0, tile.index - tile.offset) : 0;
#pragma unroll 1
  for (int from = begin; from < tile.others; from += WARP) {
    int count = min(WARP, tile.others - from), query = from + lane;
    long long row = tile.otherRow + from;
    float scores[MINE], dp[MINE], kept[MINE];
    const float* dy = back.dy + row * back.stride + column;
    float logSum = lane < count ? back.logSums[(row + lane) * gridDim.y + head] : 0.0f;
    float dot = lane < count ? back.dots[(row + lane) * gridDim.y + head] : 0.0f;
    __syncthreads();
    load<N, WARP>(dy, back.stride, count, heads.size, others);
    __syncthreads();
    products<N>(ownValues, others, heads.size, dp);
    __syncthreads();
    load<N, WARP>(heads.q + row * heads.qStride + column, heads.qStride, count, heads.size, others);
    __syncthreads();
    products<N>(ownKeys, others, heads.size, scores);
#pragma unroll
    for (int i = 0; i < MINE; i++) {
      int key = tile.index + first + i;
      bool visible =
          first + i < tile.count && lane < count && sees(heads, query, key, tile.offset);
      unsigned at = place(query, key, tile.keys);
      float p = visible ? expf(scores[i] * heads.scale - logSum) : 0.0f;
      kept[i] = visible ? dropped(p, dropout, at) : 0.0f;
      float through = dropped(dp[i], dropout, at);
      mine[lane * MINE + i] = visible ? score_gradient(p, through, dot) : 0.0f;
    }
    __syncthreads();
    combine<N>(factors, others, count, dk);
    __syncthreads();
    load<N, WARP>(dy, back.stride, count, heads.size, others);
#pragma unroll
    for (int i = 0; i < MINE; i++) mine[lane * MINE + i] = kept[i];
    __syncthreads();
    combine<N>(factors, others, count, dv);
  }
#pragma unroll
  for (int i = 0; i < MINE; i++) {
    if (first + i < tile.count) {
      long long row = tile.row + first + i;
      store<N>(dk[i], heads.scale, heads.size, gradients.dk + row * gradients.kStride + column,
               gradients.kAdds);
      store<N>(dv[i], 1.0f, heads.size, gradients.dv + row * gradients.vStride + column,
               gradients.vAdds);
    }
  }
}

// One kernel for every width of heads: up to 32, 64, 128 and 256 columns. So many BLOCKS at a time
// on one multiprocessor leave a thread registers for what it loads at once.
#define ATTENTION(N, COLUMNS, BLOCKS)                                                              \
  extern "C" __global__ void __launch_bounds__(128, BLOCKS) attention_##COLUMNS(                   \
      Heads heads, const Tile* tiles, float* y, int yStride, float* logSums) {                     \
    attend<N>(heads, tiles, y, yStride, logSums);                                                  \
  }                                                                                                \
  extern "C" __global__ void __launch_bounds__(128, BLOCKS) attention_queries_##COLUMNS(           \
      Heads heads, Back back, const Tile* tiles, float* dq, int dqStride, int adds) {              \
    back_to_queries<N>(heads, back, tiles, dq, dqStride, adds);                                    \
  }                                                                                                \
  extern "C" __global__ void __launch_bounds__(128, BLOCKS) attention_keys_##COLUMNS(              \
      Heads heads, Back back, const Tile* tiles, KeyGradients gradients) {                         \
    back_to_keys<N>(heads, back, tiles, gradients);                                                \
  }

ATTENTION(1, 32, 6)
ATTENTION(2, 64, 6)
ATTENTION(4, 128, 5)
ATTENTION(8, 256, 3)
