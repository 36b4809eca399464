// The door to everything (lệnh khởi động): `node tools/start/start.mjs <demo|test|vuon|field-day|story> [...]`. Runs on the machine's Node 20
// or newer with nothing installed, so it is plain JavaScript on Node's own modules. Installs the packages when they are
// missing or stale, then runs the asked program under the project's own Node 24. What the programs do is theirs.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const modules = join(root, 'node_modules');
const stamp = join(modules, '.vuon-installed');
const lock = join(root, '.data/install.lock');
const bin = join(modules, '.bin');

const programs = {
  demo: (args) => ['tools/vuon/main.ts', 'demo', '--serve-defaults', ...args],
  test: (args) => ['tools/test/run.ts', ...args],
  vuon: (args) => ['tools/vuon/main.ts', ...args],
  'field-day': (args) => ['tools/field-day/main.ts', ...args],
  story: (args) => ['tools/story/main.ts', ...args],
};

/**
 * How a program's own Node collects garbage. On two cores that are both at work, threads beside it cost a tenth more than they save; a
 * long list must come in on a small machine: there a heap that grows slowly, marked at once and not bit by bit (the young part grows
 * meanwhile), takes two fifths less memory and a fifth more time.
 */
const FLAGS = JSON.parse(readFileSync(join(root, 'tools/start/flags.json'), 'utf8'));

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    process.stderr.write(`\n${explain(error)}\n`);
    process.exit(70);
  },
);

async function main([name, ...args]) {
  const program = programs[name ?? ''];
  if (program === undefined) {
    process.stderr.write('Cách dùng (usage): node tools/start/start.mjs <demo|test|vuon|field-day|story> [...]\n');
    return 64;
  }
  if (Number(process.versions.node.split('.')[0]) < 20) throw new Error(`WRONG_NODE ${process.version}`);
  if (!isInstalled()) await installOnce();
  return runOnOwnNode(program(args), FLAGS[name] ?? FLAGS[`${name} ${args[0]}`] ?? []);
}

/** The packages are those of the lock file: its hash is written into node_modules once an install went through. */
function isInstalled() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash();
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex');
}

/** Two starts at once: one installs, the other waits for it. */
async function installOnce() {
  mkdirSync(dirname(lock), { recursive: true });
  while (!takeLock()) await pause(500);
  try {
    if (!isInstalled()) await install();
  } finally {
    rmSync(lock, { force: true });
  }
}

function takeLock() {
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!holderLives()) rmSync(lock, { force: true });
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

/** The lock names the start that installs and, once it runs, its npm, which may outlive it. */
function holderLives() {
  try {
    return readFileSync(lock, 'utf8')
      .split('\n')
      .some((pid) => isAlive(Number(pid)));
  } catch {
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function install() {
  process.stderr.write('Đang cài các gói phần mềm, lần đầu mất khoảng một phút… (installing packages)\n');
  mkdirSync(modules, { recursive: true });
  rmSync(stamp, { force: true });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const from = Date.now();
  const beat = setInterval(() => process.stderr.write(`  … ${Math.round((Date.now() - from) / 1000)} giây (seconds)\n`), 5000);
  // Everything npm says goes to stderr: our standard output is data. Its warnings are about the Node that runs npm, not ours.
  const npmCi = run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    echo: true,
    onStart: (pid) => writeFileSync(lock, `${process.pid}\n${pid}`),
  });
  const { code, said } = await npmCi.finally(() => clearInterval(beat));
  if (code !== 0) throw new Error(`INSTALL_FAILED ${said}`);
  // npm drops optional packages that it could not write, and calls that a success; ours are needed.
  const missing = missingPackages();
  if (missing.length > 0) throw new Error(`${isDiskFull() ? 'ENOSPC' : 'INCOMPLETE'} ${missing.join(', ')}`);
  const half = `${stamp}.${process.pid}`;
  writeFileSync(half, lockHash());
  renameSync(half, stamp);
}

/** Packages of the lock file that are meant for this machine and are not there. */
function missingPackages() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const libc = process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
  return Object.entries(packages)
    .filter(([place, { os, cpu, link, optional, libc: wanted }]) => {
      const fits = suits(os, process.platform) && suits(cpu, process.arch) && (process.platform !== 'linux' || suits(wanted, libc));
      // Optional and for every machine: what an off-platform package would have needed.
      if (optional && os === undefined && cpu === undefined) return false;
      return place.includes('node_modules/') && !link && fits && !existsSync(join(root, place, 'package.json'));
    })
    .map(([place]) => place);
}

/** npm's way to name platforms: a name or a list, `!` before a name that is left out. */
function suits(wanted, own) {
  if (wanted === undefined) return true;
  const names = [wanted].flat();
  return names.includes(own) || (names.every((name) => name.startsWith('!')) && !names.includes(`!${own}`));
}

