// What the operations in C++ are written with: TensorFlow's C API, threads, inputs and outputs, and how TensorFlow is told of an operation.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

// TensorFlow's stable C API (tensorflow/c/ops.h, kernels.h, tf_tensor.h), as far as it is used here: its headers come with some installations only.
extern "C" {
struct TF_Status;
struct TF_Tensor;
struct TF_OpDefinitionBuilder;
struct TF_KernelBuilder;
struct TF_OpKernelConstruction;
struct TF_OpKernelContext;
struct TF_ShapeInferenceContext;
TF_Status* TF_NewStatus();
void TF_DeleteStatus(TF_Status*);
int TF_GetCode(const TF_Status*);
const char* TF_Message(const TF_Status*);
void* TF_TensorData(const TF_Tensor*);
int TF_NumDims(const TF_Tensor*);
int64_t TF_Dim(const TF_Tensor*, int);
int64_t TF_TensorElementCount(const TF_Tensor*);
void TF_DeleteTensor(TF_Tensor*);
TF_OpDefinitionBuilder* TF_NewOpDefinitionBuilder(const char* name);
void TF_OpDefinitionBuilderAddInput(TF_OpDefinitionBuilder*, const char*);
void TF_OpDefinitionBuilderAddOutput(TF_OpDefinitionBuilder*, const char*);
void TF_OpDefinitionBuilderAddAttr(TF_OpDefinitionBuilder*, const char*);
void TF_OpDefinitionBuilderSetShapeInferenceFunction(TF_OpDefinitionBuilder*, void (*)(TF_ShapeInferenceContext*, TF_Status*));
void TF_ShapeInferenceContextSetUnknownShape(TF_ShapeInferenceContext*, TF_Status*);
void TF_RegisterOpDefinition(TF_OpDefinitionBuilder*, TF_Status*);
TF_KernelBuilder* TF_NewKernelBuilder(const char* op, const char* device, void* (*create)(TF_OpKernelConstruction*),
                                      void (*compute)(void*, TF_OpKernelContext*), void (*remove)(void*));
void TF_RegisterKernelBuilder(const char* kernel, TF_KernelBuilder*, TF_Status*);
void TF_OpKernelConstruction_GetAttrBool(TF_OpKernelConstruction*, const char*, unsigned char*, TF_Status*);
void TF_OpKernelConstruction_GetAttrSize(TF_OpKernelConstruction*, const char*, int32_t* length, int32_t* bytes, TF_Status*);
void TF_OpKernelConstruction_GetAttrInt64List(TF_OpKernelConstruction*, const char*, int64_t*, int length, TF_Status*);
int TF_NumInputs(TF_OpKernelContext*);
void TF_GetInput(TF_OpKernelContext*, int, TF_Tensor**, TF_Status*);
TF_Tensor* TF_AllocateOutput(TF_OpKernelContext*, int, int dtype, const int64_t* dims, int rank, size_t bytes, TF_Status*);
}

#if defined(__x86_64__) && defined(__GNUC__)
// Two versions, of which the loader picks the one that this machine can run. What is done here waits for memory: wider vectors would not be faster.
#define PER_PROCESSOR __attribute__((target_clones("avx2", "default")))
#else
#define PER_PROCESSOR
#endif

constexpr int kFloat = 1;
/** Values that one thread takes at a time: they stay in its cache. Fixed, so that no sum depends on the number of threads. */
constexpr int64_t kBlock = 1 << 13;
/** So many values have to be gone through before another thread is worth its start. */
constexpr int64_t kWorthAThread = 1 << 18;

inline int threadCount() {
  static const int count = [] {
    const char* set = std::getenv("TF_NUM_INTRAOP_THREADS");
    const int wanted = set ? std::atoi(set) : 0;
    return std::max(1, wanted > 0 ? wanted : static_cast<int>(std::thread::hardware_concurrency()));
  }();
  return count;
}

struct Nothing {};

