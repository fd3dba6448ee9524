// Stands in for libcuda.so.1 and for cuBLAS, as far as we call them, on the processor.
//
// With -DHEADERS the compiler checks the signatures against NVIDIA's own headers.
#include "host.h"

#ifdef HEADERS
#include <cublas_api.h>
#include <cuda.h>
#else
typedef int CUresult, CUdevice, CUdevice_attribute, CUfunction_attribute;
typedef unsigned long long CUdeviceptr;
typedef struct CUctx_st* CUcontext;
typedef struct CUmod_st* CUmodule;
typedef struct CUfunc_st* CUfunction;
typedef struct CUstream_st* CUstream;
typedef int cublasStatus_t, cublasMath_t, cublasOperation_t;
typedef int cudaDataType_t, cublasComputeType_t, cublasGemmAlgo_t;
typedef struct cublasContext* cublasHandle_t;
typedef struct CUstream_st* cudaStream_t;
struct CUlaunchConfig {
  unsigned gridDimX, gridDimY, gridDimZ, blockDimX, blockDimY, blockDimZ, sharedMemBytes;
  CUstream hStream;
  void* attrs;
  unsigned numAttrs;
};
#endif

#include "kernels.cu"
#include "races.cu"

#define K(name) {#name, host::Kernel<name>::run}
static const host::Named kernels[] = {
    K(embed), K(add_rows), K(gather_rows), K(scatter_rows), K(copy_rows), K(bias_activation),
    K(drop_out), K(bias_activation_backward), K(add_parts), K(to_bfloat16), K(norm), K(norm_backward),
    K(cross_entropy), K(squared_errors), K(sum_losses), K(add_loss), K(softmax_rows), K(softmax_rows_backward),
    K(square_parts), K(gradient_scale), K(adam), K(mix), K(mix_backward), K(attention_32),
    K(attention_queries_32), K(attention_keys_32), K(attention_64), K(attention_queries_64),
    K(attention_keys_64), K(attention_128), K(attention_queries_128), K(attention_keys_128),
    K(attention_256), K(attention_queries_256), K(attention_keys_256), K(race_read_too_early),
    K(race_written_too_early), K(race_none), K(race_stuck)};

enum { OK = 0, OUT_OF_MEMORY = 2, NO_DEVICE = 100, MISSING = 500, ILLEGAL = 700, TIMEOUT = 702 };
static CUresult result(int code) { return static_cast<CUresult>(code); }

// What a test can set: the seed of schedules, devices, memory, and the version of the driver.
static long long settings[] = {1, 1, 4LL << 30, 12080};
enum { SEED, DEVICES, MEMORY, VERSION };

static const size_t GUARD_BYTES = 256;
static const unsigned char GUARD_BYTE = 0x5a;
static std::vector<std::pair<char*, size_t>> blocks;
static size_t used;
static int sticky;

static bool whole(const std::pair<char*, size_t>& block) {
  const char* guard = block.first + block.second;
  return std::all_of(guard, guard + GUARD_BYTES, [](char c) { return c == GUARD_BYTE; });
}

static CUresult checked() {
  for (auto& block : blocks) {
    if (!whole(block)) sticky = ILLEGAL;
  }
  return result(sticky);
}

// Columns of bfloat16 as floats.
static std::vector<float> floats(const void* numbers, int stride, int columns) {
  std::vector<float> result(static_cast<size_t>(stride) * columns);
  for (size_t i = 0; i < result.size(); i++) {
    unsigned bits = static_cast<const unsigned short*>(numbers)[i] * 65536u;
    memcpy(&result[i], &bits, 4);
  }
  return result;
}