function isDiskFull() {
  const { bavail, bsize } = statfsSync(root);
  return bavail * bsize < 100_000_000;
}

function runOnOwnNode(args, flags) {
  const own = join(bin, process.platform === 'win32' ? 'node.cmd' : 'node');
  const node = existsSync(own) ? own : process.execPath;
  // Every program and thread of ours then loads its modules in half the time.
  const NODE_COMPILE_CACHE = process.env.NODE_COMPILE_CACHE ?? join(root, '.data/compile-cache');
  const env = { ...process.env, NODE_COMPILE_CACHE, PATH: bin + delimiter + (process.env.PATH ?? '') };
  if (node === process.execPath && Number(process.versions.node.split('.')[0]) < 24) throw new Error(`NO_OWN_NODE ${process.version}`);
  const [file, ...rest] = args;
  const leash = pathToFileURL(join(root, 'tools/start/leash.mjs')).href;
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
  return run(node, [...flags, '--import', leash, join(root, file), ...rest], { env, stdio, echo: false, onStart: endWithNpm }).then(
    ({ code }) => code,
  );
}

/** npm killed with -9 leaves its shell and us behind: then the program is to stop too. Without npm we may outlive our shell. */
function endWithNpm(child) {
  if (process.platform !== 'linux' || process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  // Some shells become the program that they run, then npm itself is our parent; whoever started npm may leave.
  const npm = readProc(parent, 'cmdline').startsWith('npm') ? undefined : parentOf(parent);
  setInterval(() => {
    if (process.ppid !== parent || (npm !== undefined && parentOf(parent) !== npm)) process.kill(child, 'SIGTERM');
  }, 500).unref();
}

function parentOf(pid) {
  return readProc(pid, 'stat').split(') ').at(-1).split(' ')[1];
}

function readProc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** Runs to the end, hands signals on, and answers with the exit code as a shell would. */
function run(program, args, { stdio, env, echo, onStart }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: echo ? root : process.cwd(),
      stdio,
      env: env ?? process.env,
      shell: process.platform === 'win32',
    });
    if (child.pid) onStart?.(child.pid);
    let said = '';
    for (const stream of echo ? [child.stdout, child.stderr] : []) {
      stream.on('data', (chunk) => {
        said = (said + chunk).slice(-20_000);
        process.stderr.write(chunk);
      });
    }
    // At a terminal Ctrl-C reaches the child by itself as well; the programs take the two for one. The npm scripts begin
    // with `exec`, since a shell in between would keep npm's signals to itself.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? 128 + (constants.signals[signal] ?? 0), said }));
  });
}

function explain(error) {
  const text = error instanceof Error ? error.message : String(error);
  const found = causes.find(([pattern]) => pattern.test(text));
  if (found) return found[1];
  return `Không khởi động được: ${text} (Could not start.)`;
}

const causes = [
  [
    /ENOSPC|EDQUOT|no space left/i,
    'Ổ đĩa đã đầy, không cài được các gói phần mềm. Hãy dọn khoảng 2 GB rồi chạy lại. (The disk is full. Free about 2 GB and start again.)',
  ],
  [
    /EACCES|EPERM|EROFS|permission denied/i,
    `Không có quyền ghi vào ${root}. Hãy chạy bằng người dùng sở hữu thư mục này. (No right to write to ${root}. Run as the user who owns it.)`,
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|network/i,
    'Không tới được kho gói npm. Hãy kiểm tra mạng hoặc địa chỉ kho (npm config get registry) rồi chạy lại. (Cannot reach the npm registry. Check the network or the registry address, then start again.)',
  ],
  [/WRONG_NODE/, `Cần Node.js từ bản 20, máy này đang có ${process.version}. (Node.js 20 or newer is needed.)`],
  [
    /NO_OWN_NODE/,
    'Máy này không nhận được Node 24 đi kèm. Hãy cài Node.js 24 rồi chạy lại. (This machine could not get the bundled Node 24. Install Node.js 24 and start again.)',
  ],
  [/spawn npm ENOENT/, 'Chưa có npm. Hãy cài npm cùng với Node.js. (npm is missing. Install it with Node.js.)'],
  [
    /INCOMPLETE/,
    'npm không mang về đủ các gói cho máy này. Hãy xóa node_modules rồi chạy lại; nếu vẫn vậy, kiểm tra kho gói. (npm did not bring all packages for this machine. Remove node_modules and start again; if it stays, check the registry.)',
  ],
  [
    /INSTALL_FAILED/,
    'Cài các gói phần mềm không thành công; lý do ở các dòng phía trên. (Installing the packages failed; the reason is above.)',
  ],
];
