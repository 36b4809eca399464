// Loaded before the program that start.mjs runs (dây nối): when start.mjs is gone, even by kill -9, the program is told to
// stop as by a service manager, so that no server stays behind that nobody sees.

if (process.channel) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
