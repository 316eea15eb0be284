/** Tells what a step is busy with; `fraction` (0 to 1) when it is known. */
export type Report = (detail: string, fraction?: number) => void;

export interface Progress {
  /** Runs one step and shows what it is, how far it is and how long it took. */
  step<T>(title: string, work: (report: Report) => Promise<T>): Promise<T>;
  /** Says one thing that is not a step. */
  note(text: string): void;
}

interface Terminal {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

/** Progress for a person: a line that rewrites itself on a terminal, plain lines elsewhere. */
export function progressOn(stream: Terminal = process.stderr): Progress {
  return stream.isTTY ? rewritingProgress(stream) : plainProgress(stream);
}

/** Progress for callers that want silence. */
export const silent: Progress = { step: (_title, work) => work(() => {}), note: () => {} };

/** A line when a step turns out to take its time, one every ten seconds after that, one when it is done. */
function plainProgress(stream: Terminal): Progress {
  return {
    note: (text) => stream.write(`  ${text}\n`),
    step: async (title, work) => {
      const started = performance.now();
      let detail = "";
      const say = () => stream.write(`  … ${seconds(started)}  ${title}${detail && `: ${detail}`}\n`);
      let timer = setTimeout(() => {
        say();
        timer = setInterval(say, 10_000);
      }, 1_000);
      try {
        const result = await failing(stream, title, () =>
          work((text, fraction) => {
            detail = text + percent(fraction);
          }),
        );
        stream.write(`  ✓ ${title} (${seconds(started)})\n`);
        return result;
      } finally {
        clearTimeout(timer); // clears an interval too
      }
    },
  };
}

function rewritingProgress(stream: Terminal): Progress {
  return {
    note: (text) => stream.write(`\r\x1b[K  ${text}\n`),
    step: async (title, work) => {
      const started = performance.now();
      let detail = "";
      const draw = () => {
        const line = `  … ${seconds(started)}  ${title}${detail && `: ${detail}`}`; // the end may not fit
        stream.write(`\r\x1b[K${line.slice(0, (stream.columns ?? 80) - 1)}`);
      };
      const timer = setInterval(draw, 500);
      try {
        draw();
        const result = await failing(stream, `\r\x1b[K  ${title}`, () =>
          work((text, fraction) => {
            detail = text + percent(fraction);
            draw();
          }),
        );
        stream.write(`\r\x1b[K  ✓ ${title} (${seconds(started)})\n`);
        return result;
      } finally {
        clearInterval(timer);
      }
    },
  };
}

async function failing<T>(stream: Terminal, title: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    stream.write(`${title.startsWith("\r") ? title : `  ✗ ${title}`}: failed\n`);
    throw error;
  }
}

function percent(fraction: number | undefined): string {
  return fraction === undefined ? "" : ` ${Math.floor(fraction * 100)} %`;
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
