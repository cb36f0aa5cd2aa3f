import { startMock } from '../../mock/start.ts';

/** Octets that are in use, after all that is not has been collected. */
function inUse(): number {
  global.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

// A mock in a process of its own, which tells its parent the most memory that it has ever had in use.
const mock = await startMock({ behaviour: { imageSizeQuota: 200 * 1024 * 1024 } });
// What starting up needed does not count.
await fetch(`${mock.url}/1.0.0.0/org`);
let most = inUse();
const watch = setInterval(() => {
  most = Math.max(most, inUse());
}, 25);
process.send?.({ port: mock.port, memory: most });
process.on('message', () => process.send?.({ memory: most }));
process.on('disconnect', () => {
  clearInterval(watch);
  process.exit(0);
});
