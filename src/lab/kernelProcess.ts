import { createRequire } from 'node:module';
import { endWithParent } from '../endWithParent.js';
import type { Disk } from './lookLastIn.js';
import { cellError, compileError, type CellError } from './cellError.js';
import { CellPositions, type Compiler } from './cellPositions.js';
import { lookLastIn, ownModules, watchOwnSourcesOnly } from './lookLastIn.js';

/** The parts of tslab that a kernel is made of. */
interface Tslab {
  createConverter(options: { isJS: boolean; isBrowser: boolean }): { close(): void };
  createExecutor(folder: string, converters: object, output: object): Executor;
  JupyterHandlerImpl: new (executor: Executor, isJs: boolean) => Handler;
  ZmqServer: new (handler: Handler, connectionFile: string) => Server;
}
interface Executor {
  execute(source: string): Promise<boolean>;
  interrupt(): void;
}
interface Handler {
  execCount: number;
  handleKernel(): { language_info: object };
  handleExecute(content: Asked, stream: unknown, display: unknown): Promise<{ status: string }>;
  handleExecuteImpl(content: Asked, stream: unknown, display: unknown): Promise<unknown>;
}
/** What Jupyter asks to be run. */
interface Asked {
  code?: string;
  /** False where the cells behind one that fails are to be run all the same. */
  stop_on_error?: boolean;
}
interface JupyterMessage {
  content: Asked;
  createReply(): { header: { msg_type: string }; content: object; signAndSend(key: string, socket: unknown): void };
}
interface Server {
  iopub: unknown;
  connInfo: { key: string };
  handleExecute(socket: unknown, message: JupyterMessage): Promise<void>;
  init(): Promise<void>;
  close(): void;
}

const require = createRequire(import.meta.url);

/**
 * The process behind the kernel "TypeScript (dice-workbook)": tslab, in which the workbook and its packages are found
 * from any folder, and an error names the cell's line.
 *
 * @param connectionFile - the file of ports and the key that Jupyter writes for a kernel
 */
async function runKernel(connectionFile: string): Promise<void> {
  const compilerPath = require.resolve('@tslab/typescript-for-tslab', { paths: [require.resolve('tslab')] });
  const compiler = require(compilerPath) as Compiler;
  const positions = new CellPositions(() => handler.execCount);
  const sources = new Map<number, string>();
  let failure: CellError | undefined;
  let faults: { line: number; column: number; message: string }[] = [];

  const disk = compiler.sys as Disk;
  lookLastIn(ownModules(), disk);
  watchOwnSourcesOnly(disk);
  const loaded = require.cache[compilerPath];
  if (loaded) loaded.exports = positions.follow(compiler);

  const { createConverter } = require('tslab/dist/converter.js') as Tslab;
  const { createExecutor } = require('tslab/dist/executor.js') as Tslab;
  const { JupyterHandlerImpl, ZmqServer } = require('tslab/dist/jupyter.js') as Tslab;
  const node = createConverter({ isJS: false, isBrowser: false });
  // tslab tells the compiler's faults by a format and its values, and whatever a cell throws by itself.
  const error = (first: unknown, file: unknown, line: number, column: number, message: unknown) => {
    if (typeof first === 'string' && message !== undefined)
      faults.push({ line, column, message: `${String(file)}${String(message)}` });
    else failure = cellError(first, positions, sources);
  };
  const executor = createExecutor(process.cwd(), { node, close: () => node.close() }, { log: console.log, error });
  const handler = new JupyterHandlerImpl(executor, false);
  const server = new ZmqServer(handler, connectionFile);

  const { execute } = executor;
  executor.execute = async (source) => {
    [failure, faults] = [undefined, []];
    sources.set(handler.execCount, source);
    const ok = await execute(source);
    if (faults.length > 0) failure = compileError(faults, handler.execCount, sources);
    return ok;
  };
  const information = handler.handleKernel.bind(handler);
  handler.handleKernel = () => {
    const told = information();
    return { ...told, language_info: { ...told.language_info, version: compiler.version } };
  };
  // A cell's number is known when its turn comes, which is when Jupyter is told it.
  const turns = new WeakMap<object, (executionCount: number) => void>();
  const failures = new WeakMap<object, CellError>();
  const executeNext = handler.handleExecuteImpl.bind(handler);
  handler.handleExecuteImpl = async (content, stream, display) => {
    turns.get(content)?.(handler.execCount + 1);
    try {
      return await executeNext(content, stream, display);
    } catch (thrown) {
      if (failure) failures.set(content, failure);
      // tslab leaves out whatever comes within 200 ms of an error, whether it was asked to or not.
      if (content.stop_on_error === false) return thrown;
      throw thrown;
    }
  };
  server.handleExecute = async (socket, message) => {
    const send = (type: string, content: object, to: unknown) => {
      const reply = message.createReply();
      reply.header.msg_type = type;
      reply.content = content;
      reply.signAndSend(server.connInfo.key, to);
    };
    const { code } = message.content;
    turns.set(message.content, (execution_count) => send('execute_input', { code, execution_count }, server.iopub));
    const content = await handler.handleExecute(
      message.content,
      (name: string, text: string) => send('stream', { name, text }, server.iopub),
      (data: object, update: boolean) => send(update ? 'update_display_data' : 'display_data', data, server.iopub),
    );
    const failed = failures.get(message.content);
    if (failed) send('error', failed, server.iopub);
    send('execute_reply', { ...content, ...(failed && { status: 'error', ...failed }) }, socket);
  };
  const close = server.close.bind(server);
  server.close = () => {
    close();
    // What a cell left running does not keep a kernel that was shut down.
    setTimeout(() => process.exit(0), 200);
  };

  const tell = (what: string) => (thrown: unknown) =>
    process.stderr.write(`${what}\n${cellError(thrown, positions, sources).traceback.join('\n')}\n`);
  process.on('SIGINT', () => executor.interrupt());
  process.on('unhandledRejection', tell('A promise was rejected and nobody awaited it.'));
  process.on('uncaughtException', tell("An exception was thrown outside of a cell's own run."));
  // A kernel whose Jupyter is gone without a word ends, too.
  if (process.env.JPY_PARENT_PID) endWithParent();
  await server.init();
}

const [connectionFile] = process.argv.slice(2);
if (connectionFile === undefined) {
  process.stderr.write('a kernel is started by Jupyter, with the file that names its ports: kernelProcess.js <file>\n');
  process.exit(2);
}
await runKernel(connectionFile);
