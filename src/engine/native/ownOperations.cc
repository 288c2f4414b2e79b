// The addon that tells TensorFlow of the workbook's own operations.
#include <node_api.h>

#include "operation.h"

extern const std::vector<Operation> kLossOperations, kLayerOperations;

NAPI_MODULE_INIT() {
  // Once a process: TensorFlow refuses an operation that is there twice, and every worker thread comes by here.
  static const std::string problem = [] {
    std::string problems;
    for (const auto* operations : {&kLossOperations, &kLayerOperations}) {
      for (const Operation& operation : *operations) problems += registerOperation(operation);
    }
    return problems;
  }();
  if (!problem.empty()) napi_throw_error(env, nullptr, problem.c_str());
  return exports;
}