/**
 * Calls `work(0, space)` to `work(jobs - 1, space)` on as many threads as `values`, the number of values in all, are worth; each thread has a
 * `Space` of its own.
 */
template <typename Space = Nothing, typename Work>
void inParallel(int64_t jobs, int64_t values, const Work& work) {
  const int64_t threads = std::min({static_cast<int64_t>(threadCount()), jobs, std::max<int64_t>(1, values / kWorthAThread)});
  const auto share = [&](int64_t thread) {
    Space space;
    for (int64_t job = thread; job < jobs; job += threads) work(job, space);
  };
  std::vector<std::thread> others;
  for (int64_t thread = 1; thread < threads; thread++) others.emplace_back(share, thread);
  share(0);
  for (auto& other : others) other.join();
}

/** Values that are gone through side by side: whole pixels, so that each lane belongs to one class or channel. */
constexpr int64_t kLanes = 16;
inline int64_t lanesOf(int64_t channels) { return channels * std::max<int64_t>(1, kLanes / channels); }

struct Input {
  Input(TF_OpKernelContext* context, int index) {
    TF_Status* status = TF_NewStatus();
    TF_GetInput(context, index, &tensor, status);
    TF_DeleteStatus(status);
    values = static_cast<const float*>(TF_TensorData(tensor));
    size = TF_TensorElementCount(tensor);
  }
  ~Input() { TF_DeleteTensor(tensor); }
  int64_t side(int axis) const { return TF_Dim(tensor, axis); }
  std::vector<int64_t> shape() const {
    std::vector<int64_t> sides(TF_NumDims(tensor));
    for (size_t axis = 0; axis < sides.size(); axis++) sides[axis] = side(static_cast<int>(axis));
    return sides;
  }

  TF_Tensor* tensor = nullptr;
  const float* values;
  int64_t size;
};

struct Output {
  Output(TF_OpKernelContext* context, int index, const std::vector<int64_t>& shape) {
    for (const int64_t side : shape) size *= side;
    TF_Status* status = TF_NewStatus();
    tensor = TF_AllocateOutput(context, index, kFloat, shape.data(), static_cast<int>(shape.size()), size * sizeof(float), status);
    TF_DeleteStatus(status);
    values = static_cast<float*>(TF_TensorData(tensor));
  }
  ~Output() { TF_DeleteTensor(tensor); }

  TF_Tensor* tensor;
  float* values;
  int64_t size = 1;
};

/** An operation: what goes in, what comes out and its attributes, each as `name: type`; and what computes it. */
struct Operation {
  const char* name;
  std::vector<const char*> inputs, outputs, attributes;
  void* (*create)(TF_OpKernelConstruction*);
  void (*compute)(void* created, TF_OpKernelContext*);
  void (*remove)(void* created);
};

/** Tells TensorFlow of an operation; gives what stood in the way, or nothing. */
inline std::string registerOperation(const Operation& operation) {
  TF_Status* status = TF_NewStatus();
  TF_OpDefinitionBuilder* definition = TF_NewOpDefinitionBuilder(operation.name);
  for (const char* input : operation.inputs) TF_OpDefinitionBuilderAddInput(definition, input);
  for (const char* output : operation.outputs) TF_OpDefinitionBuilderAddOutput(definition, output);
  for (const char* attribute : operation.attributes) TF_OpDefinitionBuilderAddAttr(definition, attribute);
  TF_OpDefinitionBuilderSetShapeInferenceFunction(definition, TF_ShapeInferenceContextSetUnknownShape);
  TF_RegisterOpDefinition(definition, status);
  if (TF_GetCode(status) == 0) {
    TF_RegisterKernelBuilder(operation.name, TF_NewKernelBuilder(operation.name, "CPU", operation.create, operation.compute, operation.remove), status);
  }
  const std::string problem = TF_GetCode(status) == 0 ? "" : TF_Message(status);
  TF_DeleteStatus(status);
  return problem;
}
