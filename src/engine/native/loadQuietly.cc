// TensorFlow's libraries write start-up notices to standard error while they load, before any setting of theirs is read.
// Loading them here first, with standard error closed off for that moment, keeps the notices out of a user's terminal.
#include <dlfcn.h>
#include <fcntl.h>
#include <node_api.h>
#include <unistd.h>

#include <string>

NAPI_MODULE_INIT() {
  Dl_info self;
  if (!dladdr(reinterpret_cast<void*>(&napi_register_module_v1), &self)) return exports;
  const std::string path(self.dli_fname);
  const std::string library = path.substr(0, path.rfind('/') + 1) + "libtensorflow_cc.so.2";
  const int saved = dup(STDERR_FILENO);
  const int silence = open("/dev/null", O_WRONLY);
  dup2(silence, STDERR_FILENO);
  dlopen(library.c_str(), RTLD_NOW);
  dup2(saved, STDERR_FILENO);
  close(silence);
  close(saved);
  return exports;
}
