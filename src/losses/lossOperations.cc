// What losses spend their time in, as operations of TensorFlow: one pass over the pixels each, where TensorFlow's own operations would be
// several, and the Lovász extension without leaving the engine. lossOperations.ts calls them; without them the losses take their portable way.
// Labels and predictions are `[rows, voxels, classes]`.
#include <type_traits>

#include "../engine/native/operation.h"

namespace {

/** The one attribute of these operations, a boolean. */
template <const char* name>
void* createFlag(TF_OpKernelConstruction* construction) {
  auto* flag = new unsigned char(0);
  TF_Status* status = TF_NewStatus();
  TF_OpKernelConstruction_GetAttrBool(construction, name, flag, status);
  TF_DeleteStatus(status);
  return flag;
}

void deleteFlag(void* flag) { delete static_cast<unsigned char*>(flag); }

bool isSet(const void* flag) { return *static_cast<const unsigned char*>(flag) != 0; }

// ---- Faults of the values that a loss is given: what readBatch.ts refuses ----------------------------------------------------------------------

/** As RANGE_TOLERANCE and SUM_TOLERANCE in readBatch.ts. */
constexpr float kGreatest = 1 + 1e-6;
constexpr double kSumTolerance = 1e-3;

enum Fault { kOutside, kSoft, kInfinite, kNotExclusive, kFaults };
struct Faults {
  bool found[kFaults] = {};
};

/** Without branches, so that many values are looked at together. Every comparison with NaN is false. */
PER_PROCESSOR void findFaults(const float* x, int64_t n, Faults& faults) {
  int outside = 0, soft = 0, infinite = 0;
  for (int64_t i = 0; i < n; i++) {
    outside |= !(x[i] >= 0) | !(x[i] <= kGreatest);
    soft |= (x[i] != 0) & (x[i] != 1);
    infinite |= !(x[i] - x[i] == 0);
  }
  faults.found[kOutside] = outside;
  faults.found[kSoft] = soft;
  faults.found[kInfinite] = infinite;
}

inline __attribute__((always_inline)) bool hasOtherSum(const float* x, int64_t n, int64_t classes) {
  int other = 0;
  for (int64_t i = 0; i < n; i += classes) {
    double sum = 0;
    for (int64_t c = 0; c < classes; c++) sum += x[i + c];
    other |= !(std::abs(sum - 1) <= kSumTolerance);
  }
  return other;
}

/** Whether the classes of some pixel do not sum to one; `n` holds whole pixels. With a number of classes known beforehand many pixels are looked at together. */
PER_PROCESSOR bool isNotExclusive(const float* x, int64_t n, int64_t classes) {
  switch (classes) {
    case 2: return hasOtherSum(x, n, 2);
    case 3: return hasOtherSum(x, n, 3);
    case 4: return hasOtherSum(x, n, 4);
    case 5: return hasOtherSum(x, n, 5);
    default: return hasOtherSum(x, n, classes);
  }
}

/** Of labels and of predictions, 1 where a fault was found: `[2, kFaults]`. */
void computeFaults(void* exclusive, TF_OpKernelContext* context) {
  const Input inputs[] = {{context, 0}, {context, 1}};
  const int64_t classes = inputs[0].side(2), step = std::max<int64_t>(1, kBlock / classes) * classes;
  const int64_t blocks = (inputs[0].size + step - 1) / step;
  // One tensor given twice is looked at once.
  const int64_t kinds = inputs[0].values == inputs[1].values ? 1 : 2;
  std::vector<Faults> parts(kinds * blocks);
  inParallel(kinds * blocks, kinds * inputs[0].size, [&](int64_t job, Nothing) {
    const int64_t start = job / kinds * step, n = std::min(step, inputs[0].size - start);
    const float* values = inputs[job % kinds].values + start;
    findFaults(values, n, parts[job]);
    if (isSet(exclusive)) parts[job].found[kNotExclusive] = isNotExclusive(values, n, classes);
  });
  Output faults(context, 0, {2, kFaults});
  std::fill_n(faults.values, faults.size, 0.0f);
  for (int64_t job = 0; job < kinds * blocks; job++) {
    for (int fault = 0; fault < kFaults; fault++) {
      if (parts[job].found[fault]) faults.values[job % kinds * kFaults + fault] = 1;
    }
  }
  if (kinds == 1) std::copy_n(faults.values, kFaults, faults.values + kFaults);
}

// ---- The sums of an overlap loss, and its gradient ---------------------------------------------------------------------------------------------

/** What is noted of each lane: three sums, and the least and the greatest label and prediction. A NaN shows in the sums only. */
struct Lanes {
  explicit Lanes(int64_t lanes) : sums(3 * lanes), extremes(4 * lanes) {
    for (int64_t k = 0; k < 4 * lanes; k++) extremes[k] = k / lanes % 2 == 0 ? INFINITY : -INFINITY;
  }
  std::vector<double> sums;
  std::vector<float> extremes;
};

inline __attribute__((always_inline)) void noteLanes(const float* y, const float* p, int64_t count, int64_t lanes, bool squared, double* sums, float* extremes) {
  for (int64_t lane = 0; lane < count; lane++) {
    const double label = y[lane], prediction = p[lane];
    sums[lane] += label * prediction;
    sums[lanes + lane] += squared ? prediction * prediction : prediction;
    sums[2 * lanes + lane] += squared ? label * label : label;
  }
  for (int64_t lane = 0; lane < count; lane++) {
    extremes[lane] = y[lane] < extremes[lane] ? y[lane] : extremes[lane];
    extremes[lanes + lane] = y[lane] > extremes[lanes + lane] ? y[lane] : extremes[lanes + lane];
    extremes[2 * lanes + lane] = p[lane] < extremes[2 * lanes + lane] ? p[lane] : extremes[2 * lanes + lane];
    extremes[3 * lanes + lane] = p[lane] > extremes[3 * lanes + lane] ? p[lane] : extremes[3 * lanes + lane];
  }
}

PER_PROCESSOR void note(const float* y, const float* p, int64_t n, int64_t lanes, bool squared, Lanes& noted) {
  int64_t start = 0;
  if (lanes == kLanes) {
    // What has a size known beforehand and is seen by no one else stays in registers.
    double sums[3 * kLanes];
    float extremes[4 * kLanes];
    std::copy_n(noted.sums.data(), 3 * kLanes, sums);
    std::copy_n(noted.extremes.data(), 4 * kLanes, extremes);
    for (; start + kLanes <= n; start += kLanes) noteLanes(y + start, p + start, kLanes, kLanes, squared, sums, extremes);
    std::copy_n(sums, 3 * kLanes, noted.sums.data());
    std::copy_n(extremes, 4 * kLanes, noted.extremes.data());
  }
  for (; start < n; start += lanes) noteLanes(y + start, p + start, std::min(lanes, n - start), lanes, squared, noted.sums.data(), noted.extremes.data());
}

/** The sums `[3, rows, classes]`: of the products, of the predictions and of the labels, or the squares of these two; and the extremes `[4]`. */
void computeOverlapSums(void* squared, TF_OpKernelContext* context) {
  const Input labels(context, 0), predictions(context, 1);
  const int64_t rows = labels.side(0), classes = labels.side(2), row = labels.side(1) * classes, lanes = lanesOf(classes);
  const int64_t step = std::max<int64_t>(1, kBlock / lanes) * lanes, blocks = (row + step - 1) / step;
  std::vector<Lanes> parts(rows * blocks, Lanes(lanes));
  inParallel(rows * blocks, 2 * labels.size, [&](int64_t job, Nothing) {
    const int64_t start = job % blocks * step, from = job / blocks * row + start;
    note(labels.values + from, predictions.values + from, std::min(step, row - start), lanes, isSet(squared), parts[job]);
  });
  Output sums(context, 0, {3, rows, classes}), extremes(context, 1, {4});
  std::vector<double> totals(3 * rows * classes);
  for (int k = 0; k < 4; k++) extremes.values[k] = parts[0].extremes[k * lanes];
  for (int64_t job = 0; job < rows * blocks; job++) {
    for (int64_t k = 0; k < 3 * lanes; k++) totals[(k / lanes * rows + job / blocks) * classes + k % classes] += parts[job].sums[k];
    for (int64_t k = 0; k < 4 * lanes; k++) {
      float& extreme = extremes.values[k / lanes];
      extreme = k / lanes % 2 == 0 ? std::min(extreme, parts[job].extremes[k]) : std::max(extreme, parts[job].extremes[k]);
    }
  }
  std::copy(totals.begin(), totals.end(), sums.values);
}

PER_PROCESSOR void combine(const float* __restrict y, const float* __restrict p, const float* __restrict a, const float* __restrict b, int64_t n,
                           int64_t lanes, bool squared, float* __restrict out) {
  for (int64_t start = 0; start < n; start += lanes) {
    const int64_t count = std::min(lanes, n - start);
    for (int64_t lane = 0; lane < count; lane++) out[start + lane] = a[lane] * y[start + lane] + b[lane] * (squared ? p[start + lane] : 1);
  }
}

/** `a*labels + b`, or `a*labels + b*predictions`, with an `a` and a `b` for each row and class, `[rows, 1, classes]`. */
void computeOverlapGradient(void* squared, TF_OpKernelContext* context) {
  const Input labels(context, 0), predictions(context, 1), a(context, 2), b(context, 3);
  const int64_t rows = labels.side(0), classes = labels.side(2), row = labels.side(1) * classes, lanes = lanesOf(classes);
  const int64_t step = std::max<int64_t>(1, kBlock / lanes) * lanes, blocks = (row + step - 1) / step;
  Output gradient(context, 0, {rows, labels.side(1), classes});
  inParallel(rows * blocks, labels.size, [&](int64_t job, Nothing) {
    std::vector<float> coefficients(2 * lanes);
    for (int64_t lane = 0; lane < lanes; lane++) {
      const int64_t k = job / blocks * classes + lane % classes;
      coefficients[lane] = a.values[k];
      coefficients[lanes + lane] = b.values[k];
    }
    const int64_t start = job % blocks * step, from = job / blocks * row + start;
    combine(labels.values + from, predictions.values + from, &coefficients[0], &coefficients[lanes], std::min(step, row - start), lanes, isSet(squared), gradient.values + from);
  });
}

// ---- The Lovász extension of the Jaccard loss: lovaszJaccard.ts says what is computed ----------------------------------------------------------

constexpr int kDigits = 3;
constexpr int kDigitBits = 11;
constexpr int kBuckets = 1 << kDigitBits;

/** One pixel of a region: the bits of its error, complemented, above; its place in the region times two, plus its label, below. */
using Entry = uint64_t;

/** Sorts by the upper 32 bits, least significant digit first; gives the array that holds the result. */
Entry* sortEntries(Entry* from, Entry* to, int64_t n) {
  std::vector<uint32_t> starts(kDigits * kBuckets);
  for (int64_t i = 0; i < n; i++) {
    for (int digit = 0; digit < kDigits; digit++) starts[digit * kBuckets + (from[i] >> (32 + digit * kDigitBits)) % kBuckets]++;
  }
  for (int digit = 0; digit < kDigits; digit++) {
    const int shift = 32 + digit * kDigitBits;
    uint32_t* next = &starts[digit * kBuckets];
    if (next[(from[0] >> shift) % kBuckets] == n) continue;
    for (uint32_t bucket = 0, start = 0; bucket < kBuckets; bucket++) {
      const uint32_t count = next[bucket];
      next[bucket] = start;
      start += count;
    }
    for (int64_t i = 0; i < n; i++) to[next[(from[i] >> shift) % kBuckets]++] = from[i];
    std::swap(from, to);
  }
  return from;
}

/** `Count` adds up pixels: a whole number, or with weights a fraction. */
template <typename Count>
void lovaszOfRegions(void* hinge, TF_OpKernelContext* context) {
  const Input labels(context, 0), predictions(context, 1), mask(context, 2), weights(context, 3);
  const int64_t rows = labels.side(0), voxels = labels.side(1), classes = labels.side(2);
  Output values(context, 0, {rows, classes}), foregrounds(context, 1, {rows, classes}), gradient(context, 2, {rows, voxels, classes});
  // Sorting takes far longer than going through: a second thread is worth it for small images too.
  inParallel<std::vector<Entry>>(rows * classes, 16 * labels.size, [&](int64_t job, std::vector<Entry>& space) {
    space.resize(2 * voxels);
    Entry* const entries = space.data();
    const int64_t row = job / classes, first = row * voxels * classes + job % classes;
    const auto counts = [&](int64_t v) -> Count {
      if constexpr (std::is_floating_point_v<Count>) return weights.values[row * voxels + v];
      return 1;
    };
    int64_t n = 0;
    Count foreground = 0;
    for (int64_t v = 0; v < voxels; v++) {
      const int64_t k = first + v * classes;
      gradient.values[k] = 0;
      if (mask.size > 0 && mask.values[row * voxels + v] == 0) continue;
      const float y = labels.values[k], x = predictions.values[k];
      const float error = isSet(hinge) ? std::max(0.0f, 1 - x * (2 * y - 1)) : std::abs(y - x);
      uint32_t bits;
      std::memcpy(&bits, &error, sizeof bits);
      const int label = y > 0;
      foreground += counts(v) * label;
      entries[n++] = static_cast<Entry>(~bits & 0x7fffffff) << 32 | static_cast<uint32_t>(2 * v + label);
    }
    const Entry* sorted = n > 0 ? sortEntries(entries, entries + voxels, n) : nullptr;
    double value = 0, previous = 0, intersection = static_cast<double>(foreground), together = intersection;
    for (int64_t i = 0; i < n; i++) {
      const uint32_t bits = ~static_cast<uint32_t>(sorted[i] >> 32) & 0x7fffffff;
      float error;
      std::memcpy(&error, &bits, sizeof error);
      if (error == 0) break;
      const int label = sorted[i] & 1;
      const int64_t v = static_cast<uint32_t>(sorted[i]) >> 1;
      intersection -= counts(v) * label;
      together += counts(v) * (1 - label);
      const double jaccard = 1 - intersection / together, rise = jaccard - previous;
      previous = jaccard;
      value += error * rise;
      gradient.values[first + v * classes] = (1 - 2 * label) * rise;
    }
    values.values[job] = value;
    foregrounds.values[job] = foreground;
  });
}

/** The values `[rows, classes]`, how many foreground pixels count there, and the gradient `[rows, voxels, classes]`. */
void computeLovasz(void* hinge, TF_OpKernelContext* context) {
  if (Input(context, 3).size > 0) lovaszOfRegions<double>(hinge, context);
  else lovaszOfRegions<int64_t>(hinge, context);
}

constexpr char kExclusive[] = "exclusive", kSquared[] = "squared", kHinge[] = "hinge";

}  // namespace

extern const std::vector<Operation> kLossOperations = {
    {"DiceWorkbookFaults", {"labels: float", "predictions: float"}, {"faults: float"}, {"exclusive: bool"}, createFlag<kExclusive>, computeFaults, deleteFlag},
    {"DiceWorkbookOverlapSums", {"labels: float", "predictions: float"}, {"sums: float", "extremes: float"}, {"squared: bool"}, createFlag<kSquared>, computeOverlapSums, deleteFlag},
    {"DiceWorkbookOverlapGradient", {"labels: float", "predictions: float", "a: float", "b: float"}, {"gradient: float"}, {"squared: bool"}, createFlag<kSquared>, computeOverlapGradient, deleteFlag},
    {"DiceWorkbookLovasz", {"labels: float", "predictions: float", "mask: float", "weights: float"}, {"values: float", "foregrounds: float", "gradient: float"}, {"hinge: bool"}, createFlag<kHinge>, computeLovasz, deleteFlag},
};
