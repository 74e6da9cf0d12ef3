/** The same training step in PyTorch, eagerly, in a process of its own that makes a step when it is told. */
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { SIZE } from './transformer.ts';

const { batch, length, width, heads, layers, vocabulary } = SIZE;

const SCRIPT = `
import sys, time, torch
import torch.nn.functional as F
torch.manual_seed(0)
torch.set_num_threads(int(sys.argv[1]))
B, T, D, H, L, V = ${batch}, ${length}, ${width}, ${heads}, ${layers}, ${vocabulary}
def matrix(*shape): return torch.nn.Parameter(torch.randn(*shape) * 0.02)
def gain(): return torch.nn.Parameter(torch.zeros(D))
emb, pos, head = matrix(V, D), matrix(T, D), matrix(D, V)
net = [dict(g1=gain(), qkv=matrix(D, 3 * D), out=matrix(D, D), g2=gain(), up=matrix(D, 4 * D), down=matrix(4 * D, D)) for _ in range(L)]
params = [emb, pos, head] + [p for layer in net for p in layer.values()]
optimiser = torch.optim.AdamW(params, lr=1e-3, weight_decay=0.0)
mask = torch.triu(torch.full((T, T), -1e9), 1)
text = F.one_hot(torch.randint(0, V, (B * T,)), V).float()
def norm(x, g): return x * torch.rsqrt((x * x).mean(-1, keepdim=True) + 1e-5) * (g + 1)
def step():
    x = ((text @ emb).view(B, T, D) + pos).view(B * T, D)
    for p in net:
        q, k, v = (norm(x, p['g1']) @ p['qkv']).view(B, T, 3, H, D // H).permute(2, 0, 3, 1, 4)
        a = torch.softmax(q @ k.transpose(-1, -2) * (D // H) ** -0.5 + mask, -1)
        x = x + (a @ v).transpose(1, 2).reshape(B * T, D) @ p['out']
        x = x + torch.relu(norm(x, p['g2']) @ p['up']) @ p['down']
    loss = -(F.log_softmax(x @ head, -1) * text).sum(1).mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return loss.item()
print('ready', torch.__version__, sum(p.numel() for p in params), flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    step()
    print((time.perf_counter() - start) * 1000, flush=True)
`;

export interface Torch {
  readonly version: string;
  readonly parameters: number;
  /** Milliseconds of one step. */
  step(): Promise<number>;
  stop(): void;
}

/** PyTorch, if some Python of this machine has it: Debian's python3-torch is seen by Debian's Python only. */
export async function startTorch(threads: number): Promise<Torch | undefined> {
  const python = ['python3', '/usr/bin/python3'].find(
    (command) => spawnSync(command, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0,
  );
  if (!python) return undefined;
  const child = spawn(python, ['-c', SCRIPT, String(threads)]);
  child.stderr.resume();
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const [, version, parameters] = (await nextLine(child, lines)).split(' ');
  return {
    version: version!,
    parameters: Number(parameters),
    async step() {
      child.stdin.write('step\n');
      return Number(await nextLine(child, lines));
    },
    stop: () => child.stdin.end(),
  };
}

async function nextLine(
  child: ChildProcessWithoutNullStreams,
  lines: AsyncIterator<string>,
): Promise<string> {
  const { value, done } = await lines.next();
  if (!done) return value;
  if (child.exitCode === null) await once(child, 'exit');
  throw new Error(`PyTorch ended with code ${child.exitCode}.`);
}
