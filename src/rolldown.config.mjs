// What is bundled after tsc has compiled it: the page's script, and the theory.
export default [
  // figures/index.html's script: the page's own code with the library's, in one file.
  {
    input: 'dist/page/browser/main.js',
    platform: 'browser',
    // The losses use the core of TensorFlow.js alone; the page brings the engine that runs it.
    resolve: { alias: { '@tensorflow/tfjs': '@tensorflow/tfjs-core' } },
    output: { file: 'dist/page/app.js', format: 'iife', minify: true },
  },
  // Node spends most of an import on opening files, of which the theory has eighty: all that other folders import of it stays where it is, on few shared files.
  {
    input: Object.fromEntries(
      ['index', 'checkTheorems', 'coqFiles', 'bounds/bounds', 'claims/claimMarkdown'].map((name) => [
        name,
        `dist/theory/${name}.js`,
      ]),
    ),
    platform: 'neutral',
    external: [/\/(rigor|overlap)\//, '#mathjs', 'highs', /^node:/],
    output: { dir: 'dist/theory', format: 'es', chunkFileNames: 'shared-[name].js' },
  },
];
