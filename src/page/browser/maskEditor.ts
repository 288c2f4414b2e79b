import { element } from './element.js';
import { disc, shifted, SIZE, type MaskName, type Masks } from './masks.js';
import { onTheme } from './theme.js';

const CELL = 16;

/** What a drag or the space bar does. */
export type Tool = 'draw' | 'erase' | 'move';

/**
 * A grid of pixels on which two masks are painted or dragged, by pointer, or by keys: arrows move the cursor (with the
 * tool *move* the mask), the space bar draws or erases.
 */
export class MaskEditor {
  readonly canvas: HTMLCanvasElement;
  masks: Masks = { reference: disc(10, 12, 6), prediction: disc(13, 11, 5.5) };
  active: MaskName = 'prediction';
  tool: Tool = 'draw';
  private cursor = { x: SIZE / 2, y: SIZE / 2 };
  private last: { x: number; y: number } | undefined;

  constructor(private readonly changed: () => void) {
    this.canvas = element('canvas', {
      width: SIZE * CELL,
      height: SIZE * CELL,
      tabindex: 0,
      role: 'application',
      'aria-label':
        'Two masks on a grid. Arrow keys move the cursor, or the mask with the tool move; space draws or erases.',
    });
    this.canvas.addEventListener('pointerdown', (event) => this.start(event));
    this.canvas.addEventListener('pointermove', (event) => this.drag(event));
    for (const end of ['pointerup', 'pointercancel']) this.canvas.addEventListener(end, () => (this.last = undefined));
    this.canvas.addEventListener('keydown', (event) => this.key(event));
    for (const change of ['focus', 'blur']) this.canvas.addEventListener(change, () => this.draw());
    onTheme(() => this.draw());
  }

  set(masks: Masks): void {
    this.masks = masks;
    this.draw();
    this.changed();
  }

  private place(event: PointerEvent): { x: number; y: number } {
    const box = this.canvas.getBoundingClientRect();
    const at = (from: number, size: number) => Math.min(SIZE - 1, Math.max(0, Math.floor((from / size) * SIZE)));
    return { x: at(event.clientX - box.left, box.width), y: at(event.clientY - box.top, box.height) };
  }

  private start(event: PointerEvent): void {
    this.canvas.setPointerCapture(event.pointerId);
    this.last = this.cursor = this.place(event);
    if (this.tool !== 'move') this.paint();
  }

  private drag(event: PointerEvent): void {
    if (!this.last) return;
    const to = this.place(event);
    if (to.x === this.last.x && to.y === this.last.y) return;
    this.cursor = to;
    if (this.tool === 'move') this.move(to.x - this.last.x, to.y - this.last.y);
    else this.paint();
    this.last = to;
  }

  private key(event: KeyboardEvent): void {
    const steps: Record<string, [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const step = steps[event.key];
    if (!step && event.key !== ' ') return;
    event.preventDefault();
    if (!step) {
      if (this.tool !== 'move') this.paint();
    } else if (this.tool === 'move') this.move(...step);
    else {
      const within = (value: number) => Math.min(SIZE - 1, Math.max(0, value));
      this.cursor = { x: within(this.cursor.x + step[0]), y: within(this.cursor.y + step[1]) };
      if (event.shiftKey) this.paint();
      else this.draw();
    }
  }

  private move(dx: number, dy: number): void {
    this.set({ ...this.masks, [this.active]: shifted(this.masks[this.active], dx, dy) });
  }

  /** A brush of five pixels in a cross. */
  private paint(): void {
    const mask = this.masks[this.active].slice();
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      const [x, y] = [this.cursor.x + dx, this.cursor.y + dy];
      if (x >= 0 && y >= 0 && x < SIZE && y < SIZE) mask[y * SIZE + x] = this.tool === 'draw' ? 1 : 0;
    }
    this.set({ ...this.masks, [this.active]: mask });
  }

  /** Hue tells the masks apart, and so do hatching (reference alone) and a dot (prediction alone). */
  draw(): void {
    const context = this.canvas.getContext('2d');
    if (!context) return;
    const style = getComputedStyle(this.canvas);
    const color = (name: string) => style.getPropertyValue(`--${name}`).trim();
    for (let i = 0; i < SIZE * SIZE; i++) {
      const [x, y] = [(i % SIZE) * CELL, Math.floor(i / SIZE) * CELL];
      const [reference, prediction] = [this.masks.reference[i] === 1, this.masks.prediction[i] === 1];
      const name = reference ? (prediction ? 'both' : 'reference') : prediction ? 'prediction' : 'neither';
      context.fillStyle = color(`pixel-${name}`);
      context.fillRect(x, y, CELL - 1, CELL - 1);
      context.strokeStyle = context.fillStyle = color('paper');
      if (reference && !prediction) {
        context.beginPath();
        context.moveTo(x + 3, y + CELL - 4);
        context.lineTo(x + CELL - 4, y + 3);
        context.stroke();
      } else if (prediction && !reference) {
        context.beginPath();
        context.arc(x + CELL / 2 - 0.5, y + CELL / 2 - 0.5, 2, 0, 2 * Math.PI);
        context.fill();
      }
    }
    if (document.activeElement !== this.canvas) return;
    context.strokeStyle = color('text');
    context.lineWidth = 2;
    context.strokeRect(this.cursor.x * CELL, this.cursor.y * CELL, CELL - 1, CELL - 1);
    context.lineWidth = 1;
  }
}
