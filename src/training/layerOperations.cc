// What a training step does besides convolutions, as operations of TensorFlow: one pass each, where TensorFlow's own would be several.
// layerOperations.ts calls them; without them a training step composes TensorFlow's.
#include "../engine/native/operation.h"

namespace {

/** `value` or 0, by its bits: a branch, whose outcome is as good as random, would cost more than all else. */
inline __attribute__((always_inline)) float keptWhere(bool condition, float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  bits &= -static_cast<uint32_t>(condition);
  std::memcpy(&value, &bits, sizeof bits);
  return value;
}

// ---- The gradient of `max(0, x + bias)`, given its result ---------------------------------------------------------------------------------------

PER_PROCESSOR void passWherePositive(const float* __restrict dy, const float* __restrict y, int64_t n, float* __restrict dx) {
  for (int64_t i = 0; i < n; i++) dx[i] = keptWhere(y[i] > 0, dy[i]);
}

/** Adds to `sums`, one a lane: four of its values at a time, as each addition to a sum waits for the one before. */
PER_PROCESSOR void addToLanes(const float* __restrict x, int64_t n, int64_t lanes, double* __restrict sums) {
  int64_t start = 0;
  for (; start + 4 * lanes <= n; start += 4 * lanes) {
    const float *first = x + start, *second = first + lanes, *third = second + lanes, *fourth = third + lanes;
    for (int64_t lane = 0; lane < lanes; lane++) {
      sums[lane] += (static_cast<double>(first[lane]) + second[lane]) + (static_cast<double>(third[lane]) + fourth[lane]);
    }
  }
  for (; start < n; start += lanes) {
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

/** The gradient of a bias alone. */
void computeBiasGradient(void*, TF_OpKernelContext* context) {
  const Input dy(context, 0);
  const int64_t channels = dy.shape().back(), lanes = lanesOf(channels);
  Output bias(context, 0, {channels});
  std::vector<double> sums(lanes), all(channels);
  addToLanes(dy.values, dy.size, lanes, sums.data());
  for (int64_t lane = 0; lane < lanes; lane++) all[lane % channels] += sums[lane];
  std::copy(all.begin(), all.end(), bias.values);
}

// ---- The largest of every 2x2 pixels ------------------------------------------------------------------------------------------------------------

/** Of two rows of the image, `pixels` results. NaN stays. */
PER_PROCESSOR void poolRows(const float* __restrict upper, const float* __restrict lower, int64_t pixels, int64_t channels, float* __restrict y) {
  const auto larger = [](float a, float b) { return b > a || b != b ? b : a; };
  for (int64_t pixel = 0; pixel < pixels; pixel++, upper += 2 * channels, lower += 2 * channels, y += channels) {
    for (int64_t c = 0; c < channels; c++) y[c] = larger(larger(upper[c], upper[channels + c]), larger(lower[c], lower[channels + c]));
  }
}

void computePool(void*, TF_OpKernelContext* context) {
  const Input x(context, 0);
  const int64_t height = x.side(1), width = x.side(2), channels = x.side(3), rows = height / 2;
  Output y(context, 0, {x.side(0), rows, width / 2, channels});
  inParallel(x.side(0) * rows, x.size, [&](int64_t job, Nothing) {
    const float* upper = x.values + (job / rows * height + job % rows * 2) * width * channels;
    poolRows(upper, upper + width * channels, width / 2, channels, y.values + job * (width / 2) * channels);
  });
}

/** Adds to what two rows hold: of equal pixels the first takes it all. */
PER_PROCESSOR void poolRowsGradient(const float* __restrict dy, const float* __restrict y, const float* __restrict upper, const float* __restrict lower, int64_t pixels,
                                    int64_t channels, float* __restrict dUpper, float* __restrict dLower) {
  for (int64_t pixel = 0; pixel < pixels; pixel++) {
    for (int64_t c = 0; c < channels; c++) {
      const float d = dy[c], largest = y[c];
      const bool first = upper[c] == largest, second = upper[channels + c] == largest, third = lower[c] == largest, fourth = lower[channels + c] == largest;
      dUpper[c] += keptWhere(first, d);
      dUpper[channels + c] += keptWhere(!first & second, d);
      dLower[c] += keptWhere(!first & !second & third, d);
      dLower[channels + c] += keptWhere(!first & !second & !third & fourth, d);
    }
    dy += channels, y += channels, upper += 2 * channels, lower += 2 * channels, dUpper += 2 * channels, dLower += 2 * channels;
  }
}

/** Of the result's gradient, the input, the result and another gradient of the input; gives the sum of both. */
void computePoolGradient(void*, TF_OpKernelContext* context) {
  const Input dy(context, 0), x(context, 1), y(context, 2), other(context, 3);
  const int64_t height = x.side(1), width = x.side(2), channels = x.side(3), rows = height / 2, row = width * channels;
  Output dx(context, 0, x.shape());
  inParallel(x.side(0), x.size, [&](int64_t image, Nothing) {
    std::copy_n(other.values + image * height * row, height * row, dx.values + image * height * row);
    for (int64_t k = 0; k < rows; k++) {
      const int64_t upper = (image * height + 2 * k) * row, pooled = (image * rows + k) * (width / 2) * channels;
      poolRowsGradient(dy.values + pooled, y.values + pooled, x.values + upper, x.values + upper + row, width / 2, channels, dx.values + upper, dx.values + upper + row);
    }
  });
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

// ---- Instance normalisation, scale, shift and ReLU: instanceNormalisation.ts says what is computed ----------------------------------------------

constexpr double kEpsilon = 1e-5;

/** How the images of a batch are gone through: in blocks of whole pixels, so that no sum depends on the number of threads. */
struct Blocks {
  explicit Blocks(const Input& x)
      : images(x.side(0)), channels(x.shape().back()), size(x.size / std::max<int64_t>(1, images)), lanes(lanesOf(channels)),
        step(std::max<int64_t>(1, kBlock / lanes) * lanes), count((size + step - 1) / step) {}

  /**
   * For every image: `first` of each block, `between`, `second` of each block. Each thread takes images, whose values are then still in its cache for
   * `second`, unless there are too few of them.
   */
  template <typename First, typename Between, typename Second>
  void twice(const First& first, const Between& between, const Second& second) const {
    const auto block = [&](const auto& work, int64_t image, int64_t index) {
      work(image * count + index, image * size + index * step, std::min(step, size - index * step));
    };
    if (images >= threadCount()) {
      inParallel(images, images * size, [&](int64_t image, Nothing) {
        for (int64_t index = 0; index < count; index++) block(first, image, index);
        between(image);
        for (int64_t index = 0; index < count; index++) block(second, image, index);
      });
    } else {
      for (int64_t image = 0; image < images; image++) {
        inParallel(count, size, [&](int64_t index, Nothing) { block(first, image, index); });
        between(image);
        inParallel(count, size, [&](int64_t index, Nothing) { block(second, image, index); });
      }
    }
  }

  /** One channel's sum over the lanes of all blocks of an image. */
  double total(const std::vector<double>& sums, int64_t image, int64_t channel) const {
    double sum = 0;
    for (int64_t k = image * count * lanes + channel; k < (image + 1) * count * lanes; k += channels) sum += sums[k];
    return sum;
  }

  const int64_t images, channels, size, lanes, step, count;
};

/** Adds to the sums, one a lane, of what lies above `origin` and of its square: near the values, so that no digits are lost where their mean is large. */
PER_PROCESSOR void addMoments(const float* __restrict x, const float* __restrict origin, int64_t n, int64_t lanes, double* __restrict sums, double* __restrict squares) {
  for (int64_t start = 0; start < n; start += lanes) {
    const int64_t count = std::min(lanes, n - start);
    for (int64_t lane = 0; lane < count; lane++) {
      const double above = x[start + lane] - origin[lane];
      sums[lane] += above;
      squares[lane] += above * above;
    }
  }
}

PER_PROCESSOR void normaliseRelu(const float* __restrict x, int64_t n, int64_t lanes, const float* __restrict mean, const float* __restrict factor, const float* __restrict shift,
                                 float* __restrict y) {
  for (int64_t start = 0; start < n; start += lanes) {
    const int64_t count = std::min(lanes, n - start);
    // In this order the result stays where it is NaN.
    for (int64_t lane = 0; lane < count; lane++) y[start + lane] = std::max((x[start + lane] - mean[lane]) * factor[lane] + shift[lane], 0.0f);
  }
}

/** Of the input, the scale and the shift; gives the result, and the mean and 1 / sqrt(variance + epsilon) of every image and channel. */
void computeNormaliseRelu(void*, TF_OpKernelContext* context) {
  const Input x(context, 0), scale(context, 1), shift(context, 2);
  const Blocks blocks(x);
  const int64_t lanes = blocks.lanes, channels = blocks.channels;
  std::vector<int64_t> perImage(x.shape().size(), 1);
  perImage.front() = blocks.images, perImage.back() = channels;
  Output y(context, 0, x.shape()), mean(context, 1, perImage), inverse(context, 2, perImage);
  std::vector<double> sums(blocks.images * blocks.count * lanes), squares(sums.size());
  // One value a lane and image: the first pixel, which the sums are taken from; then what the result is computed with.
  std::vector<float> origins(blocks.images * lanes), means(origins.size()), factors(origins.size()), shifts(lanes);
  for (int64_t k = 0; k < static_cast<int64_t>(origins.size()); k++) origins[k] = blocks.size ? x.values[k / lanes * blocks.size + k % channels] : 0;
  for (int64_t lane = 0; lane < lanes; lane++) shifts[lane] = shift.values[lane % channels];
  blocks.twice(
      [&](int64_t block, int64_t start, int64_t n) {
        addMoments(x.values + start, &origins[start / blocks.size * lanes], n, lanes, &sums[block * lanes], &squares[block * lanes]);
      },
      [&](int64_t image) {
        const double pixels = static_cast<double>(blocks.size / channels);
        for (int64_t channel = 0; channel < channels; channel++) {
          const double above = blocks.total(sums, image, channel) / pixels;
          const double variance = std::max(0.0, blocks.total(squares, image, channel) / pixels - above * above);
          mean.values[image * channels + channel] = static_cast<float>(origins[image * lanes + channel] + above);
          inverse.values[image * channels + channel] = static_cast<float>(1 / std::sqrt(variance + kEpsilon));
        }
        for (int64_t lane = 0; lane < lanes; lane++) {
          const int64_t k = image * channels + lane % channels;
          means[image * lanes + lane] = mean.values[k];
          factors[image * lanes + lane] = inverse.values[k] * scale.values[lane % channels];
        }
      },
      [&](int64_t, int64_t start, int64_t n) {
        const int64_t image = start / blocks.size * lanes;
        normaliseRelu(x.values + start, n, lanes, &means[image], &factors[image], shifts.data(), y.values + start);
      });
}

/** What the gradient is computed with: one value a lane. */
struct Normalisation {
  explicit Normalisation(int64_t lanes) : mean(lanes), inverse(lanes), factor(lanes), shift(lanes), meanG(lanes), meanProduct(lanes) {}
  std::vector<float> mean, inverse, factor, shift, meanG, meanProduct;
};

/** The gradient that the ReLU lets through. */
PER_PROCESSOR void passWherePositive(const float* __restrict dy, const float* __restrict x, int64_t n, int64_t lanes, const float* __restrict mean,
                                     const float* __restrict factor, const float* __restrict shift, float* __restrict g) {
  for (int64_t start = 0; start < n; start += lanes) {
    const int64_t count = std::min(lanes, n - start);
    for (int64_t lane = 0; lane < count; lane++) g[start + lane] = keptWhere((x[start + lane] - mean[lane]) * factor[lane] + shift[lane] > 0, dy[start + lane]);
  }
}

/** Adds to the sums, one a lane, of that gradient and of its product with the normalised value. */
PER_PROCESSOR void addProducts(const float* __restrict g, const float* __restrict x, int64_t n, int64_t lanes, const float* __restrict mean, const float* __restrict inverse,
                               double* __restrict sums, double* __restrict products) {
  for (int64_t start = 0; start < n; start += lanes) {
    const int64_t count = std::min(lanes, n - start);
    for (int64_t lane = 0; lane < count; lane++) {
      sums[lane] += g[start + lane];
      products[lane] += g[start + lane] * ((x[start + lane] - mean[lane]) * inverse[lane]);
    }
  }
}

/** Of that gradient, which `dx` holds and which is replaced. */
PER_PROCESSOR void inputGradient(const float* __restrict x, int64_t n, int64_t lanes, const float* __restrict mean, const float* __restrict inverse,
                                 const float* __restrict factor, const float* __restrict meanG, const float* __restrict meanProduct, float* __restrict dx) {
  for (int64_t start = 0; start < n; start += lanes) {
    const int64_t count = std::min(lanes, n - start);
    for (int64_t lane = 0; lane < count; lane++)
      dx[start + lane] = factor[lane] * (dx[start + lane] - meanG[lane] - (x[start + lane] - mean[lane]) * inverse[lane] * meanProduct[lane]);
  }
}

/** Of the result's gradient, the input, its mean and 1 / sqrt(variance + epsilon), the scale and the shift; gives the gradients of input, scale and shift. */
void computeNormaliseReluGradient(void*, TF_OpKernelContext* context) {
  const Input dy(context, 0), x(context, 1), mean(context, 2), inverse(context, 3), scale(context, 4), shift(context, 5);
  const Blocks blocks(x);
  const int64_t lanes = blocks.lanes, channels = blocks.channels;
  Output dx(context, 0, x.shape()), dScale(context, 1, {channels}), dShift(context, 2, {channels});
  std::vector<double> sums(blocks.images * blocks.count * lanes), products(sums.size()), all(blocks.images * 2 * channels);
  std::vector<Normalisation> of(blocks.images, Normalisation(lanes));
  for (int64_t image = 0; image < blocks.images; image++) {
    for (int64_t lane = 0; lane < lanes; lane++) {
      const int64_t channel = lane % channels, k = image * channels + channel;
      of[image].mean[lane] = mean.values[k];
      of[image].inverse[lane] = inverse.values[k];
      of[image].factor[lane] = inverse.values[k] * scale.values[channel];
      of[image].shift[lane] = shift.values[channel];
    }
  }
  blocks.twice(
      [&](int64_t block, int64_t start, int64_t n) {
        const Normalisation& c = of[start / blocks.size];
        passWherePositive(dy.values + start, x.values + start, n, lanes, c.mean.data(), c.factor.data(), c.shift.data(), dx.values + start);
        addProducts(dx.values + start, x.values + start, n, lanes, c.mean.data(), c.inverse.data(), &sums[block * lanes], &products[block * lanes]);
      },
      [&](int64_t image) {
        const double pixels = static_cast<double>(blocks.size / channels);
        for (int64_t channel = 0; channel < channels; channel++) {
          const double sum = all[2 * (image * channels + channel)] = blocks.total(sums, image, channel);
          const double product = all[2 * (image * channels + channel) + 1] = blocks.total(products, image, channel);
          for (int64_t lane = channel; lane < lanes; lane += channels) {
            of[image].meanG[lane] = static_cast<float>(sum / pixels);
            of[image].meanProduct[lane] = static_cast<float>(product / pixels);
          }
        }
      },
      [&](int64_t, int64_t start, int64_t n) {
        const Normalisation& c = of[start / blocks.size];
        inputGradient(x.values + start, n, lanes, c.mean.data(), c.inverse.data(), c.factor.data(), c.meanG.data(), c.meanProduct.data(), dx.values + start);
      });
  for (int64_t channel = 0; channel < channels; channel++) {
    double sum = 0, product = 0;
    for (int64_t k = channel; k < blocks.images * channels; k += channels) sum += all[2 * k], product += all[2 * k + 1];
    dShift.values[channel] = static_cast<float>(sum);
    dScale.values[channel] = static_cast<float>(product);
  }
}

// ---- The 4x4 filter that convolves an image before it is upsampled: upFilter.ts says which entries meet ------------------------------------------

constexpr int64_t kFirst[4] = {2, 1, 0, 0}, kLast[4] = {2, 2, 1, 0};

/** Calls `meet` with each of the 16 positions and every one of the 9 that it sums. */
template <typename Meet>
void forMeetings(const Meet& meet) {
  for (int64_t position = 0; position < 16; position++) {
    for (int64_t row = kFirst[position / 4]; row <= kLast[position / 4]; row++) {
      for (int64_t column = kFirst[position % 4]; column <= kLast[position % 4]; column++) meet(position, 3 * row + column);
    }
  }
}

PER_PROCESSOR void addTo(float* __restrict sum, const float* __restrict x, int64_t n) {
  for (int64_t i = 0; i < n; i++) sum[i] += x[i];
}

void computeUpFilter(void*, TF_OpKernelContext* context) {
  const Input filter(context, 0);
  Output filter4(context, 0, {4, 4, filter.side(2), filter.side(3)});
  const int64_t n = filter.size / 9;
  std::fill_n(filter4.values, filter4.size, 0.0f);
  forMeetings([&](int64_t to, int64_t from) { addTo(filter4.values + to * n, filter.values + from * n, n); });
}

void computeUpFilterGradient(void*, TF_OpKernelContext* context) {
  const Input gradient4(context, 0);
  Output gradient(context, 0, {3, 3, gradient4.side(2), gradient4.side(3)});
  const int64_t n = gradient.size / 9;
  std::fill_n(gradient.values, gradient.size, 0.0f);
  forMeetings([&](int64_t from, int64_t to) { addTo(gradient.values + to * n, gradient4.values + from * n, n); });
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

/** The factor that shortens the gradient to a norm of `longest`, 1 where it is not longer; NaN where the gradient is. */
PER_PROCESSOR float clipFactor(const float* g, int64_t n, double longest) {
  double sums[kLanes] = {};
  for (int64_t start = 0; start < n; start += kLanes) {
    const int64_t count = std::min(kLanes, n - start);
    for (int64_t lane = 0; lane < count; lane++) sums[lane] += static_cast<double>(g[start + lane]) * g[start + lane];
  }
  double sum = 0;
  for (const double lane : sums) sum += lane;
  const double norm = std::sqrt(sum);
  return norm <= longest ? 1 : static_cast<float>(longest / norm);
}

PER_PROCESSOR void adam(const float* __restrict p, const float* __restrict gradient, const float* __restrict m, const float* __restrict v, int64_t n, float clip, float beta1,
                        float rest1, float beta2, float rest2, float rate, float epsilon, float* __restrict nextP, float* __restrict nextM, float* __restrict nextV) {
  for (int64_t i = 0; i < n; i++) {
    const float g = clip * gradient[i];
    nextM[i] = beta1 * m[i] + rest1 * g;
    nextV[i] = beta2 * v[i] + rest2 * (g * g);
    nextP[i] = p[i] - rate * nextM[i] / (std::sqrt(nextV[i]) + epsilon);
  }
}

/** Of the parameters, the gradient, the mean and the square of it, and `[beta1, 1 - beta1, beta2, 1 - beta2, rate, epsilon, clipNorm]`. */
void computeAdam(void*, TF_OpKernelContext* context) {
  const Input p(context, 0), g(context, 1), m(context, 2), v(context, 3), c(context, 4);
  Output nextP(context, 0, {p.size}), nextM(context, 1, {p.size}), nextV(context, 2, {p.size});
  const float clip = std::isinf(c.values[6]) ? 1 : clipFactor(g.values, g.size, c.values[6]);
  adam(p.values, g.values, m.values, v.values, p.size, clip, c.values[0], c.values[1], c.values[2], c.values[3], c.values[4], c.values[5], nextP.values, nextM.values, nextV.values);
}

}  // namespace

extern const std::vector<Operation> kLayerOperations = {
    {"DiceWorkbookReluGradient", {"dy: float", "y: float"}, {"dx: float", "bias: float"}, {}, nullptr, computeReluGradient, nullptr},
    {"DiceWorkbookBiasGradient", {"dy: float"}, {"bias: float"}, {}, nullptr, computeBiasGradient, nullptr},
    {"DiceWorkbookPool", {"x: float"}, {"y: float"}, {}, nullptr, computePool, nullptr},
    {"DiceWorkbookPoolGradient", {"dy: float", "x: float", "y: float", "other: float"}, {"dx: float"}, {}, nullptr, computePoolGradient, nullptr},
    {"DiceWorkbookAddRelu", {"a: float", "b: float"}, {"y: float"}, {}, nullptr, computeAddRelu, nullptr},
    {"DiceWorkbookNormaliseRelu", {"x: float", "scale: float", "shift: float"}, {"y: float", "mean: float", "inverse: float"}, {}, nullptr, computeNormaliseRelu, nullptr},
    {"DiceWorkbookNormaliseReluGradient",
     {"dy: float", "x: float", "mean: float", "inverse: float", "scale: float", "shift: float"},
     {"dx: float", "dscale: float", "dshift: float"},
     {},
     nullptr,
     computeNormaliseReluGradient,
     nullptr},
    {"DiceWorkbookUpFilter", {"filter: float"}, {"filter4: float"}, {}, nullptr, computeUpFilter, nullptr},
    {"DiceWorkbookUpFilterGradient", {"gradient4: float"}, {"gradient: float"}, {}, nullptr, computeUpFilterGradient, nullptr},
    {"DiceWorkbookUnpack", {"flat: float"}, {"pieces: N * float"}, {"N: int", "shapes: list(int)"}, createShapes, computeUnpack, deleteShapes},
    {"DiceWorkbookPack", {"pieces: N * float"}, {"flat: float"}, {"N: int"}, nullptr, computePack, nullptr},
    {"DiceWorkbookAdam", {"p: float", "g: float", "m: float", "v: float", "constants: float"}, {"next_p: float", "next_m: float", "next_v: float"}, {}, nullptr, computeAdam, nullptr},
};