extern "C" {

void standin_set(int which, long long value) {
  settings[which] = value;
  sticky = 0;
  for (auto& block : blocks) memset(block.first + block.second, GUARD_BYTE, GUARD_BYTES);
}
long long standin_used() { return used; }

CUresult cuInit(unsigned) { return result(OK); }
CUresult cuDriverGetVersion(int* version) {
  *version = settings[VERSION];
  return result(OK);
}
CUresult cuDeviceGetCount(int* count) {
  *count = settings[DEVICES];
  return result(OK);
}
CUresult cuDeviceGet(CUdevice* device, int ordinal) {
  *device = ordinal;
  return result(ordinal < settings[DEVICES] ? OK : NO_DEVICE);
}
CUresult cuDeviceGetName(char* name, int length, CUdevice) {
  snprintf(name, length, "this processor");
  return result(OK);
}
CUresult cuDeviceGetAttribute(int* value, CUdevice_attribute attribute, CUdevice) {
  switch (static_cast<int>(attribute)) {
    case 75: *value = 8; break;                              // compute capability
    case 97: *value = host::SHARED_FLOATS * 4; break;        // shared memory of a block
    default: *value = 0;
  }
  return result(OK);
}
CUresult cuDevicePrimaryCtxRetain(CUcontext* context, CUdevice) {
  *context = reinterpret_cast<CUcontext>(1);
  return result(OK);
}
CUresult cuDevicePrimaryCtxRelease_v2(CUdevice) { return result(OK); }
CUresult cuCtxSetCurrent(CUcontext) { return result(OK); }
CUresult cuStreamCreate(CUstream* stream, unsigned) {
  *stream = reinterpret_cast<CUstream>(1);
  return result(OK);
}
CUresult cuStreamDestroy_v2(CUstream) { return result(OK); }
CUresult cuStreamSynchronize(CUstream) { return checked(); }
CUresult cuMemGetInfo_v2(size_t* unused, size_t* total) {
  *total = settings[MEMORY];
  *unused = settings[MEMORY] - used;
  return result(OK);
}
CUresult cuMemAlloc_v2(CUdeviceptr* pointer, size_t bytes) {
  if (used + bytes > static_cast<size_t>(settings[MEMORY])) return result(OUT_OF_MEMORY);
  size_t room = (bytes + GUARD_BYTES + 255) & ~size_t(255);
  char* block = static_cast<char*>(aligned_alloc(256, room));
  memset(block, 0xff, bytes);  // floats that are not numbers
  memset(block + bytes, GUARD_BYTE, GUARD_BYTES);
  blocks.emplace_back(block, bytes);
  used += bytes;
  *pointer = reinterpret_cast<CUdeviceptr>(block);
  return result(OK);
}
CUresult cuMemFree_v2(CUdeviceptr pointer) {
  CUresult state = checked();
  for (size_t i = 0; i < blocks.size(); i++) {
    if (blocks[i].first == reinterpret_cast<char*>(pointer)) {
      used -= blocks[i].second;
      free(blocks[i].first);
      blocks.erase(blocks.begin() + i);
      return state;
    }
  }
  return result(ILLEGAL);
}
CUresult cuMemHostRegister_v2(void*, size_t, unsigned) { return result(OK); }
CUresult cuMemHostUnregister(void*) { return result(OK); }
CUresult cuMemcpyHtoDAsync_v2(CUdeviceptr to, const void* from, size_t bytes, CUstream) {
  memcpy(reinterpret_cast<void*>(to), from, bytes);
  return result(sticky);
}
CUresult cuMemcpyDtoHAsync_v2(void* to, CUdeviceptr from, size_t bytes, CUstream) {
  memcpy(to, reinterpret_cast<void*>(from), bytes);
  return result(sticky);
}
CUresult cuMemcpyDtoDAsync_v2(CUdeviceptr to, CUdeviceptr from, size_t bytes, CUstream) {
  memmove(reinterpret_cast<void*>(to), reinterpret_cast<void*>(from), bytes);
  return result(sticky);
}
CUresult cuMemsetD32Async(CUdeviceptr to, unsigned value, size_t count, CUstream) {
  std::fill_n(reinterpret_cast<unsigned*>(to), count, value);
  return result(sticky);
}
CUresult cuModuleLoadData(CUmodule* module, const void* image) {
  bool ptx = strstr(static_cast<const char*>(image), ".version") != nullptr;
  *module = reinterpret_cast<CUmodule>(1);
  return result(ptx ? OK : 200);
}
CUresult cuModuleUnload(CUmodule) { return result(OK); }
CUresult cuModuleGetFunction(CUfunction* function, CUmodule, const char* name) {
  for (auto& kernel : kernels) {
    if (strcmp(kernel.name, name) == 0) {
      *function = reinterpret_cast<CUfunction>(const_cast<host::Named*>(&kernel));
      return result(OK);
    }
  }
  return result(MISSING);
}
CUresult cuFuncSetAttribute(CUfunction, CUfunction_attribute, int) { return result(OK); }
CUresult cuGetErrorName(CUresult code, const char** name) {
  int number = static_cast<int>(code);
  *name = number == ILLEGAL ? "CUDA_ERROR_ILLEGAL_ADDRESS"
          : number == TIMEOUT ? "CUDA_ERROR_LAUNCH_TIMEOUT"
                              : "CUDA_ERROR_OF_THE_STAND_IN";
  return result(OK);
}
CUresult cuLaunchKernelEx(const CUlaunchConfig* config, CUfunction function, void**, void** extra) {
  host::body = reinterpret_cast<const host::Named*>(function)->run;
  host::arguments = static_cast<const char*>(extra[1]);  // after the mark of a packed buffer
  host::seed = static_cast<unsigned>(settings[SEED]);
  gridDim = {config->gridDimX, config->gridDimY, config->gridDimZ};
  blockDim = {config->blockDimX, config->blockDimY, config->blockDimZ};
  switch (host::run_grid(config->sharedMemBytes)) {
    case host::STUCK: sticky = TIMEOUT; break;
    case host::OUT_OF_BOUNDS: sticky = ILLEGAL; break;
    case host::DONE: break;
  }
  return result(sticky);
}

cublasStatus_t cublasCreate_v2(cublasHandle_t* handle) {
  *handle = reinterpret_cast<cublasHandle_t>(1);
  return static_cast<cublasStatus_t>(0);
}
cublasStatus_t cublasDestroy_v2(cublasHandle_t) { return static_cast<cublasStatus_t>(0); }
cublasStatus_t cublasGetVersion_v2(cublasHandle_t, int* version) {
  *version = 120800;
  return static_cast<cublasStatus_t>(0);
}
cublasStatus_t cublasSetStream_v2(cublasHandle_t, cudaStream_t) {
  return static_cast<cublasStatus_t>(0);
}
cublasStatus_t cublasSetWorkspace_v2(cublasHandle_t, void*, size_t) {
  return static_cast<cublasStatus_t>(0);
}
cublasStatus_t cublasSetMathMode(cublasHandle_t, cublasMath_t) {
  return static_cast<cublasStatus_t>(0);
}

// C = alpha * op(A) * op(B) + beta * C, by columns, op(A) [m, k] and op(B) [k, n].
cublasStatus_t cublasSgemm_v2(
    cublasHandle_t, cublasOperation_t transA, cublasOperation_t transB, int m, int n, int k,
    const float* alpha, const float* a, int lda, const float* b, int ldb, const float* beta,
    float* c, int ldc) {
  bool ta = static_cast<int>(transA) == 1, tb = static_cast<int>(transB) == 1;
  if (lda < (ta ? k : m) || ldb < (tb ? n : k) || ldc < m) return static_cast<cublasStatus_t>(7);
  std::vector<float> column(m);
  for (int j = 0; j < n; j++) {
    std::fill(column.begin(), column.end(), 0.0f);
    for (int p = 0; p < k; p++) {
      float factor = tb ? b[j + (size_t)p * ldb] : b[p + (size_t)j * ldb];
      for (int i = 0; i < m; i++) {
        column[i] += factor * (ta ? a[p + (size_t)i * lda] : a[i + (size_t)p * lda]);
      }
    }
    for (int i = 0; i < m; i++) {
      float before = *beta == 0.0f ? 0.0f : *beta * c[i + (size_t)j * ldc];
      c[i + (size_t)j * ldc] = *alpha * column[i] + before;
    }
  }
  return static_cast<cublasStatus_t>(0);
}

// The same with factors of bfloat16, which is all that we call it for.
cublasStatus_t cublasGemmEx(
    cublasHandle_t handle, cublasOperation_t transA, cublasOperation_t transB, int m, int n, int k,
    const void* alpha, const void* a, cudaDataType_t, int lda, const void* b, cudaDataType_t,
    int ldb, const void* beta, void* c, cudaDataType_t, int ldc, cublasComputeType_t,
    cublasGemmAlgo_t) {
  bool ta = static_cast<int>(transA) == 1, tb = static_cast<int>(transB) == 1;
  std::vector<float> as = floats(a, lda, ta ? m : k), bs = floats(b, ldb, tb ? k : n);
  return cublasSgemm_v2(
      handle, transA, transB, m, n, k, static_cast<const float*>(alpha), as.data(), lda, bs.data(),
      ldb, static_cast<const float*>(beta), static_cast<float*>(c), ldc);
}

}  // extern "C"
