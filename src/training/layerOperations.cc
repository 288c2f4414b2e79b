// What a training step does besides convolutions, as operations of TensorFlow: one pass each, where TensorFlow's own would be several.
// layerOperations.ts calls them; without them a training step composes TensorFlow's.
#include "../engine/native/operation.h"

namespace {

// ---- The gradient of `max(0, x + bias)`, given its result ---------------------------------------------------------------------------------------

PER_PROCESSOR void passWherePositive(const float* __restrict dy, const float* __restrict y, int64_t n, float* __restrict dx) {
  for (int64_t i = 0; i < n; i++) dx[i] = y[i] > 0 ? dy[i] : 0;
}

/** Adds to `sums`, one a lane. */
PER_PROCESSOR void addToLanes(const float* x, int64_t n, int64_t lanes, double* sums) {
  for (int64_t start = 0; start < n; start += lanes) {
    const int64_t count = std::min(lanes, n - start);
    for (int64_t lane = 0; lane < count; lane++) sums[lane] += x[start + lane];
  }
}

/** The gradients of the image `x` and of the bias, one number a channel. */
void computeReluGradient(void*, TF_OpKernelContext* context) {
  const Input dy(context, 0), y(context, 1);
  const std::vector<int64_t> shape = dy.shape();
  const int64_t channels = shape.back(), lanes = lanesOf(channels), step = std::max<int64_t>(1, kBlock / lanes) * lanes, blocks = (dy.size + step - 1) / step;
  Output dx(context, 0, shape), bias(context, 1, {channels});
  std::vector<double> sums(blocks * lanes);
  inParallel(blocks, dy.size, [&](int64_t job, Nothing) {
    const int64_t start = job * step, n = std::min(step, dy.size - start);
    passWherePositive(dy.values + start, y.values + start, n, dx.values + start);
    addToLanes(dx.values + start, n, lanes, &sums[job * lanes]);
  });
  std::vector<double> all(channels);
  for (int64_t k = 0; k < blocks * lanes; k++) all[k % channels] += sums[k];
  std::copy(all.begin(), all.end(), bias.values);
}

// ---- The sum of two images, and what of it is above zero ----------------------------------------------------------------------------------------

PER_PROCESSOR void addRelu(const float* __restrict a, const float* __restrict b, int64_t n, float* __restrict out) {
  // In this order the sum stays where it is NaN: a training that diverges must not look like one that does not.
  for (int64_t i = 0; i < n; i++) out[i] = std::max(a[i] + b[i], 0.0f);
}

void computeAddRelu(void*, TF_OpKernelContext* context) {
  const Input a(context, 0), b(context, 1);
  Output out(context, 0, a.shape());
  inParallel((a.size + kBlock - 1) / kBlock, a.size, [&](int64_t job, Nothing) {
    const int64_t start = job * kBlock;
    addRelu(a.values + start, b.values + start, std::min(kBlock, a.size - start), out.values + start);
  });
}

// ---- The flat parameter vector and its pieces ---------------------------------------------------------------------------------------------------

/** The shapes of the pieces: for each its rank and its sides. */
void* createShapes(TF_OpKernelConstruction* construction) {
  TF_Status* status = TF_NewStatus();
  int32_t length = 0, bytes = 0;
  TF_OpKernelConstruction_GetAttrSize(construction, "shapes", &length, &bytes, status);
  std::vector<int64_t> numbers(length);
  TF_OpKernelConstruction_GetAttrInt64List(construction, "shapes", numbers.data(), length, status);
  TF_DeleteStatus(status);
  auto* shapes = new std::vector<std::vector<int64_t>>;
  for (int32_t k = 0; k < length; k += 1 + static_cast<int32_t>(numbers[k])) shapes->emplace_back(&numbers[k + 1], &numbers[k + 1] + numbers[k]);
  return shapes;
}

void deleteShapes(void* shapes) { delete static_cast<std::vector<std::vector<int64_t>>*>(shapes); }

void computeUnpack(void* shapes, TF_OpKernelContext* context) {
  const Input flat(context, 0);
  const float* next = flat.values;
  int index = 0;
  for (const auto& shape : *static_cast<std::vector<std::vector<int64_t>>*>(shapes)) {
    Output piece(context, index++, shape);
    std::copy_n(next, piece.size, piece.values);
    next += piece.size;
  }
}

void computePack(void*, TF_OpKernelContext* context) {
  int64_t size = 0;
  for (int k = 0; k < TF_NumInputs(context); k++) size += Input(context, k).size;
  Output flat(context, 0, {size});
  float* next = flat.values;
  for (int k = 0; k < TF_NumInputs(context); k++) {
    const Input piece(context, k);
    next = std::copy_n(piece.values, piece.size, next);
  }
}

// ---- Adam: adam.ts says what is computed -------------------------------------------------------------------------------------------------------

PER_PROCESSOR void adam(const float* __restrict p, const float* __restrict g, const float* __restrict m, const float* __restrict v, int64_t n, float beta1, float rest1,
                        float beta2, float rest2, float rate, float epsilon, float* __restrict nextP, float* __restrict nextM, float* __restrict nextV) {
  for (int64_t i = 0; i < n; i++) {
    nextM[i] = beta1 * m[i] + rest1 * g[i];
    nextV[i] = beta2 * v[i] + rest2 * (g[i] * g[i]);
    nextP[i] = p[i] - rate * nextM[i] / (std::sqrt(nextV[i]) + epsilon);
  }
}

/** Of the parameters, the gradient, the mean and the square of it, and `[beta1, 1 - beta1, beta2, 1 - beta2, rate, epsilon]`. */
void computeAdam(void*, TF_OpKernelContext* context) {
  const Input p(context, 0), g(context, 1), m(context, 2), v(context, 3), c(context, 4);
  Output nextP(context, 0, {p.size}), nextM(context, 1, {p.size}), nextV(context, 2, {p.size});
  adam(p.values, g.values, m.values, v.values, p.size, c.values[0], c.values[1], c.values[2], c.values[3], c.values[4], c.values[5], nextP.values, nextM.values, nextV.values);
}

}  // namespace

extern const std::vector<Operation> kLayerOperations = {
    {"DiceWorkbookReluGradient", {"dy: float", "y: float"}, {"dx: float", "bias: float"}, {}, nullptr, computeReluGradient, nullptr},
    {"DiceWorkbookAddRelu", {"a: float", "b: float"}, {"y: float"}, {}, nullptr, computeAddRelu, nullptr},
    {"DiceWorkbookUnpack", {"flat: float"}, {"pieces: N * float"}, {"N: int", "shapes: list(int)"}, createShapes, computeUnpack, deleteShapes},
    {"DiceWorkbookPack", {"pieces: N * float"}, {"flat: float"}, {"N: int"}, nullptr, computePack, nullptr},
    {"DiceWorkbookAdam", {"p: float", "g: float", "m: float", "v: float", "constants: float"}, {"next_p: float", "next_m: float", "next_v: float"}, {}, nullptr, computeAdam, nullptr},
};
