import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Dealer, Subscriber } from 'zeromq';
import { kernelEnvironment } from '../lab/kernelspec.js';
import { freePorts } from './freePorts.js';
import { guardUrl } from './guard.js';
import { decode, encode, type Message } from './message.js';
import { readableError } from './readableError.js';

/** Compiled, whether this file is or not: Node.js runs it. */
const KERNEL_PROCESS = fileURLToPath(new URL('../../dist/lab/kernelProcess.js', import.meta.url));
const START_LIMIT_S = 120;
const SIGN_OF_LIFE_MS = 250;

/** A running tslab kernel. */
export interface Kernel {
  /**
   * Runs the code of one cell and hands over what it displays.
   *
   * @throws what went wrong: the cell's own error, a rejection nobody awaited, the time limit, the kernel's death
   */
  execute(code: string, timeLimitS: number): Promise<Message[]>;
  /** Waits for what the cells left running (timers, file operations), and for its failures. */
  settle(timeLimitS: number): Promise<void>;
  /** Ends the kernel's process. */
  stop(): void;
}

/** Starts a TypeScript kernel in `folder` (about 2 s). No Python and no Jupyter take part. */
export async function startKernel(folder: string): Promise<Kernel> {
  const zmq = await import('zeromq');
  const [shellPort, iopubPort, stdinPort, controlPort, hbPort] = await freePorts(5);
  const key = randomUUID();
  const connection = {
    transport: 'tcp',
    ip: '127.0.0.1',
    key,
    signature_scheme: 'hmac-sha256',
    shell_port: shellPort,
    iopub_port: iopubPort,
    stdin_port: stdinPort,
    control_port: controlPort,
    hb_port: hbPort,
  };
  const scratch = mkdtempSync(join(tmpdir(), 'dice-workbook-kernel-'));
  const connectionFile = join(scratch, 'connection.json');
  writeFileSync(connectionFile, JSON.stringify(connection), { mode: 0o600 });
  const child = spawn(process.execPath, ['--import', guardUrl, KERNEL_PROCESS, connectionFile], {
    cwd: folder,
    env: { ...process.env, ...kernelEnvironment() },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const shell = new zmq.Dealer({ linger: 0 });
  const iopub = new zmq.Subscriber({ linger: 0 });
  shell.connect(`tcp://127.0.0.1:${shellPort}`);
  iopub.connect(`tcp://127.0.0.1:${iopubPort}`);
  iopub.subscribe();
  const session = new Session(child, shell, iopub, key);
  try {
    await session.ready();
    return session;
  } catch (error) {
    session.stop();
    throw error;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

class Session implements Kernel {
  private readonly id = randomUUID();
  private readonly listeners = new Set<
    (event: { message?: Message; failure?: string; quiet?: boolean; died?: string }) => void
  >();
  private died: string | undefined;
  private said = '';

  constructor(
    private readonly child: ChildProcess,
    private readonly shell: Dealer,
    private readonly iopub: Subscriber,
    private readonly key: string,
  ) {
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (chunk: Buffer) => (this.said = (this.said + chunk.toString()).slice(-2000)));
    child.on('message', (event: { failure?: string; quiet?: boolean }) => this.tell(event));
    child.on('exit', (code, signal) => {
      this.died = `the kernel died (${signal ?? `exit code ${code}`})${this.said.trim() && `; its last words:\n${this.said.trim()}`}`;
      this.tell({ died: this.died });
    });
    void this.listen(shell);
    void this.listen(iopub);
  }

  /**
   * The subscription takes a moment: the kernel is asked for its name until its answer is heard on the output channel
   * as well.
   */
  ready(): Promise<void> {
    return this.wait(START_LIMIT_S, `the kernel did not answer within ${START_LIMIT_S} s of its start`, (resolve) => {
      const timer = setInterval(() => this.send('kernel_info_request', {}), SIGN_OF_LIFE_MS);
      return {
        hear: ({ message }) => message?.type === 'status' && resolve(undefined),
        end: () => clearInterval(timer),
      };
    });
  }

  async execute(code: string, timeLimitS: number): Promise<Message[]> {
    if (this.died) throw new Error(this.died);
    const outputs: Message[] = [];
    let failure: string | undefined;
    let status: string | undefined;
    let idle = false;
    await this.wait(timeLimitS, `it ran longer than its ${timeLimitS} s`, (resolve) => {
      const request = this.send('execute_request', {
        code,
        silent: false,
        store_history: true,
        user_expressions: {},
        allow_stdin: false,
        stop_on_error: true,
      });
      return {
        hear: ({ message, ...event }) => {
          failure ??= event.failure;
          if (event.quiet) resolve(undefined);
          if (!message || message.parentId !== request) return;
          const ended = status !== undefined && idle;
          if (message.type === 'execute_reply') status = message.content.status as string;
          else if (message.type === 'status') idle = message.content.execution_state === 'idle';
          else outputs.push(message);
          // What is still in the kernel's event loop, a rejection for one, is waited for through its guard.
          if (!ended && status !== undefined && idle) this.child.send('quiet?');
        },
      };
    });
    if (failure) throw new Error(readableError(failure));
    if (status !== 'ok') throw new Error(readableError(errorText(outputs)));
    return outputs;
  }

  async settle(timeLimitS: number): Promise<void> {
    let failure: string | undefined;
    await this.wait(timeLimitS, `what it left running did not end within ${timeLimitS} s`, (resolve) => {
      this.child.send('settle');
      return {
        hear: (event) => {
          failure ??= event.failure;
          if (event.quiet) resolve(undefined);
        },
      };
    });
    if (failure) throw new Error(readableError(failure));
  }

  stop(): void {
    this.child.removeAllListeners('exit');
    this.child.kill('SIGKILL');
    this.shell.close();
    this.iopub.close();
  }

  private send(type: string, content: Record<string, unknown>): string {
    const { id, frames } = encode(this.key, this.id, type, content);
    this.shell.send(frames).catch((error: Error) => this.tell({ failure: error.message }));
    return id;
  }

  private async listen(socket: Dealer | Subscriber): Promise<void> {
    for await (const frames of socket) {
      // A subscriber's first frame is the topic, a dealer's are none: both stand before the delimiter.
      this.tell({ message: decode(this.key, frames) });
    }
  }

  private tell(event: { message?: Message; failure?: string; quiet?: boolean; died?: string }): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  private wait<T>(
    limitS: number,
    late: string,
    start: (resolve: (value: T) => void) => {
      hear(event: { message?: Message; failure?: string; quiet?: boolean }): void;
      end?(): void;
    },
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        this.listeners.delete(listener);
        end?.();
        act();
      };
      const timer = setTimeout(() => settle(() => reject(new Error(late))), limitS * 1000);
      const { hear, end } = start((value) => settle(() => resolve(value)));
      const listener: Parameters<typeof this.listeners.add>[0] = (event) =>
        event.died ? settle(() => reject(new Error(event.died))) : hear(event);
      this.listeners.add(listener);
    });
  }
}

/** What a failed cell said: its errors as they are shown below the cell, and its error stream. */
function errorText(outputs: Message[]): string {
  const texts = outputs.map(({ type, content }) =>
    type === 'error'
      ? (content.traceback as string[]).join('\n')
      : type === 'stream' && content.name === 'stderr'
        ? String(content.text)
        : '',
  );
  return texts.join('').trim() || 'the kernel reported an error without a text';
}
