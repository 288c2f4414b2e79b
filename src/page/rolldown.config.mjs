// The script of figures/index.html: the page's own code with the library's, compiled by tsc before, in one file.
export default {
  input: 'dist/page/browser/main.js',
  platform: 'browser',
  // The losses use the core of TensorFlow.js alone; the page brings the engine that runs it.
  resolve: { alias: { '@tensorflow/tfjs': '@tensorflow/tfjs-core' } },
  output: { file: 'dist/page/app.js', format: 'iife', minify: true },
};
